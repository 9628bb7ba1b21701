import { createHash } from 'node:crypto'
import { contentIdentifier, parseSignedData, type SignatureRequest } from '@chopmark/core'
import { attributeOids, type IssuedCertificate, signCades } from '@chopmark/test-pki'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytesFromBase64url } from '../encoding.js'
import { readEvidenceFile, writeEvidenceFile } from '../evidence/evidence-file.js'
import { replay } from '../evidence/replay.js'
import {
  answerTo,
  content,
  openPortal,
  origin,
  requestInput,
  session,
  type TestPortal,
} from '../portal.test-support.js'
import { addSigner } from './merge-signature.js'

const checkerSession = 'session-of-wong'
const { requester, purpose } = requestInput()
const asking = { session: checkerSession, requester, purpose }

let at: TestPortal
let maker: IssuedCertificate
let checker: IssuedCertificate

beforeEach(async () => {
  at = await openPortal()
  maker = await at.pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
  checker = await at.pki.issue('e-cert-personal', { name: 'WONG SIU MING' })
})

afterEach(() => at.close())

async function made(packaging: 'attached' | 'detached' = 'detached'): Promise<string> {
  const request = await at.chopmark.createRequest(requestInput({ packaging }))
  const signature = answerTo(request, maker)
  const accepted = await at.chopmark.acceptSignature({
    ...{ requestId: request.id, session, origin, signature },
  })
  if (accepted.outcome !== 'accepted') throw new Error(JSON.stringify(accepted))
  return accepted.signatureId
}

/** What a client sends for a counter-signature: SignedData whose digest is that of a signature value, without content type. */
async function counterAnswer(
  request: SignatureRequest,
  signer: IssuedCertificate,
): Promise<Uint8Array> {
  const earlier = await at.chopmark.earlier({ requestId: request.id, session: checkerSession })
  const parsed = parseSignedData((earlier.outcome === 'found' && earlier.bytes) || new Uint8Array())
  const [first] = parsed.ok ? parsed.value.signerInfos : []
  if (first === undefined) throw new Error('no earlier signature')
  const nonce = bytesFromBase64url(request.nonce) ?? new Uint8Array()
  const originSha256 = createHash('sha256').update(request.origin).digest()
  return signCades({
    signer,
    content: first.signatureValue,
    detached: true,
    commitment: 5,
    contentIdentifier: contentIdentifier(nonce, originSha256),
    attributes: (all) => all.filter(({ oid }) => oid !== attributeOids.contentType),
  })
}

const accept = (request: SignatureRequest, signature: Uint8Array) =>
  at.chopmark.acceptSignature({ requestId: request.id, session: checkerSession, origin, signature })

describe('a second signature', () => {
  it.each(['attached', 'detached'] as const)(
    'beside the first (%s): one document with the verdicts about both',
    async (packaging) => {
      const first = await made(packaging)
      const request = await at.chopmark.createRequest({
        ...asking,
        cosign: { signatureId: first },
      })
      expect(request).toMatchObject({
        packaging,
        document: { name: 'form.txt', sizeBytes: content.length },
        cosign: { as: 'parallel', signatureId: first, anotherPerson: true },
      })
      // Whether the answer carries the content is of no matter: it is in the document already, or nowhere.
      const accepted = await accept(request, answerTo(request, checker))
      expect(accepted).toMatchObject({ outcome: 'accepted' })
      const { reports = [], signatureId = '' } = accepted.outcome === 'accepted' ? accepted : {}
      expect(
        reports.map(({ indication, counterSignatureOf }) => [indication, counterSignatureOf]),
      ).toEqual([
        ['TOTAL-PASSED', null],
        ['TOTAL-PASSED', null],
      ])
      expect(reports.map(({ signer }) => signer?.commonName).sort()).toEqual([
        'CHAN TAI MAN',
        'WONG SIU MING',
      ])
      const whole = parseSignedData(
        (await at.chopmark.signedDocument(signatureId)) ?? new Uint8Array(),
      )
      expect(whole.ok && whole.value.encoding).toBe('DER')
      expect(whole.ok && whole.value.signerInfos).toHaveLength(2)
      expect(whole.ok && whole.value.eContent).toEqual(
        packaging === 'attached' ? content : undefined,
      )
    },
  )

  it('over the first, as an unsigned attribute that leaves what was signed as it is', async () => {
    const first = await made()
    const cosign = { signatureId: first, as: 'counter' } as const
    const request = await at.chopmark.createRequest({ ...asking, cosign })
    const accepted = await accept(request, await counterAnswer(request, checker))
    expect(accepted).toMatchObject({
      outcome: 'accepted',
      reports: [
        { indication: 'TOTAL-PASSED', signer: { commonName: 'CHAN TAI MAN' } },
        {
          indication: 'TOTAL-PASSED',
          counterSignatureOf: '0',
          signer: { commonName: 'WONG SIU MING' },
        },
      ],
    })
    const before = parseSignedData((await at.chopmark.signedDocument(first)) ?? new Uint8Array())
    const { signatureId = '' } = accepted
    const after = parseSignedData(
      (await at.chopmark.signedDocument(signatureId)) ?? new Uint8Array(),
    )
    const signed = (one: typeof before) => one.ok && one.value.signerInfos[0]
    expect(signed(after)).toMatchObject({
      signedAttributes: (signed(before) || {}).signedAttributes,
      signatureValue: (signed(before) || {}).signatureValue,
    })
  })

  it('is decided again alike from its evidence file', async () => {
    const first = await made()
    const request = await at.chopmark.createRequest({ ...asking, cosign: { signatureId: first } })
    const accepted = await accept(request, answerTo(request, checker))
    const file = await at.chopmark.evidenceFile(accepted.signatureId ?? '')
    if (file === undefined) throw new Error('no evidence')
    const read = readEvidenceFile(writeEvidenceFile(file))
    if (!read.ok) throw new Error('evidence cannot be read')
    expect((await replay(read.value)).same).toBe(true)
  })

  it('may be followed by a third, beside or over', async () => {
    const first = await made()
    const second = await at.chopmark.createRequest({
      ...asking,
      cosign: { signatureId: first, as: 'counter' },
    })
    const countered = await accept(second, await counterAnswer(second, checker))
    const director = await at.pki.issue('e-cert-personal', { name: 'LEE KA FAI' })
    for (const as of ['parallel', 'counter'] as const) {
      const request = await at.chopmark.createRequest({
        ...asking,
        cosign: { signatureId: countered.signatureId ?? '', as },
      })
      const answer =
        as === 'parallel' ? answerTo(request, director) : await counterAnswer(request, director)
      const accepted = await accept(request, answer)
      expect(accepted).toMatchObject({ outcome: 'accepted' })
      expect(accepted.outcome === 'accepted' && accepted.reports).toHaveLength(3)
    }
  })

  it('refuses the maker as checker, by key and by name, unless that is allowed', async () => {
    const first = await made()
    const namesake = await at.pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
    for (const as of ['parallel', 'counter'] as const) {
      const request = await at.chopmark.createRequest({
        ...asking,
        cosign: { signatureId: first, as },
      })
      for (const same of [maker, namesake]) {
        const answer =
          as === 'parallel' ? answerTo(request, same) : await counterAnswer(request, same)
        expect(await accept(request, answer)).toMatchObject({
          outcome: 'refused',
          code: 'SIGNER_SAME_PERSON',
          decidedBy: 'request.another-signer',
        })
      }
    }
    const request = await at.chopmark.createRequest({
      ...asking,
      cosign: { signatureId: first, anotherPerson: false },
    })
    expect(await accept(request, answerTo(request, namesake))).toMatchObject({
      outcome: 'accepted',
    })
  })

  it('refuses an answer made for another request, or over another document', async () => {
    const first = await made()
    const cosign = { signatureId: first }
    const request = await at.chopmark.createRequest({ ...asking, cosign })
    const other = await at.chopmark.createRequest({ ...asking, cosign })
    expect(await accept(request, answerTo(other, checker))).toMatchObject({
      outcome: 'refused',
      code: 'REQUEST_BINDING_MISMATCH',
    })
    const changed = answerTo(request, checker, { content: new Uint8Array(content.length) })
    expect(await accept(request, changed)).toMatchObject({
      outcome: 'refused',
      code: 'DOCUMENT_CHANGED',
    })
    // A signature of the document where one over the first was asked.
    const counter = await at.chopmark.createRequest({
      ...asking,
      cosign: { signatureId: first, as: 'counter' },
    })
    expect(await accept(counter, answerTo(counter, checker))).toMatchObject({ outcome: 'refused' })
  })

  it('refuses what holds no signature, or several, and counts the try', async () => {
    const request = await at.chopmark.createRequest({
      ...asking,
      cosign: { signatureId: await made() },
    })
    const two = answerTo(request, checker, { coSigners: [{ signer: maker }] })
    for (const [answer, triesLeft] of [
      [new Uint8Array(40), 4],
      [two, 3],
    ] as const) {
      expect(await accept(request, answer)).toMatchObject({
        ...{ outcome: 'refused', code: 'SIGNATURE_MALFORMED', triesLeft },
      })
    }
  })

  it('is refused when the first does not hold any more', async () => {
    const first = await made()
    const request = await at.chopmark.createRequest({ ...asking, cosign: { signatureId: first } })
    at.pki.ca.revoke(maker.serialNumber, 'keyCompromise')
    at.wait(2 * 24 * 60 * 60 * 1000)
    const late = await at.chopmark.createRequest({ ...asking, cosign: { signatureId: first } })
    expect(request.id).not.toBe(late.id)
    expect(await accept(late, answerTo(late, checker))).toMatchObject({
      outcome: 'refused',
      code: 'EARLIER_SIGNATURE_FAILED',
    })
  })

  it('is asked for an accepted signature only', async () => {
    for (const signatureId of ['x'.repeat(22)]) {
      await expect(
        at.chopmark.createRequest({ ...asking, cosign: { signatureId } }),
      ).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    }
  })

  it('shows who signed before to its own session alone', async () => {
    const request = await at.chopmark.createRequest({
      ...asking,
      cosign: { signatureId: await made('attached') },
    })
    const shown = await at.chopmark.earlier({ requestId: request.id, session: checkerSession })
    const parsed = parseSignedData((shown.outcome === 'found' && shown.bytes) || new Uint8Array())
    expect(parsed.ok && [parsed.value.eContent, parsed.value.signerInfos.length]).toEqual([
      undefined,
      1,
    ])
    expect(await at.chopmark.earlier({ requestId: request.id, session })).toMatchObject({
      code: 'SESSION_MISMATCH',
    })
  })
})

describe('addSigner', () => {
  it('takes no bytes for a document or an answer', () => {
    const some = Uint8Array.of(0x30, 0)
    expect(addSigner(some, some)).toEqual({ ok: false, problem: 'DOCUMENT_MALFORMED' })
  })
})
