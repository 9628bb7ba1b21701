import { instant } from '@chopmark/core'
import type { DocumentReport, Evidence, EvidenceItem, ValidationReport } from '@chopmark/verify'
import { describe, expect, it } from 'vitest'
import { judge } from './judge.js'

const now = instant('2026-06-01T00:00:00Z')

const signer = {
  notBefore: '2025-01-01T00:00:00Z',
  notAfter: '2027-01-01T00:00:00Z',
}

/** A report of which only what `judge` looks at is filled in. */
const report = (facts: object): ValidationReport =>
  ({ signatureId: '0', counterSignatureOf: null, signer, missing: [], ...facts }) as never

const passed = report({ indication: 'TOTAL-PASSED', subIndication: null })
const undecided = (subIndication: string, decidedBy: string, facts: object = {}) =>
  report({ indication: 'INDETERMINATE', subIndication, decidedBy, ...facts })
const failed = (subIndication: string, decidedBy: string) =>
  report({ indication: 'TOTAL-FAILED', subIndication, decidedBy })

function judged(reports: ValidationReport[], items: EvidenceItem[] = []) {
  const evidence = { items } as unknown as Evidence
  return judge({ reports } as unknown as DocumentReport, evidence, now)
}

const issuerFailure = (reason: string) =>
  ({
    ...{ kind: 'failed-fetch', reason, url: 'http://ca.example/ca.crt', obtainedAt: now },
    need: { kind: 'issuer', certificate: '', issuer: '', urls: [] },
  }) as EvidenceItem

describe('judge', () => {
  it.each([
    [failed('FORMAT_FAILURE', 'format.document-parses'), 'SIGNATURE_MALFORMED'],
    [failed('HASH_FAILURE', 'crypto.message-digest'), 'DOCUMENT_CHANGED'],
    [failed('SIG_CRYPTO_FAILURE', 'crypto.signature-value'), 'SIGNATURE_BROKEN'],
    [failed('EXPIRED', 'signing-certificate.validity'), 'SIGNER_EXPIRED'],
    [failed('NOT_YET_VALID', 'signing-certificate.validity'), 'SIGNER_NOT_YET_VALID'],
    [failed('REVOKED', 'signing-certificate.signed-before-revocation'), 'SIGNER_REVOKED'],
    [undecided('REVOKED_NO_POE', 'revocation.not-revoked'), 'SIGNER_REVOKED'],
    [undecided('REVOKED_CA_NO_POE', 'revocation.not-revoked'), 'SIGNER_REVOKED'],
    [undecided('NO_SIGNING_CERTIFICATE_FOUND', 'signing-certificate.found'), 'SIGNATURE_MALFORMED'],
    [undecided('NO_CERTIFICATE_CHAIN_FOUND', 'path.trust-anchor'), 'SIGNER_NOT_RECOGNISED'],
    [undecided('CERTIFICATE_CHAIN_GENERAL_FAILURE', 'path.signature'), 'SIGNER_NOT_RECOGNISED'],
    [undecided('CHAIN_CONSTRAINTS_FAILURE', 'path.name-constraints'), 'SIGNER_NOT_RECOGNISED'],
    [undecided('CHAIN_CONSTRAINTS_FAILURE', 'path.key-usage'), 'SIGNER_WRONG_KEY_USAGE'],
    [undecided('CHAIN_CONSTRAINTS_FAILURE', 'trust.certificate-profile'), 'SIGNER_WRONG_PROFILE'],
    [
      undecided('CHAIN_CONSTRAINTS_FAILURE', 'trust.recognised-certificate'),
      'SIGNER_NOT_RECOGNISED',
    ],
    [undecided('CRYPTO_CONSTRAINTS_FAILURE', 'algorithms.signature'), 'ALGORITHM_REFUSED'],
    [undecided('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'path.algorithm'), 'ALGORITHM_REFUSED'],
    [undecided('SIG_CONSTRAINTS_FAILURE', 'request.document'), 'DOCUMENT_CHANGED'],
    [undecided('SIG_CONSTRAINTS_FAILURE', 'request.binding'), 'REQUEST_BINDING_MISMATCH'],
    [undecided('SIG_CONSTRAINTS_FAILURE', 'request.signer-subject'), 'SIGNER_WRONG_PERSON'],
    [undecided('SIGNATURE_POLICY_NOT_AVAILABLE', 'acceptance.signature-policy'), 'OTHER_REFUSAL'],
    [undecided('POLICY_PROCESSING_ERROR', 'something.new'), 'OTHER_REFUSAL'],
  ])('names the refusal %#', (one, code) => {
    expect(judged([one])).toEqual({ outcome: 'refused', code })
  })

  it('tells too early from too late, and the signer’s certificate from one above it', () => {
    const at = (notBefore: string, notAfter: string) =>
      judged([
        undecided('OUT_OF_BOUNDS_NO_POE', 'path.validity', { signer: { notBefore, notAfter } }),
      ])
    expect(at('2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toMatchObject({
      code: 'SIGNER_EXPIRED',
    })
    expect(at('2026-07-01T00:00:00Z', '2027-01-01T00:00:00Z')).toMatchObject({
      code: 'SIGNER_NOT_YET_VALID',
    })
    expect(at('2025-01-01T00:00:00Z', '2027-01-01T00:00:00Z')).toMatchObject({
      code: 'SIGNER_NOT_RECOGNISED',
    })
  })

  it('does not call expired who signed in time', () => {
    expect(judged([undecided('OUT_OF_BOUNDS_NO_POE', 'signing-certificate.validity')])).toEqual({
      ...{ outcome: 'refused', code: 'REVOCATION_UNAVAILABLE' },
    })
  })

  it('waits for what may come', () => {
    expect(judged([undecided('TRY_LATER', 'revocation.evidence-present')])).toMatchObject({
      ...{
        outcome: 'pending',
        code: 'REVOCATION_UNAVAILABLE',
        otherwise: 'REVOCATION_UNAVAILABLE',
      },
    })
    expect(judged([undecided('TRY_LATER', 'revocation.not-revoked')])).toMatchObject({
      ...{ outcome: 'pending', code: 'SIGNER_SUSPENDED', otherwise: 'SIGNER_SUSPENDED' },
    })
  })

  it('waits for an issuer that could not be reached, and for none that does not exist', () => {
    const lost = undecided('NO_CERTIFICATE_CHAIN_FOUND', 'path.trust-anchor')
    const renamed = undecided('CERTIFICATE_CHAIN_GENERAL_FAILURE', 'path.name-chaining')
    expect(judged([renamed], [issuerFailure('TIMEOUT')])).toMatchObject({ outcome: 'pending' })
    expect(judged([renamed])).toMatchObject({ outcome: 'refused', code: 'SIGNER_NOT_RECOGNISED' })
    expect(judged([lost], [issuerFailure('TIMEOUT')])).toEqual({
      ...{ outcome: 'pending', code: 'ISSUER_UNAVAILABLE', otherwise: 'SIGNER_NOT_RECOGNISED' },
    })
    for (const reason of ['NOT_FOUND', 'ADDRESS_REFUSED', 'NOT_ASN1']) {
      expect(judged([lost], [issuerFailure(reason)])).toMatchObject({ outcome: 'refused' })
    }
  })

  it('lets the worst signature speak, and no counter-signature', () => {
    const broken = failed('SIG_CRYPTO_FAILURE', 'crypto.signature-value')
    const waiting = undecided('TRY_LATER', 'revocation.evidence-present')
    expect(judged([passed, waiting, broken])).toMatchObject({ code: 'SIGNATURE_BROKEN' })
    expect(judged([passed, waiting])).toMatchObject({ outcome: 'pending' })
    const counter = { ...broken, signatureId: '0.0', counterSignatureOf: '0' } as ValidationReport
    expect(judged([passed, counter])).toEqual({ outcome: 'accepted' })
    const passing = { ...passed, signatureId: '0.0', counterSignatureOf: '0' } as ValidationReport
    expect(judged([passing])).toMatchObject({ outcome: 'refused', code: 'SIGNATURE_MALFORMED' })
  })
})
