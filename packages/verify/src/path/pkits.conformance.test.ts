import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  instant,
  parseCertificate,
  trustAnchors,
  type TrustAnchor,
  type TrustAnchors,
} from '@chopmark/core'
import { pkitsFolder, pkitsTests, pkitsValidationTime, type PkitsTest } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { anyAlgorithms } from '../default-algorithms.js'
import { definePolicy } from '../define-policy.js'
import type { EvidenceItem } from '../evidence.js'
import type { PathSettings } from '../policy.js'
import { type CertificateReport, validateCertificate } from '../validate-certificate.js'

/** DSA, which browsers lack and the algorithm policy never accepts: answered as unsupported. */
const dsa = new Set(['4.1.4', '4.1.5'])

const folder = pkitsFolder()
const tests = pkitsTests()
const at = instant(pkitsValidationTime)

describe.skipIf(folder === null)(
  'NIST PKITS 1.0.1, needs the package python3-cryptography-vectors',
  () => {
    it.each(tests.map((test) => [`${test.id} ${test.name}`, test] as const))(
      '%s',
      async (_, test) => {
        const report = await validate(test)
        if (dsa.has(test.id)) {
          expect(report.valid).toBe(false)
          expect(report.failures[0]).toMatchObject({
            check: 'path.signature',
            facts: { answer: 'unsupported' },
          })
          return
        }
        expect(report.valid, JSON.stringify(report.failures, null, 1)).toBe(test.expected.valid)
        const { userConstrainedPolicySet: user, authoritiesConstrainedPolicySet: authorities } =
          test.expected
        if (report.valid) expect(report.userConstrainedPolicies).toEqual([...user].sort())
        if (report.valid && authorities !== undefined) {
          expect(report.authorityConstrainedPolicies).toEqual([...authorities].sort())
        }
        if (report.valid && test.expected.explicitPolicyIndicator !== undefined) {
          expect(report.explicitPolicy).toBe(test.expected.explicitPolicyIndicator)
        }
      },
    )

    it('holds all 249 entries', () => expect(tests).toHaveLength(249))
  },
)

function validate(test: PkitsTest): Promise<CertificateReport> {
  const asked = test.initialPolicySet
  const path: PathSettings = {
    initialPolicySet: asked.includes('2.5.29.32.0') ? 'any' : asked,
    initialExplicitPolicy: test.initialExplicitPolicy,
    initialPolicyMappingInhibit: test.initialPolicyMappingInhibit,
    initialAnyPolicyInhibit: test.initialInhibitAnyPolicy,
  }
  const policy = definePolicy({
    id: 'pkits',
    trustAnchors: anchors(test.trustAnchor),
    path,
    algorithms: anyAlgorithms().filter((row) => row.kind === 'digest' || row.scheme !== 'DSA'),
    revocation: { required: 'always', maxAgeMs: 'next-update' },
    requireRecognition: false,
  })
  const items: EvidenceItem[] = [
    ...[...test.otherCerts, ...test.intermediates].map((name) => ({
      kind: 'certificate' as const,
      bytes: file('certs', name),
    })),
    ...test.crls.map((name) => ({ kind: 'crl' as const, bytes: file('crls', name) })),
  ]
  return validateCertificate({ certificate: file('certs', test.endEntity), items }, policy, at)
}

function anchors(name: string): TrustAnchors {
  const parsed = parseCertificate(file('certs', name))
  if (!parsed.ok) throw new Error(name)
  const { subject, subjectPublicKeyInfo } = parsed.value
  const anchor: TrustAnchor = {
    kind: 'held',
    id: 'pkits/anchor',
    use: 'signing',
    sandbox: false,
    certificatePolicies: 'any',
    recognition: [],
    name: subject,
    subjectPublicKeyInfo,
    certificate: parsed.value,
  }
  return trustAnchors([anchor])
}

function file(kind: 'certs' | 'crls', name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder ?? '', kind, name)))
}
