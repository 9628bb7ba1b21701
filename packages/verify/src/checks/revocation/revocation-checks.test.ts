import type { CertificateList } from '@chopmark/core'
import { instant, parseCertificateList } from '@chopmark/core'
import { crlNumber, unknownExtension } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import type { Check, CheckOutcome } from '../../check.js'
import { makeCrl } from '../../revocation/revocation.test-support.js'
import { crlCurrent } from './crl-current.js'
import { crlDelta } from './crl-delta.js'
import { crlExtensions } from './crl-extensions.js'
import { crlFresh } from './crl-fresh.js'
import { crlIssuerKeyUsage } from './crl-issuer-key-usage.js'
import { crlScopeCheck } from './crl-scope.js'
import { crlSignature } from './crl-signature.js'
import { crlSignerPath } from './crl-signer-path.js'
import { evidencePresent } from './evidence-present.js'
import { expiredCovered } from './expired-covered.js'
import { notRevoked } from './not-revoked.js'
import { ocspCertificate } from './ocsp-certificate.js'
import { ocspCurrent } from './ocsp-current.js'
import { ocspExtensions } from './ocsp-extensions.js'
import { ocspFresh } from './ocsp-fresh.js'
import { ocspNonce } from './ocsp-nonce.js'
import { ocspResponderAuthorised } from './ocsp-responder-authorised.js'
import { ocspSignature } from './ocsp-signature.js'
import { ocspStatus } from './ocsp-status.js'
import { revocationChecks } from './revocation-checks.js'

const noon = instant('2026-06-15T12:00:00Z')
const minute = instant('2026-06-15T12:01:00Z')

function parsed(bytes: Uint8Array): CertificateList {
  const result = parseCertificateList(bytes)
  if (!result.ok) throw new Error(result.reason)
  return result.value
}

interface Vectors {
  readonly id: string
  readonly passing: CheckOutcome
  readonly failing: CheckOutcome
  /** The reason or sub-indication that the failing vector must give. */
  readonly because: string
}

function vectors<Input>(
  check: Check<Input>,
  passing: Input,
  failing: Input,
  because: string,
): Vectors {
  return { id: check.id, passing: check.run(passing), failing: check.run(failing), because }
}

const current = {
  thisUpdate: noon,
  notBefore: instant('2026-01-01T00:00:00Z'),
  at: noon,
  validationTime: noon,
  clockSkewMs: 0,
}
const question = {
  required: 'always',
  published: true,
  answered: true,
  notUsed: 0,
  reasonsNotCovered: [],
} as const
const verified = { result: 'verified', algorithm: 'ECDSA/SHA-256', signer: 'ab' } as const
const octets = Uint8Array.of(1)
const extension = { oid: '2.999.1', critical: true, value: octets }

const table: readonly Vectors[] = [
  vectors(crlScopeCheck, { inScope: true, reasons: 1 }, { inScope: true, reasons: 0 }, 'SCOPE'),
  vectors(
    crlScopeCheck,
    { inScope: true, reasons: 0xff },
    { inScope: false, problem: 'ISSUER' },
    'WRONG_ISSUER',
  ),
  vectors(
    crlExtensions,
    parsed(makeCrl({ extensions: [crlNumber(1), unknownExtension(false)] })),
    parsed(makeCrl({ extensions: [unknownExtension(true)] })),
    'UNKNOWN_CRITICAL_EXTENSION',
  ),
  vectors(
    crlExtensions,
    parsed(makeCrl({ extensions: [crlNumber(1)] })),
    parsed(makeCrl({ extensions: [crlNumber(1), crlNumber(1)] })),
    'MALFORMED',
  ),
  vectors(
    crlDelta,
    { baseCrlNumber: '01', deltaNumber: '02', complete: { sha256: 'ab', number: '01' } },
    { baseCrlNumber: '01', deltaNumber: '02', complete: null },
    'TRY_LATER',
  ),
  vectors(crlCurrent, current, { ...current, thisUpdate: minute }, 'NOT_YET_VALID'),
  vectors(
    crlCurrent,
    { ...current, nextUpdate: noon },
    { ...current, nextUpdate: noon, at: minute, validationTime: minute },
    'EXPIRED',
  ),
  vectors(crlCurrent, current, { ...current, notBefore: minute }, 'BEFORE_CERTIFICATE'),
  vectors(
    crlFresh,
    { thisUpdate: noon, maxAgeMs: 60_001, validationTime: minute },
    { thisUpdate: noon, maxAgeMs: 60_000, validationTime: minute },
    'TRY_LATER',
  ),
  vectors(
    expiredCovered,
    { notAfter: noon, thisUpdate: noon },
    { notAfter: noon, thisUpdate: minute },
    'OUT_OF_BOUNDS_NO_POE',
  ),
  vectors(
    expiredCovered,
    { notAfter: noon, thisUpdate: minute, coveredSince: noon },
    { notAfter: noon, thisUpdate: minute, coveredSince: minute },
    'OUT_OF_BOUNDS_NO_POE',
  ),
  vectors(crlSignature, verified, { result: 'not-verified' }, 'BAD_SIGNATURE'),
  vectors(crlSignature, verified, { result: 'mismatch' }, 'ALGORITHM_MISMATCH'),
  vectors(crlSignature, verified, { result: 'unsupported' }, 'ALGORITHM_UNSUPPORTED'),
  vectors(crlSignature, verified, { result: 'budget' }, 'BUDGET'),
  vectors(
    crlSignature,
    verified,
    { result: 'not-accepted', algorithm: 'SHA-1', because: 'NEVER' },
    'ALGORITHM_NOT_ACCEPTED',
  ),
  vectors(
    crlSignerPath,
    { signer: 'issuer' },
    { signer: 'namesake', certificate: 'ab' },
    'WRONG_ISSUER',
  ),
  vectors(
    crlSignerPath,
    { signer: 'separate', certificate: 'ab', valid: true, stoppedBy: null },
    { signer: 'separate', certificate: 'ab', valid: false, stoppedBy: 'path.validity' },
    'TRY_LATER',
  ),
  vectors(
    crlIssuerKeyUsage,
    { keyUsage: ['keyCertSign', 'cRLSign'] },
    { keyUsage: ['keyCertSign'] },
    'TRY_LATER',
  ),
  vectors(crlIssuerKeyUsage, { keyUsage: undefined }, { keyUsage: [] }, 'TRY_LATER'),
  vectors(
    ocspCertificate,
    { match: 'this', answers: 1 },
    { match: 'other-certificate', answers: 0 },
    'OTHER_CERTIFICATE',
  ),
  vectors(
    ocspCertificate,
    { match: 'this', answers: 1 },
    { match: 'other-issuer', answers: 0 },
    'WRONG_ISSUER',
  ),
  vectors(
    ocspExtensions,
    { responseExtensions: [{ ...extension, critical: false }], singleExtensions: [] },
    { responseExtensions: [], singleExtensions: [extension] },
    'UNKNOWN_CRITICAL_EXTENSION',
  ),
  vectors(
    ocspExtensions,
    { responseExtensions: [], singleExtensions: [] },
    {
      responseExtensions: [
        { ...extension, critical: false },
        { ...extension, critical: false },
      ],
      singleExtensions: [],
    },
    'MALFORMED',
  ),
  vectors(ocspStatus, { statuses: ['good'] }, { statuses: ['unknown'] }, 'UNKNOWN_STATUS'),
  vectors(
    ocspStatus,
    { statuses: ['revoked', 'revoked'] },
    { statuses: ['good', 'revoked'] },
    'CONTRADICTORY',
  ),
  vectors(
    ocspNonce,
    { sent: octets, received: octets },
    { sent: octets, received: Uint8Array.of(2) },
    'TRY_LATER',
  ),
  vectors(
    ocspCurrent,
    { ...current, producedAt: noon },
    { ...current, producedAt: minute },
    'NOT_YET_VALID',
  ),
  vectors(
    ocspFresh,
    { thisUpdate: noon, maxAgeMs: 60_001, validationTime: minute },
    { thisUpdate: noon, maxAgeMs: 60_000, validationTime: minute },
    'TRY_LATER',
  ),
  vectors(
    ocspResponderAuthorised,
    { responder: 'issuer' },
    { responder: 'refused', certificate: 'ab', because: 'NO_OCSP_SIGNING' },
    'RESPONDER_NOT_AUTHORISED',
  ),
  vectors(
    ocspResponderAuthorised,
    { responder: 'delegated', certificate: 'ab', noCheck: true },
    { responder: 'refused', certificate: 'ab', because: 'REVOKED' },
    'RESPONDER_REVOKED',
  ),
  vectors(
    ocspResponderAuthorised,
    { responder: 'delegated', certificate: 'ab', noCheck: false },
    { responder: 'refused', certificate: 'ab', because: 'OUT_OF_VALIDITY' },
    'RESPONDER_OUT_OF_VALIDITY',
  ),
  vectors(ocspSignature, verified, { result: 'not-verified' }, 'BAD_SIGNATURE'),
  vectors(evidencePresent, question, { ...question, answered: false }, 'TRY_LATER'),
  vectors(
    notRevoked,
    { status: 'good', target: true, at: noon },
    { status: 'revoked', target: true, at: noon, revokedAt: noon, reason: 'keyCompromise' },
    'REVOKED_NO_POE',
  ),
  vectors(
    notRevoked,
    { status: 'good', target: false, at: noon, revokedAt: minute },
    { status: 'revoked', target: false, at: noon, revokedAt: noon, reason: 'cACompromise' },
    'REVOKED_CA_NO_POE',
  ),
  vectors(
    notRevoked,
    { status: 'good', target: true, at: noon },
    { status: 'revoked', target: true, at: noon, revokedAt: noon, reason: 'certificateHold' },
    'TRY_LATER',
  ),
]

describe('the checks of revocation evidence', () => {
  it.each(table.map((row) => [row.id, row.because, row] as const))(
    '%s passes, and fails with %s',
    (_, because, { passing, failing }) => {
      expect(passing.status).toBe('PASSED')
      expect(failing.status).toBe('INDETERMINATE')
      const said = [
        failing.facts?.['reason'],
        'subIndication' in failing ? failing.subIndication : null,
      ]
      expect(said).toContain(because)
    },
  )

  it('all have both vectors, an id of their own and a clause', () => {
    const tested = new Set(table.map(({ id }) => id))
    expect(revocationChecks.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([])
    expect(new Set(revocationChecks.map(({ id }) => id)).size).toBe(revocationChecks.length)
    for (const { id, clause } of revocationChecks) {
      expect(id).toMatch(/^revocation\.[a-z-]+$/)
      expect(clause).toMatch(/^(RFC|ETSI EN) \d/)
    }
  })

  it('never pass for want of something to look at', () => {
    expect(notRevoked.run({ status: 'unknown', target: true, at: noon }).status).toBe(
      'NOT-APPLICABLE',
    )
    expect(ocspNonce.run({ received: octets }).status).toBe('NOT-APPLICABLE')
    const none = { ...question, answered: false }
    expect(evidencePresent.run({ ...none, required: 'never' }).status).toBe('NOT-APPLICABLE')
    const unpublished = { ...none, required: 'if-published', published: false } as const
    expect(evidencePresent.run(unpublished).status).toBe('NOT-APPLICABLE')
    expect(evidencePresent.run({ ...unpublished, published: true }).status).toBe('INDETERMINATE')
  })
})
