import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalJson, requestContentType, type RequesterTrust } from '@chopmark/core'
import { type IssuedCertificate, sandboxTrust, type SandboxPki } from '@chopmark/test-pki'
import { readCms, requesterPolicy, validateDocument } from '@chopmark/verify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesFromBase64url } from '../encoding.js'
import {
  openPortal,
  requestInput,
  sandboxPolicy,
  session,
  type TestPortal,
} from '../portal.test-support.js'
import { requesterSigner } from './requester-signer.js'

let portal: TestPortal
let server: IssuedCertificate
let trust: RequesterTrust

const trustIn = (pki: SandboxPki): RequesterTrust => ({
  trustAnchors: sandboxPolicy(pki).trustAnchors,
  certificateProfiles: sandboxTrust(pki).certificateProfiles,
  requesterProfiles: ['sandbox/e-cert-server'],
})

beforeAll(async () => {
  portal = await openPortal()
  server = await portal.pki.issue('e-cert-server', { name: 'portal.example' })
  trust = trustIn(portal.pki)
})
afterAll(() => portal.close())

const signing = () =>
  portal.another({
    requester: {
      certificate: server.certificate,
      chain: server.chain,
      privateKey: server.key.privateKey,
      trust,
    },
  })

async function proven() {
  const chopmark = signing()
  const request = await chopmark.createRequest(requestInput())
  const found = await chopmark.requesterProof({ requestId: request.id, session })
  if (found.outcome !== 'found' || !found.proof) throw new Error('no proof')
  const signature = bytesFromBase64url(found.proof.signature) ?? new Uint8Array()
  const items = found.proof.evidence.map(({ kind, bytes }) => ({
    kind,
    bytes: bytesFromBase64url(bytes) ?? new Uint8Array(),
  }))
  return { request, signature, items }
}

describe('a requester’s signature over a request', () => {
  it('holds under the requester’s policy, with what was stapled and nothing else', async () => {
    const { request, signature, items } = await proven()
    const bytes = new TextEncoder().encode(canonicalJson(request))
    const document = readCms(signature)
    expect(document.ok && document.value.signatures[0]?.eContentType).toBe(requestContentType)
    const content = { sizeBytes: bytes.length, digests: [], bytes }
    const policy = requesterPolicy(trust)
    const [report] = (await validateDocument({ document, content, items }, policy, portal.now()))
      .reports
    expect(report).toMatchObject({
      indication: 'TOTAL-PASSED',
      signer: { profile: 'sandbox/e-cert-server', commonName: 'portal.example' },
    })
    const without = await validateDocument({ document, content, items: [] }, policy, portal.now())
    expect(without.reports[0]).toMatchObject({ indication: 'INDETERMINATE' })
  })

  it('is one that OpenSSL verifies', async () => {
    const { request, signature } = await proven()
    const folder = mkdtempSync(join(tmpdir(), 'chopmark-requester-'))
    const file = (name: string, bytes: Uint8Array | string): string => {
      writeFileSync(join(folder, name), bytes)
      return join(folder, name)
    }
    const root = new X509Certificate(portal.pki.root.certificate).toString()
    const run = (content: string) => () =>
      execFileSync(
        'openssl',
        [
          ...['cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any', '-cades'],
          ...['-in', file('proof.der', signature), '-content', file('content', content)],
          ...['-CAfile', file('root.pem', root), '-out', join(folder, 'out')],
        ],
        { stdio: 'pipe' },
      )
    expect(run(canonicalJson(request))).not.toThrow()
    expect(run(canonicalJson({ ...request, sandbox: false }))).toThrow()
  })

  it('collects once for many requests, and again after five minutes', async () => {
    const own = await openPortal()
    const issued = await own.pki.issue('e-cert-server', { name: 'portal.example' })
    const { certificate, chain, key } = issued
    const chopmark = own.another({
      requester: { certificate, chain, privateKey: key.privateKey, trust: trustIn(own.pki) },
    })
    const { id: requestId } = await chopmark.createRequest(requestInput())
    const stapled = async () => {
      const found = await chopmark.requesterProof({ requestId, session })
      return found.outcome === 'found' ? found.proof?.evidence : undefined
    }
    const [first, second] = [await stapled(), await stapled()]
    expect(first?.some(({ kind }) => kind !== 'certificate')).toBe(true)
    expect(second).toBe(first)
    own.wait(5 * 60 * 1000)
    expect(await stapled()).not.toBe(first)
    await own.close()
  })

  it('is for the request’s own session, while it is open', async () => {
    const chopmark = signing()
    const { id: requestId } = await chopmark.createRequest(requestInput())
    expect(await chopmark.requesterProof({ requestId, session: 'another' })).toMatchObject({
      code: 'SESSION_MISMATCH',
    })
  })

  it('is not there where the portal has no certificate', async () => {
    const { id: requestId } = await portal.chopmark.createRequest(requestInput())
    expect(await portal.chopmark.requesterProof({ requestId, session })).toEqual({
      outcome: 'found',
      proof: undefined,
    })
  })

  it.each(['P-256', 'P-384', 'P-521', 'Ed25519'] as const)(
    'signs with %s',
    async (keyAlgorithm) => {
      const { certificate, key } = await portal.pki.issue('e-cert-server', { keyAlgorithm })
      const sign = requesterSigner({ certificate, privateKey: key.privateKey })
      const bytes = new Uint8Array([1, 2, 3])
      const document = readCms(await sign(bytes, portal.now()))
      const content = { sizeBytes: 3, digests: [], bytes }
      const { reports } = await validateDocument(
        { document, content, items: [] },
        requesterPolicy(trust),
        portal.now(),
      )
      expect(reports[0].intact).toBe(true)
    },
  )

  it('signs with a key elsewhere', async () => {
    const asked: unknown[] = []
    const sign = requesterSigner({
      certificate: server.certificate,
      privateKey: (octets, algorithm) => {
        asked.push([octets[0], algorithm])
        return server.sign(octets)
      },
    })
    expect(readCms(await sign(new Uint8Array(), portal.now())).ok).toBe(true)
    expect(asked).toEqual([[0x31, { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }]])
  })

  it('refuses a key that is not the certificate’s, and a certificate that is none', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { certificate } = server
    expect(() => requesterSigner({ certificate, privateKey })).toThrow(
      expect.objectContaining({ code: 'REQUESTER_KEY_MISMATCH' }),
    )
    expect(() => requesterSigner({ certificate: new Uint8Array([1]), privateKey })).toThrow(
      expect.objectContaining({ code: 'REQUESTER_CERTIFICATE' }),
    )
  })
})
