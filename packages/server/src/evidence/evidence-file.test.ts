import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sandboxTrust } from '@chopmark/test-pki'
import { canonicalJson, definePolicy, validateDocument } from '@chopmark/verify'
import { formatInstant, instant, type TrustAnchor, trustAnchors } from '@chopmark/core'
import { collectEvidence } from '../collector/collector.js'
import { digestStream } from '../collector/digest-stream.js'
import {
  answerTo,
  content,
  openPortal,
  origin,
  requestInput,
  session,
  type TestPortal,
} from '../portal.test-support.js'
import { engineVersion } from '../version.js'
import {
  type EvidenceFile,
  evidenceFile,
  readEvidenceFile,
  writeEvidenceFile,
} from './evidence-file.js'
import { policyShape } from './parse-policy-record.js'
import { policyRecord } from './policy-record.js'
import { replay } from './replay.js'

let portal: TestPortal
let file: EvidenceFile
let written: Uint8Array
let receivedAt: number
beforeAll(async () => {
  portal = await openPortal()
  const signer = await portal.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
  const request = await portal.chopmark.createRequest(
    requestInput({ signer: { subject: { '2.5.4.3': 'CHAN TAI MAN' } } }),
  )
  const signature = answerTo(request, signer)
  const input = { requestId: request.id, session, origin, signature }
  const accepted = await portal.chopmark.acceptSignature(input)
  if (accepted.outcome !== 'accepted') throw new Error('expected to be accepted')
  const found = await portal.chopmark.evidenceFile(accepted.signatureId)
  if (!found) throw new Error('expected an evidence file')
  file = found
  written = writeEvidenceFile(file)
  receivedAt = (await portal.store.signature(accepted.signatureId))?.receivedAt ?? 0
})
afterAll(() => portal.close())

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const bytesOf = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

/** The file as an object, changed. */
function changed(change: (value: Record<string, unknown>) => void): Uint8Array {
  const value = JSON.parse(text(written)) as Record<string, unknown>
  change(value)
  return bytesOf(value)
}

function read(bytes: Uint8Array): EvidenceFile {
  const result = readEvidenceFile(bytes)
  if (!result.ok) throw new Error(`cannot be read at ${result.at}`)
  return result.value
}

describe('an evidence file', () => {
  it('is JSON with everything the decision saw', () => {
    const value = JSON.parse(text(written)) as Record<string, unknown>
    expect(value).toMatchObject({
      ...{ format: 'chopmark-evidence/1', engineVersion },
      evidence: { request: { origin, nonce: expect.any(String) as string } },
      policy: { id: 'test', trustAnchors: [{ sandbox: true }, { sandbox: true }] },
      report: { reports: [{ indication: 'TOTAL-PASSED' }] },
      signedBetween: { notAfter: formatInstant(receivedAt as never) },
    })
    expect(text(written)).not.toContain(session)
  })

  it('keeps a time-stamp token that lay beside the signature, with the nonce sent for it', () => {
    const token = { kind: 'timestamp', bytes: Uint8Array.of(0x30, 0) } as const
    const asked = { ...token, nonce: Uint8Array.of(7) }
    const { evidence } = file
    const items = [...evidence.items, token, asked]
    const again = read(writeEvidenceFile({ ...file, evidence: { ...evidence, items } }))
    expect(again.evidence.items.slice(-2)).toEqual([token, asked])
  })

  it('proves the time between nonce and receipt', () => {
    const request = file.evidence.request
    expect(file.signedBetween).toEqual({
      notBefore: instant(request?.createdAt ?? ''),
      notAfter: receivedAt,
    })
  })

  it('reads back as it was written, byte for byte', () => {
    expect(read(written)).toEqual(file)
    expect(writeEvidenceFile(read(written))).toEqual(written)
  })

  it('gives the same report again', async () => {
    const replayed = await replay(read(written))
    expect(replayed.reportJson).toBe(file.report)
    expect(replayed).toMatchObject({ same: true, sameEngine: true })
  })

  it('shows a report that was changed', async () => {
    const forged = changed((value) => {
      const report = value.report as { reports: { signer: { commonName: string } }[] }
      for (const { signer } of report.reports) signer.commonName = 'WONG SIU MING'
    })
    expect(await replay(read(forged))).toMatchObject({ same: false, sameEngine: true })
  })

  it('shows that another engine decided', async () => {
    const older = changed((value) => Object.assign(value, { engineVersion: 'chopmark/0.0.1' }))
    expect(await replay(read(older))).toMatchObject({ same: true, sameEngine: false })
  })

  it('is written for a decision outside a store as well', async () => {
    const { signature } = file
    const { policy } = portal
    const validationTime = portal.now()
    const evidence = await collectEvidence(signature, policy, validationTime, {
      content: await digestStream([content], ['SHA-256']),
      fetch: { allowAddresses: [sandboxTrust(portal.pki).host] },
    })
    const report = await validateDocument(evidence, policy, validationTime)
    const made = evidenceFile({ signature, evidence, policy, validationTime, report })
    const again = read(writeEvidenceFile(made))
    expect(again).toEqual(made)
    expect((await replay(again)).same).toBe(true)
  })

  it('can be about bytes that are no signature', async () => {
    const signature = new Uint8Array([1, 2, 3])
    const { policy } = portal
    const validationTime = portal.now()
    const evidence = await collectEvidence(signature, policy, validationTime)
    const report = await validateDocument(evidence, policy, validationTime)
    const made = evidenceFile({ signature, evidence, policy, validationTime, report })
    expect((await replay(read(writeEvidenceFile(made)))).same).toBe(true)
  })

  it('carries failed fetches', async () => {
    const { signature, policy, validationTime } = file
    const evidence = await collectEvidence(signature, policy, validationTime, { offline: true })
    const report = await validateDocument(evidence, policy, validationTime)
    const made = evidenceFile({ signature, evidence, policy, validationTime, report })
    const again = read(writeEvidenceFile(made))
    expect(again.evidence.items.map(({ kind }) => kind)).toContain('failed-fetch')
    expect((await replay(again)).same).toBe(true)
  })
})

describe('readEvidenceFile on foreign bytes', () => {
  it.each<[string, string, () => Uint8Array]>([
    ['no JSON', '$', () => bytesOf('{')],
    ['no UTF-8', '$', () => new Uint8Array([0x22, 0xff, 0x22])],
    ['a list', '$', () => bytesOf([])],
    ['another format', '$.format', () => changed((v) => Object.assign(v, { format: 'x' }))],
    ['no policy', '$.policy', () => changed((v) => Object.assign(v, { policy: undefined }))],
    [
      'no trust anchor',
      '$.policy',
      () => changed((v) => Object.assign(v.policy as object, { trustAnchors: [] })),
    ],
    [
      'an anchor whose key is none',
      '$.policy.trustAnchors[0].subjectPublicKeyInfo',
      () =>
        changed((v) => {
          const { trustAnchors: anchors } = v.policy as { trustAnchors: object[] }
          Object.assign(anchors[0] ?? {}, { subjectPublicKeyInfo: 'AAAA' })
        }),
    ],
    ['no report', '$.report', () => changed((v) => Object.assign(v, { report: null }))],
    [
      'a time that is none',
      '$.validationTime',
      () => changed((v) => Object.assign(v, { validationTime: 'now' })),
    ],
  ])('says where: %s', (_what, at, bytes) => {
    expect(readEvidenceFile(bytes())).toMatchObject({ ok: false, problem: 'FORMAT_FAILURE', at })
  })

  it('notices bytes that are not those their digest names', () => {
    const forged = changed((value) => {
      const blobs = value.blobs as Record<string, string>
      const [first = ''] = Object.keys(blobs)
      blobs[first] = 'AAAA'
    })
    const result = readEvidenceFile(forged)
    expect(result).toMatchObject({ ok: false, reason: 'BAD_VALUE' })
    expect('at' in result && result.at).toMatch(/^\$\.blobs\.[0-9a-f]{64}$/)
  })

  it('notices bytes that are missing', () => {
    const result = readEvidenceFile(changed((value) => Object.assign(value, { blobs: {} })))
    expect(result).toMatchObject({ ok: false, at: '$.evidence.signature' })
  })

  it('takes nothing from a prototype', () => {
    const forged = text(written).replace('"engineVersion":', '"__proto__":{"x":1},"engineVersio":')
    expect(readEvidenceFile(bytesOf(forged))).toMatchObject({ ok: false, at: '$.engineVersion' })
    const inherited = text(written).replace(
      /"engineVersion":"[^"]*",/,
      '"__proto__":{"engineVersion":"x"},',
    )
    expect(readEvidenceFile(bytesOf(inherited))).toMatchObject({ ok: false, at: '$.engineVersion' })
  })

  it('never throws: any JSON, and the file with any one place changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readEvidenceFile(bytesOf(value)).ok).toBe(false)
      }),
      { numRuns: 200 },
    )
    const whole = text(written)
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.string({ maxLength: 3 }), (at, insert) => {
        const result = readEvidenceFile(bytesOf(whole.slice(0, at) + insert + whole.slice(at + 1)))
        expect(typeof result.ok).toBe('boolean')
      }),
      { numRuns: 300 },
    )
  })
})

describe('a policy as JSON', () => {
  it('loses nothing: pinned anchors, dates, profiles', () => {
    const [anchor] = portal.policy.trustAnchors
    const pinned: TrustAnchor = {
      ...{ kind: 'pinned', id: 'pinned', use: 'signing', sandbox: true },
      ...{ certificatePolicies: ['1.2.3'], certificateSha256: 'ab'.repeat(32) },
      ...{ subject: 'CN=Pinned', publishedAt: 'https://ca.example/ca.crt' },
      notBefore: instant('2020-01-01T00:00:00Z'),
      notAfter: instant('2030-01-01T00:00:00Z'),
      recognition: [
        {
          ...{ status: 'suspended', source: 'Gazette', readOn: '2026-01-01' },
          from: instant('2020-01-01T00:00:00Z'),
          to: instant('2021-01-01T00:00:00.5Z'),
        },
      ],
    }
    const policy = definePolicy({
      ...portal.policy,
      trustAnchors: trustAnchors([anchor, pinned]),
      bestSignatureTime: instant('2026-01-01T00:00:00Z'),
      documentDigests: ['SHA-256'],
      acceptedProfiles: ['sandbox/e-cert-personal'],
      revocation: {
        required: 'if-published',
        maxAgeMs: 'next-update',
        invalidityDate: 'decides',
      },
      path: { ...portal.policy.path, requireConformingCertificates: true },
      signature: { ...portal.policy.signature, signaturePolicies: ['1.2.3.4'] },
    })
    const record: unknown = JSON.parse(canonicalJson(policyRecord(policy)))
    expect(policyShape(record, '$')).toEqual(policy)
  })
})
