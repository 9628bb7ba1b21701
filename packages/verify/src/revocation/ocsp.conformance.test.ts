import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hex, instant, parseCertificate, parseOcspResponse, trustAnchors } from '@chopmark/core'
import { corporaFolder, digestOf, readCorpus } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { anyAlgorithms } from '../default-algorithms.js'
import { definePolicy } from '../define-policy.js'
import type { EvidenceItem } from '../evidence.js'
import { type CertificateReport, validateCertificate } from '../validate-certificate.js'

interface PathCase {
  readonly id: string
  readonly root: string
  readonly cert: string
  readonly intermediates: readonly string[]
  readonly responses: readonly string[]
  readonly validationTime: string
  readonly expected: { readonly statusEstablished: boolean }
}

interface ParseCase {
  readonly id: string
  readonly file: string
  readonly kind: 'request' | 'response'
  readonly expected: {
    readonly parses?: boolean
    readonly responseStatus?: string
    readonly certStatus?: string
    readonly reason?: string
    readonly responderId?: string
    readonly nextUpdate?: null
  }
}

/** Answered differently, each with the reason. */
const exceptions: Readonly<Record<string, { readonly valid: boolean; readonly because: string }>> =
  {
    'openssl/delegated_with_intermediate_success': {
      valid: false,
      because:
        'D1.ors answers for the end entity, as expected; the intermediate has no answer, and here every certificate needs one',
    },
    'openssl/delegated_success': {
      valid: false,
      because:
        'the responder certificate is malformed (an empty subjectAltName, RFC 5280 §4.2.1.6) and, without nocheck, nobody says that it is not revoked',
    },
  }

const folder = corporaFolder()
const items = readCorpus('ocsp')?.items ?? []
const paths = items.filter((item) => 'cert' in item) as unknown as readonly PathCase[]
const responses = (items as unknown as readonly ParseCase[]).filter(
  ({ kind }) => kind === 'response',
)

describe.skipIf(folder === null)('OCSP corpus, needs ../shared/corpora/ocsp', () => {
  it('holds 29 paths and 16 responses; its 9 requests are for responders, which we are not', () => {
    expect([paths.length, responses.length, items.length]).toEqual([29, 16, 54])
  })

  it.each(paths.map((test) => [test.id, test] as const))('%s', async (_, test) => {
    const { valid, failures, revocation } = await validate(test)
    expect(valid, JSON.stringify([failures, revocation], null, 1)).toBe(
      exceptions[test.id]?.valid ?? test.expected.statusEstablished,
    )
    expect(revocation.every(({ status }) => status === 'good')).toBe(valid)
    if (test.id === 'openssl/delegated_with_intermediate_success') {
      const target = sha256Of(bytesOf(test.cert))
      expect(revocation.find(({ certificate }) => certificate === target)?.status).toBe('good')
    }
    // Only for want of an answer may it fail here, and every response says why it was left out.
    for (const fact of revocation.filter(({ status }) => status === 'unknown')) {
      expect(fact.notUsed).toHaveLength(test.responses.length)
    }
  })

  it.each(responses.map((test) => [test.id, test] as const))('%s', (_, { file, expected }) => {
    const parsed = parseOcspResponse(bytesOf(file))
    expect(parsed.ok).toBe(expected.parses ?? true)
    if (!parsed.ok) return
    expect(parsed.value.status).toBe(expected.responseStatus)
    const basic = parsed.value.basic
    const [single] = basic?.responses ?? []
    if (expected.certStatus !== undefined) {
      expect(single?.status.kind).toBe(expected.certStatus)
    }
    if (expected.reason !== undefined) {
      expect(single?.status).toMatchObject({ reason: expected.reason })
    }
    if (expected.nextUpdate === null) expect(single?.nextUpdate).toBeUndefined()
    if (expected.responderId !== undefined) {
      expect(basic?.responderId.kind).toBe(expected.responderId)
    }
  })
})

function validate(test: PathCase): Promise<CertificateReport> {
  const parsed = parseCertificate(bytesOf(test.root))
  if (!parsed.ok) throw new Error(test.root)
  const { subject, subjectPublicKeyInfo } = parsed.value
  const policy = definePolicy({
    id: 'ocsp-corpus',
    trustAnchors: trustAnchors([
      {
        kind: 'held',
        id: 'ocsp-corpus/root',
        use: 'signing',
        sandbox: false,
        certificatePolicies: 'any',
        recognition: [],
        name: subject,
        subjectPublicKeyInfo,
        certificate: parsed.value,
      },
    ]),
    algorithms: anyAlgorithms(),
    revocation: { required: 'always', maxAgeMs: 30 * 24 * 3600 * 1000 },
    requireRecognition: false,
  })
  const evidence: EvidenceItem[] = [
    ...test.intermediates.map((name) => ({ kind: 'certificate', bytes: bytesOf(name) }) as const),
    ...test.responses.map((name) => ({ kind: 'ocsp', bytes: bytesOf(name) }) as const),
  ]
  const at = instant(test.validationTime)
  return validateCertificate({ certificate: bytesOf(test.cert), items: evidence }, policy, at)
}

function sha256Of(bytes: Uint8Array): string {
  return hex(digestOf('SHA-256', bytes))
}

/** DER, PEM, or (the `.ors` files of OpenSSL) bare base64. */
function bytesOf(name: string): Uint8Array {
  const bytes = new Uint8Array(readFileSync(join(folder ?? '', 'ocsp', name)))
  if (bytes[0] === 0x30) return bytes
  const text = new TextDecoder().decode(bytes)
  if (!text.includes('-----BEGIN')) return new Uint8Array(Buffer.from(text, 'base64'))
  const base64 = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(text)?.[1] ?? ''
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
