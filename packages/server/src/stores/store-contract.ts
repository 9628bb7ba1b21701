import { createHash } from 'node:crypto'
import type { Instant } from '@chopmark/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ClaimInput, NewRequest, Settlement, Store, StoredVerdict } from './store.js'

const minuteMs = 60_000
const createdAt = 1_790_000_000_000 as Instant
const expiresAt = (createdAt + 15 * minuteMs) as Instant
const at = (ms: number): Instant => (createdAt + ms) as Instant
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const hex = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')

function newRequest(id: string, settings: Partial<NewRequest> = {}): NewRequest {
  const text = { en: 'Test', 'zh-Hant-HK': '測試', 'zh-Hans-HK': '测试' }
  const content = bytes('content')
  return {
    request: {
      version: 1,
      id,
      nonce: 'A'.repeat(43),
      origin: 'https://portal.example',
      requester: text,
      purpose: text,
      document: {
        name: 'form.txt',
        mediaType: 'text/plain',
        sizeBytes: content.length,
        digestAlgorithm: 'SHA-256',
        digest: 'A'.repeat(43),
      },
      packaging: 'attached',
      commitmentType: 'proofOfApproval',
      signer: {},
      createdAt: new Date(createdAt).toISOString(),
      expiresAt: new Date(expiresAt).toISOString(),
      sandbox: true,
    },
    sessionSha256: new Uint8Array(32).fill(7),
    createdAt,
    expiresAt,
    maxTries: 3,
    content,
    digests: [{ algorithm: 'SHA-256', value: hex(content) }],
    ...settings,
  }
}

const claimOf = (requestId: string, signatureId: string, rest: Partial<ClaimInput> = {}) => ({
  requestId,
  signatureId,
  signature: bytes(`signature ${signatureId}`),
  now: at(minuteMs),
  leaseMs: minuteMs,
  ...rest,
})

const verdict: StoredVerdict = {
  validationTime: at(minuteMs),
  engineVersion: 'engine/1',
  evidence: '{"items":[]}',
  policy: '{"id":"policy"}',
  report: '{"reports":[]}',
}

/**
 * What every store has to do, as a vitest suite: run it for a store of your own.
 * @param name - Stands in the test names.
 * @param open - Gives an empty store; two calls give stores that do not see each other. The suite closes them.
 */
export function describeStoreContract(name: string, open: () => Store | Promise<Store>): void {
  describe(`store contract: ${name}`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(async () => {
      await store.close()
    })

    /** Claims and gives the claim, or fails the test. */
    async function claimed(input: ClaimInput) {
      const outcome = await store.claim(input)
      if (outcome.kind !== 'claimed') throw new Error(`expected a claim, got ${outcome.kind}`)
      return outcome.claim
    }

    async function accept(input: ClaimInput, rest: Partial<Settlement> = {}) {
      const claim = await claimed(input)
      const settlement = { claim, now: input.now, verdict, blobs: [], outcome: 'accepted' as const }
      return store.settle({ ...settlement, ...rest } as Settlement)
    }

    describe('requests', () => {
      it('gives back what was put in', async () => {
        const input = newRequest('r')
        await store.insertRequest(input)
        const { content, ...rest } = input
        expect(await store.request('r')).toEqual({
          ...rest,
          hasContent: true,
          state: 'open',
          tries: 0,
        })
        expect(await store.content('r')).toEqual(content)
      })

      it('holds a request whose document is known by its digests alone', async () => {
        const { content, ...digestOnly } = newRequest('r')
        expect(content).toBeDefined()
        await store.insertRequest(digestOnly)
        expect(await store.request('r')).toMatchObject({ hasContent: false })
        expect(await store.content('r')).toBeUndefined()
      })

      it('knows nothing of an id it never saw', async () => {
        expect(await store.request('r')).toBeUndefined()
        expect(await store.content('r')).toBeUndefined()
      })

      it('refuses an id that is taken', async () => {
        await store.insertRequest(newRequest('r'))
        await expect(store.insertRequest(newRequest('r'))).rejects.toMatchObject({
          code: 'DUPLICATE_REQUEST',
        })
      })

      it('writes down that an open request expired, at the edge and not before', async () => {
        await store.insertRequest(newRequest('r'))
        expect(await store.expireRequests((expiresAt - 1) as Instant)).toBe(0)
        expect(await store.expireRequests(expiresAt)).toBe(1)
        expect(await store.request('r')).toMatchObject({ state: 'expired' })
        expect(await store.claim(claimOf('r', 's'))).toEqual({ kind: 'expired' })
      })

      it('never expires a claimed or accepted request', async () => {
        await store.insertRequest(newRequest('claimed'))
        await store.insertRequest(newRequest('accepted'))
        await claimed(claimOf('claimed', 's1'))
        await accept(claimOf('accepted', 's2'))
        expect(await store.expireRequests(at(100 * minuteMs))).toBe(0)
      })
    })

    describe('claims', () => {
      beforeEach(() => store.insertRequest(newRequest('r')))

      it('keeps the answer and claims the request', async () => {
        expect(await store.claim(claimOf('r', 's'))).toMatchObject({
          kind: 'claimed',
          claim: { requestId: 'r', signatureId: 's' },
          receivedAt: at(minuteMs),
        })
        expect(await store.request('r')).toMatchObject({ state: 'claimed', signatureId: 's' })
        expect(await store.signature('s')).toEqual({
          id: 's',
          requestId: 'r',
          signature: bytes('signature s'),
          receivedAt: at(minuteMs),
          state: 'deciding',
          decisions: 0,
        })
      })

      it('answers an unknown request', async () => {
        expect(await store.claim(claimOf('other', 's'))).toEqual({ kind: 'unknown' })
        expect(await store.signature('s')).toBeUndefined()
      })

      it('takes an answer one millisecond before expiry and refuses it at expiry', async () => {
        await store.insertRequest(newRequest('late'))
        expect(await store.claim(claimOf('late', 's1', { now: expiresAt }))).toEqual({
          kind: 'expired',
        })
        const justInTime = { now: (expiresAt - 1) as Instant }
        expect(await store.claim(claimOf('r', 's2', justInTime))).toMatchObject({ kind: 'claimed' })
      })

      it('lets one of many answers at once win', async () => {
        const outcomes = await Promise.all(
          Array.from({ length: 8 }, (_, n) => store.claim(claimOf('r', `s${n}`))),
        )
        expect(outcomes.filter(({ kind }) => kind === 'claimed')).toHaveLength(1)
        expect(outcomes.filter(({ kind }) => kind === 'already-used')).toHaveLength(7)
        expect(await store.signatures('r')).toHaveLength(1)
      })

      it('refuses another answer meanwhile, without saying which was first', async () => {
        await claimed(claimOf('r', 's1'))
        expect(await store.claim(claimOf('r', 's2'))).toEqual({ kind: 'already-used' })
        expect(await store.signature('s2')).toBeUndefined()
      })

      it('names the earlier answer to whoever sends the very same bytes', async () => {
        await accept(claimOf('r', 's1'))
        const again = claimOf('r', 's2', { signature: bytes('signature s1') })
        expect(await store.claim(again)).toEqual({ kind: 'already-used', signatureId: 's1' })
      })

      it('lets the same bytes take up their stale claim, even past expiry', async () => {
        const old = await claimed(claimOf('r', 's1', { now: (expiresAt - 1) as Instant }))
        const again = claimOf('r', 's2', { signature: bytes('signature s1') })
        const beforeLeaseEnd = { ...again, now: (expiresAt - 2 + minuteMs) as Instant }
        expect(await store.claim(beforeLeaseEnd)).toEqual({
          kind: 'already-used',
          signatureId: 's1',
        })
        const atLeaseEnd = { ...again, now: (expiresAt - 1 + minuteMs) as Instant }
        const taken = await store.claim(atLeaseEnd)
        expect(taken).toMatchObject({
          kind: 'claimed',
          claim: { signatureId: 's1' },
          receivedAt: expiresAt - 1,
        })
        const lost = { claim: old, now: at(0), blobs: [], outcome: 'accepted' as const }
        expect(await store.settle(lost)).toEqual({ kind: 'lost' })
      })

      it('keeps a stale claim from other bytes', async () => {
        await claimed(claimOf('r', 's1'))
        expect(await store.claim(claimOf('r', 's2', { now: at(10 * minuteMs) }))).toEqual({
          kind: 'already-used',
        })
      })
    })

    describe('settling', () => {
      beforeEach(() => store.insertRequest(newRequest('r')))

      it('accepts once, with the verdict and the bytes it names', async () => {
        const crl = bytes('a crl')
        expect(await accept(claimOf('r', 's'), { blobs: [crl] })).toEqual({
          kind: 'settled',
          triesLeft: 3,
        })
        expect(await store.request('r')).toMatchObject({ state: 'accepted', signatureId: 's' })
        expect(await store.signature('s')).toMatchObject({
          state: 'accepted',
          settledAt: at(minuteMs),
          decisions: 1,
        })
        expect(await store.verdict('s')).toEqual(verdict)
        expect(await store.blob(hex(crl))).toEqual(crl)
        expect(await store.blob(hex(bytes('signature s')))).toEqual(bytes('signature s'))
        expect(await store.blob('00'.repeat(32))).toBeUndefined()
      })

      it('settles a claim once', async () => {
        const claim = await claimed(claimOf('r', 's'))
        const settlement = { claim, now: at(minuteMs), blobs: [], outcome: 'accepted' as const }
        expect(await store.settle(settlement)).toMatchObject({ kind: 'settled' })
        const refusal = { ...settlement, outcome: 'refused' as const, code: 'LATE' }
        expect(await store.settle(refusal)).toEqual({ kind: 'lost' })
        expect(await store.signature('s')).toMatchObject({ state: 'accepted' })
      })

      it('frees the request after a refusal, keeps the answer, and counts the tries', async () => {
        for (const n of [1, 2, 3]) {
          const claim = await claimed(claimOf('r', `s${n}`))
          const refusal = { claim, now: at(minuteMs), blobs: [], outcome: 'refused' as const }
          expect(await store.settle({ ...refusal, code: 'WRONG' })).toEqual({
            kind: 'settled',
            triesLeft: 3 - n,
          })
        }
        expect(await store.claim(claimOf('r', 's4'))).toEqual({ kind: 'too-many-tries' })
        expect(await store.request('r')).toMatchObject({ state: 'open', tries: 3 })
        expect(await store.signatures('r')).toMatchObject([
          { id: 's1', state: 'refused', code: 'WRONG' },
          { id: 's2', state: 'refused' },
          { id: 's3', state: 'refused' },
        ])
      })

      it('keeps a pending answer, gives it out when due, and settles it later', async () => {
        const first = await claimed(claimOf('r', 's'))
        const retryAt = at(5 * minuteMs)
        await store.settle({
          ...{ claim: first, now: at(minuteMs), verdict, blobs: [] },
          ...{ outcome: 'pending', code: 'WAIT', retryAt },
        })
        expect(await store.signature('s')).toMatchObject({
          state: 'pending',
          code: 'WAIT',
          retryAt,
        })
        expect(await store.request('r')).toMatchObject({ state: 'claimed', tries: 0 })
        expect(await store.claim(claimOf('r', 's2'))).toEqual({ kind: 'already-used' })
        expect(await store.due({ now: (retryAt - 1) as Instant, limit: 9 })).toEqual([])
        expect(await store.due({ now: retryAt, limit: 9 })).toEqual(['s'])

        const again = await store.reclaim({ signatureId: 's', now: retryAt, leaseMs: minuteMs })
        if (again.kind !== 'claimed') throw new Error('expected a claim')
        const second = { ...verdict, report: '{"reports":["second"]}' }
        await store.settle({
          ...{ claim: again.claim, now: retryAt, verdict: second, blobs: [] },
          outcome: 'accepted',
        })
        expect(await store.verdict('s')).toEqual(second)
        expect(await store.signature('s')).toMatchObject({ state: 'accepted', decisions: 2 })
      })

      it('writes nothing for a claim that was taken over', async () => {
        const old = await claimed(claimOf('r', 's'))
        const later = at(10 * minuteMs)
        const taken = await store.reclaim({ signatureId: 's', now: later, leaseMs: minuteMs })
        expect(taken).toMatchObject({ kind: 'claimed' })
        const settlement = { claim: old, now: later, verdict, blobs: [bytes('x')] }
        expect(await store.settle({ ...settlement, outcome: 'accepted' })).toEqual({ kind: 'lost' })
        expect(await store.verdict('s')).toBeUndefined()
        expect(await store.blob(hex(bytes('x')))).toBeUndefined()
      })
    })

    describe('taking up', () => {
      beforeEach(() => store.insertRequest(newRequest('r')))

      it('leaves a running lease alone unless told otherwise', async () => {
        await claimed(claimOf('r', 's'))
        const now = at(minuteMs + 1)
        const input = { signatureId: 's', now, leaseMs: minuteMs }
        expect(await store.reclaim(input)).toEqual({ kind: 'busy' })
        expect(await store.due({ now, limit: 9 })).toEqual([])
        expect(await store.due({ now, limit: 9, includeLeased: true })).toEqual(['s'])
        expect(await store.reclaim({ ...input, force: true })).toMatchObject({ kind: 'claimed' })
      })

      it('gives out a claim whose lease ran out, and one that was released', async () => {
        const claim = await claimed(claimOf('r', 's'))
        expect(await store.due({ now: at(2 * minuteMs), limit: 9 })).toEqual(['s'])
        await store.release(claim, at(minuteMs))
        expect(await store.due({ now: at(minuteMs), limit: 9 })).toEqual(['s'])
      })

      it('says what cannot be taken up', async () => {
        const input = { signatureId: 's', now: at(0), leaseMs: minuteMs }
        expect(await store.reclaim(input)).toEqual({ kind: 'unknown' })
        await accept(claimOf('r', 's'))
        expect(await store.reclaim({ ...input, force: true })).toEqual({ kind: 'settled' })
        expect(await store.due({ now: at(99 * minuteMs), limit: 9 })).toEqual([])
      })

      it('gives out the longest waiting first, up to the limit', async () => {
        for (const n of [3, 1, 2]) {
          await store.insertRequest(newRequest(`r${n}`))
          await claimed(claimOf(`r${n}`, `s${n}`, { leaseMs: n * 1000 }))
        }
        expect(await store.due({ now: at(9 * minuteMs), limit: 2 })).toEqual(['s1', 's2'])
      })
    })

    describe('tickets of the dialog', () => {
      const sha = (text: string): Uint8Array =>
        new Uint8Array(createHash('sha256').update(text).digest())
      const take = (changes: Partial<Parameters<Store['takeTicket']>[0]> = {}) =>
        store.takeTicket({
          ...{ sha256: sha('ticket'), requestId: 'r', sessionSha256: sha('s'), now: at(0) },
          ...changes,
        })

      beforeEach(async () => {
        await store.insertRequest(newRequest('r'))
        await store.insertRequest(newRequest('other'))
        const ticket = {
          sha256: sha('ticket'),
          requestIds: ['r'],
          expiresAt: at(minuteMs),
        } as const
        await store.insertTicket(ticket, at(0))
      })

      it('lets one session at one request, once', async () => {
        expect(await store.hasTakenOver('r', sha('s'))).toBe(false)
        expect(await Promise.all([take(), take({ sessionSha256: sha('t') })])).toEqual([
          ['r'],
          undefined,
        ])
        expect(await take()).toBeUndefined()
        expect(await store.hasTakenOver('r', sha('s'))).toBe(true)
        expect(await store.hasTakenOver('r', sha('t'))).toBe(false)
        expect(await store.hasTakenOver('other', sha('s'))).toBe(false)
      })

      it('takes no unknown ticket, none of another request, none out of date', async () => {
        expect(await take({ sha256: sha('guess') })).toBeUndefined()
        expect(await take({ requestId: 'other' })).toBeUndefined()
        expect(await take({ now: at(minuteMs) })).toBeUndefined()
        expect(await take({ now: at(minuteMs - 1) })).toEqual(['r'])
      })

      it('lets one session at all requests of a ticket, in order, and at no other', async () => {
        for (const id of ['a', 'z', 'apart']) await store.insertRequest(newRequest(id))
        const requestIds = ['z', 'r', 'a'] as const
        const expiresAt = at(minuteMs)
        await store.insertTicket({ sha256: sha('batch'), requestIds, expiresAt }, at(0))
        const asked = { sha256: sha('batch'), sessionSha256: sha('b') }
        // The ticket is of its first request alone.
        expect(await take({ ...asked, requestId: 'r' })).toBeUndefined()
        const over = (id: string) => store.hasTakenOver(id, sha('b'))
        expect(await Promise.all(requestIds.map(over))).toEqual([false, false, false])
        expect(await take({ ...asked, requestId: 'z' })).toEqual(requestIds)
        expect(await take({ ...asked, requestId: 'z' })).toBeUndefined()
        expect(await Promise.all(requestIds.map(over))).toEqual([true, true, true])
        expect(await over('apart')).toBe(false)
        // Unused ones are forgotten with all that belongs to them.
        await store.insertTicket({ sha256: sha('late'), requestIds, expiresAt }, at(0))
        await store.insertTicket(
          { sha256: sha('next'), requestIds: ['apart'], expiresAt: at(9 * minuteMs) },
          at(2 * minuteMs),
        )
        const late = { ...asked, sha256: sha('late'), requestId: 'z' }
        expect(await take(late)).toBeUndefined()
        expect(await over('a')).toBe(true)
      })

      it('forgets unused ones, and no session that took over', async () => {
        const next = {
          sha256: sha('next'),
          requestIds: ['r'],
          expiresAt: at(3 * minuteMs),
        } as const
        expect(await take()).toEqual(['r'])
        await store.insertTicket(next, at(2 * minuteMs))
        expect(await store.hasTakenOver('r', sha('s'))).toBe(true)
      })
    })

    describe('erasing', () => {
      const shared = bytes('a CRL that two verdicts name')
      const own = bytes('a CRL that one verdict names')

      it('forgets a request with all that belongs to it, and nothing of the others', async () => {
        await store.insertRequest(newRequest('r'))
        await store.insertRequest(newRequest('other', { content: bytes('another document') }))
        await accept(claimOf('r', 's'), { blobs: [shared, own] })
        await accept(claimOf('other', 't'), { blobs: [shared] })
        expect(await store.eraseRequest('r')).toBe('erased')
        expect(await store.request('r')).toBeUndefined()
        expect(await store.signature('s')).toBeUndefined()
        expect(await store.signatures('r')).toEqual([])
        expect(await store.verdict('s')).toBeUndefined()
        for (const gone of [own, bytes('content'), bytes('signature s')]) {
          expect(await store.blob(hex(gone))).toBeUndefined()
        }
        expect(await store.blob(hex(shared))).toEqual(shared)
        expect(await store.verdict('t')).toEqual(verdict)
        expect(await store.content('other')).toEqual(bytes('another document'))
        expect(await store.eraseRequest('r')).toBe('unknown')
        expect(await store.eraseRequest('other')).toBe('erased')
        expect(await store.blob(hex(shared))).toBeUndefined()
        // The id is free again, and the same bytes can come again.
        await store.insertRequest(newRequest('r'))
        expect(await store.content('r')).toEqual(bytes('content'))
      })

      it('keeps a document that another request has too', async () => {
        await store.insertRequest(newRequest('r'))
        await store.insertRequest(newRequest('other'))
        expect(await store.eraseRequest('r')).toBe('erased')
        expect(await store.content('other')).toEqual(bytes('content'))
      })

      it('leaves alone what is being decided, waits, or is to be signed once more', async () => {
        await store.insertRequest(newRequest('r'))
        await accept(claimOf('r', 's'))
        const cosign = { as: 'counter', signatureId: 's', anotherPerson: true } as const
        const { request } = newRequest('more')
        const again = { ...request, cosign: { ...cosign, signatureSha256: 'A'.repeat(43) } }
        await store.insertRequest({ ...newRequest('more'), request: again })
        expect(await store.eraseRequest('r')).toBe('busy')
        const claim = await claimed(claimOf('more', 'm'))
        expect(await store.eraseRequest('more')).toBe('busy')
        expect(await store.eraseRequest('r')).toBe('busy')
        const now = at(minuteMs)
        await store.settle({ claim, now, verdict, blobs: [], outcome: 'accepted' })
        expect(await store.eraseRequest('r')).toBe('erased')
        expect(await store.signature('m')).toMatchObject({ state: 'accepted' })
      })

      it('leaves the other requests of a ticket to whoever took them over', async () => {
        for (const id of ['a', 'b', 'c']) await store.insertRequest(newRequest(id))
        const sha = (text: string) => new Uint8Array(createHash('sha256').update(text).digest())
        const requestIds = ['a', 'b', 'c'] as const
        const [sha256, sessionSha256] = [sha('ticket'), sha('session')]
        await store.insertTicket({ sha256, requestIds, expiresAt: at(minuteMs) }, at(0))
        await store.takeTicket({ sha256, sessionSha256, requestId: 'a', now: at(1) })
        expect(await store.eraseRequest('a')).toBe('erased')
        expect(await store.eraseRequest('b')).toBe('erased')
        const over = await Promise.all(requestIds.map((id) => store.hasTakenOver(id, sha256)))
        expect(over).toEqual([false, false, false])
        expect(await store.hasTakenOver('c', sessionSha256)).toBe(true)
        expect(await store.hasTakenOver('b', sessionSha256)).toBe(false)
        expect(await store.eraseRequest('c')).toBe('erased')
      })

      it('names what is old and closed, the oldest first, up to the limit', async () => {
        const made = async (id: string, ms: number): Promise<void> =>
          store.insertRequest(newRequest(id, { createdAt: at(ms) }))
        await made('open', 0)
        await made('accepted', 3)
        await made('pending', 1)
        await made('refused', 2)
        await made('young', 10)
        await accept(claimOf('accepted', 's1'))
        await claimed(claimOf('pending', 's2'))
        const claim = await claimed(claimOf('refused', 's3'))
        await store.settle({
          ...{ claim, now: at(minuteMs), blobs: [], outcome: 'refused', code: 'SIGNATURE_BROKEN' },
        })
        const found = (now: Instant, limit = 9) => store.erasable({ before: at(10), now, limit })
        expect(await found(at(minuteMs))).toEqual(['accepted'])
        expect(await found(expiresAt)).toEqual(['open', 'refused', 'accepted'])
        expect(await found(expiresAt, 2)).toEqual(['open', 'refused'])
        await store.expireRequests(expiresAt)
        expect(await found(expiresAt)).toEqual(['open', 'refused', 'accepted'])
      })
    })

    describe('fetched answers', () => {
      it('keeps the newest under a key', async () => {
        const key = 'http://ca.example/ca.crl'
        expect(await store.fetched(key)).toBeUndefined()
        await store.saveFetched({ key, bytes: bytes('old'), fetchedAt: at(0), etag: '"1"' })
        const newer = {
          ...{ key, bytes: bytes('new'), fetchedAt: at(1) },
          ...{ lastModified: 'Mon, 01 Jun 2026 00:00:00 GMT', nonce: new Uint8Array([1, 2]) },
        }
        await store.saveFetched(newer)
        expect(await store.fetched(key)).toEqual(newer)
      })
    })

    describe('certificates', () => {
      it('keeps each once, in the order of their digests', async () => {
        const certificates = ['b', 'a', 'c'].map((text) => ({
          ...{ bytes: bytes(text), importedAt: at(0), note: text },
        }))
        for (const certificate of [...certificates, ...certificates]) {
          await store.importCertificate(certificate)
        }
        const expected = certificates.sort((x, y) => (hex(x.bytes) < hex(y.bytes) ? -1 : 1))
        expect(await store.certificates()).toEqual(expected)
      })
    })
  })
}
