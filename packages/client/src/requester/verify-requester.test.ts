import {
  canonicalJson,
  base64url,
  type Instant,
  parseCertificate,
  requestContentType,
  type RequesterTrust,
  type SignatureRequest,
  trustAnchorFromCertificate,
  trustAnchors,
} from '@chopmark/core'
import {
  type CadesMessage,
  createSandboxPki,
  type IssuedCertificate,
  type SandboxPki,
  sandboxTrust,
  signCades,
} from '@chopmark/test-pki'
import { requesterPolicy } from '@chopmark/verify'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { requestFor } from '../testing/request-for.js'
import type { Fetch } from '../wire/fetch-bytes.js'
import type { FetchedProof } from './fetch-proof.js'
import { judgeProof, namesSite, verifyRequester } from './verify-requester.js'

const minuteMs = 60_000
let pki: SandboxPki
let server: IssuedCertificate
let trust: RequesterTrust
let request: SignatureRequest
let now: Instant

function trustIn(one: SandboxPki): RequesterTrust {
  const { rootCertificate, anchors, certificateProfiles } = sandboxTrust(one)
  const anchor = trustAnchorFromCertificate(rootCertificate, anchors[0])
  if (!anchor.ok) throw new Error('no sandbox root')
  return {
    trustAnchors: trustAnchors([anchor.value]),
    certificateProfiles,
    requesterProfiles: ['sandbox/e-cert-server'],
  }
}

beforeAll(async () => {
  pki = await createSandboxPki({ keyAlgorithm: 'P-256' })
  now = pki.clock().getTime() as Instant
  server = await pki.issue('e-cert-server', {
    name: 'portal.example',
    organisation: 'Address Registry of the Sandbox',
  })
  trust = trustIn(pki)
  request = await requestFor(new TextEncoder().encode('I live at 100 Nathan Road.'))
})

const crlsOf = (issued: IssuedCertificate, options: object = {}): FetchedProof['items'] => [
  {
    kind: 'crl',
    bytes: pki.ca.crl(issued.crlName === null ? options : { name: issued.crlName, ...options }),
  },
  { kind: 'crl', bytes: pki.root.crl() },
]

/** Signed by test-pki's own writer. */
function proof(
  asked: unknown = request,
  by: IssuedCertificate = server,
  changes: Partial<CadesMessage> = {},
  items: FetchedProof['items'] = crlsOf(by),
): FetchedProof {
  const signature = signCades({
    signer: by,
    content: new TextEncoder().encode(canonicalJson(asked)),
    detached: true,
    signedData: { contentType: requestContentType },
    ...changes,
  })
  return { signature, items }
}

const judge = (given: FetchedProof, at = now, asked = request) =>
  judgeProof(asked, given, requesterPolicy(trust), at)

describe('judgeProof', () => {
  it('names the organisation of the certificate', async () => {
    expect(await judge(proof())).toEqual({
      organisation: 'Address Registry of the Sandbox',
      profile: 'sandbox/e-cert-server',
      issuer: 'Chopmark SANDBOX e-Cert CA 1',
    })
  })

  it('does not believe a request of which any field is another than the signed one', async () => {
    const signed = proof()
    const changed: readonly Partial<SignatureRequest>[] = [
      { id: 'request-2' },
      { nonce: base64url(new Uint8Array(32)) },
      { origin: 'https://portal.example.evil' },
      { dialogOrigin: 'https://sign.example' },
      { requester: { ...request.requester, en: 'Hongkong Bank' } },
      { purpose: { ...request.purpose, 'zh-Hant-HK': '轉賬' } },
      { document: { ...request.document, sizeBytes: 1 } },
      { document: { ...request.document, digest: base64url(new Uint8Array(32)) } },
      { packaging: 'detached' },
      { commitmentType: 'proofOfOrigin' },
      { signer: { profiles: ['any'] } },
      { expiresAt: '2036-11-24T06:15:00Z' },
      { sandbox: false },
    ]
    for (const change of changed) {
      const verdict = await judge(signed, now, { ...request, ...change })
      expect(verdict, JSON.stringify(change)).toBe('REQUESTER_SIGNATURE_BROKEN')
    }
  })

  it('does not take another signature of the same key for one over a request', async () => {
    const bytes = new TextEncoder().encode(canonicalJson(request))
    const asData = signCades({ signer: server, content: bytes, detached: true })
    expect(await judge({ signature: asData, items: [] })).toBe('REQUESTER_SIGNATURE_BROKEN')
    const attached = proof(request, server, { detached: false })
    expect(await judge(attached)).toBe('REQUESTER_SIGNATURE_BROKEN')
    const two = proof(request, server, { coSigners: [{ signer: server }] })
    expect(await judge(two)).toBe('REQUESTER_SIGNATURE_BROKEN')
    const unsigned = proof(request, server, { attributes: null })
    expect(await judge(unsigned)).toBe('REQUESTER_SIGNATURE_BROKEN')
  })

  it('does not believe a CA of nobody’s, a person, or a certificate for encipherment', async () => {
    const stranger = await createSandboxPki({ keyAlgorithm: 'P-256' })
    const strange = await stranger.issue('e-cert-server', { name: 'portal.example' })
    expect(await judge(proof(request, strange, {}, []))).toBe('REQUESTER_NOT_RECOGNISED')
    for (const kind of ['e-cert-personal', 'e-cert-encipherment'] as const) {
      const other = await pki.issue(kind, { name: 'portal.example' })
      expect(await judge(proof(request, other)), kind).toBe('REQUESTER_NOT_RECOGNISED')
    }
  })

  it('does not believe the certificate of another site', async () => {
    const other = await pki.issue('e-cert-server', { name: 'evil.example' })
    expect(await judge(proof(request, other))).toBe('REQUESTER_WRONG_SITE')
  })

  it('does not believe a certificate that is over, not yet valid or revoked', async () => {
    const over = await pki.issue('e-cert-server', {
      name: 'portal.example',
      notBefore: new Date(now - 60 * minuteMs),
      notAfter: new Date(now - 30 * minuteMs),
    })
    expect(await judge(proof(request, over))).toBe('REQUESTER_NOT_CURRENT')
    const later = await pki.issue('e-cert-server', {
      name: 'portal.example',
      notBefore: new Date(now + 30 * minuteMs),
    })
    expect(await judge(proof(request, later))).toBe('REQUESTER_NOT_CURRENT')
    const revoked = await pki.issue('e-cert-server', { name: 'portal.example' })
    pki.ca.revoke(revoked.serialNumber, 'keyCompromise')
    expect(await judge(proof(request, revoked))).toBe('REQUESTER_REVOKED')
    const held = await pki.issue('e-cert-server', { name: 'portal.example' })
    pki.ca.hold(held.serialNumber)
    expect(await judge(proof(request, held))).toBe('REQUESTER_REVOCATION_UNKNOWN')
  })

  it('wants revocation evidence, and recent one', async () => {
    const nothing = await judge(proof(request, server, {}, []))
    expect(nothing).toBe('REQUESTER_REVOCATION_UNKNOWN')
    const old = crlsOf(server, {
      thisUpdate: new Date(now - 25 * 60 * minuteMs),
      nextUpdate: new Date(now + 60 * minuteMs),
    })
    expect(await judge(proof(request, server, {}, old))).toBe('REQUESTER_REVOCATION_UNKNOWN')
  })

  it('bears a device clock that is off by less than five minutes', async () => {
    const older = await pki.issue('e-cert-server', {
      name: 'portal.example',
      notBefore: new Date(now - 60 * minuteMs),
    })
    const fresh = proof(request, older)
    expect(await judge(fresh, (now - 4 * minuteMs) as Instant)).toMatchObject({
      profile: 'sandbox/e-cert-server',
    })
    expect(await judge(fresh, (now - 6 * minuteMs) as Instant)).toBe('REQUESTER_REVOCATION_UNKNOWN')
  })

  it('does not let a sandbox vouch for a request that claims to count', async () => {
    const real = { ...request, sandbox: false }
    expect(await judge(proof(real), now, real)).toBe('REQUESTER_NOT_RECOGNISED')
  })

  it('answers whatever the bytes are', async () => {
    const { signature } = proof()
    await fc.assert(
      fc.asyncProperty(
        fc.nat(signature.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const broken = signature.slice()
          broken[at] = (broken[at] ?? 0) ^ change
          const verdict = await judge({ signature: broken, items: crlsOf(server) })
          if (typeof verdict !== 'string') expect(verdict.organisation).toMatch(/^Address/)
        },
      ),
      { numRuns: 60, seed: 5 },
    )
  })
})

describe('namesSite', () => {
  it.each([
    ['portal.example', 'portal.example', true],
    ['portal.example', 'Portal.example', false],
    ['*.portal.example', 'a.portal.example', true],
    ['*.portal.example', 'a.b.portal.example', false],
    ['*.portal.example', 'portal.example', false],
    ['portal.example', 'xportal.example', false],
  ])('%s names %s: %s', async (name, host, expected) => {
    const issued = await pki.issue('e-cert-server', { name, keyAlgorithm: 'P-256' })
    const parsed = parseCertificate(issued.certificate)
    expect(parsed.ok && namesSite(parsed.value, host)).toBe(expected)
  })
})

describe('verifyRequester', () => {
  const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
  const connected = (answer: Response): { requestUrl: string; fetch: Fetch } => ({
    requestUrl: 'https://portal.example/requests/1',
    fetch: async () => Promise.resolve(answer),
  })
  const verify = (answer: Response, accept?: 'if-signed') =>
    verifyRequester(
      request,
      connected(answer),
      { trust: async () => Promise.resolve(trust), ...(accept && { accept }) },
      undefined,
    )

  it('takes a proof over the wire', async () => {
    const { signature, items } = proof()
    const evidence = items.map(({ kind, bytes }) => ({ kind, bytes: base64url(bytes) }))
    await expect(verify(json(200, { signature: base64url(signature), evidence }))).resolves.toBe(
      undefined,
    )
  })

  it('refuses an unsigned request unless told that it may be', async () => {
    const unsigned = () => json(404, { code: 'REQUESTER_UNSIGNED' })
    await expect(verify(unsigned())).rejects.toMatchObject({ code: 'REQUESTER_UNSIGNED' })
    await expect(verify(unsigned(), 'if-signed')).resolves.toBe(undefined)
    // Only that very answer says so: a portal that is broken is not one that does not sign.
    await expect(verify(json(404, {}), 'if-signed')).rejects.toMatchObject({
      code: 'REQUEST_UNKNOWN',
    })
  })

  it.each([
    [{}],
    [{ signature: 'AA', evidence: 'x' }],
    [{ signature: '!', evidence: [] }],
    [{ signature: 'MAA', evidence: [] }],
    [{ signature: 'MAA', evidence: [null] }],
    [{ signature: 'MAA', evidence: [{ kind: 'timestamp', bytes: '' }] }],
    [{ signature: 'MAA', evidence: new Array(33).fill({ kind: 'crl', bytes: '' }) }],
    [{ signature: 'A'.repeat(64 * 1024 + 1), evidence: [] }],
  ])('refuses what is no proof (%#), also if it need not be signed', async (body) => {
    const verifying = verify(json(200, body), 'if-signed')
    await expect(verifying).rejects.toMatchObject({ code: 'REQUESTER_SIGNATURE_BROKEN' })
  })
})
