import type { CertificateList } from '@chopmark/core'
import type { Check } from '../../check.js'

/** CRL extensions whose meaning `check-crls.ts` takes into account. */
const understood: ReadonlySet<string> = new Set([
  '2.5.29.35', // authorityKeyIdentifier
  '2.5.29.18', // issuerAltName
  '2.5.29.20', // cRLNumber
  '2.5.29.27', // deltaCRLIndicator
  '2.5.29.28', // issuingDistributionPoint
  '2.5.29.46', // freshestCRL
  '2.5.29.60', // expiredCertsOnCRL
])

/**
 * May this CRL be used at all? Not with a critical extension, of the list or of any entry, that this code does not understand
 * (a critical entry extension spoils the list for every certificate), not with one extension twice, not with extensions in
 * version 1, and not when its issuingDistributionPoint asserts more than one of the three "only" fields.
 * Source: RFC 5280 §5.1.2.1, §5.2, §5.2.5, §5.3.
 */
export const crlExtensions: Check<CertificateList, 'revocation.crl-extensions'> = {
  id: 'revocation.crl-extensions',
  clause: 'RFC 5280 §5.2, §5.3',
  run(crl) {
    const critical = crl.extensions
      .filter((extension) => extension.critical && !understood.has(extension.oid))
      .map(({ oid }) => oid)
    const unknown = [...critical, ...crl.unknownCriticalEntryExtensions]
    const idp = crl.extension.issuingDistributionPoint
    const only =
      Number(idp?.onlyContainsUserCerts ?? false) +
      Number(idp?.onlyContainsCACerts ?? false) +
      Number(idp?.onlyContainsAttributeCerts ?? false)
    const malformed =
      crl.duplicateExtension !== undefined ||
      (crl.version === 1 && crl.extensions.length > 0) ||
      only > 1
    if (unknown.length === 0 && !malformed) {
      return { status: 'PASSED', facts: { extensions: crl.extensions.map(({ oid }) => oid) } }
    }
    const reason = unknown.length > 0 ? 'UNKNOWN_CRITICAL_EXTENSION' : 'MALFORMED'
    const facts = {
      reason,
      unknownCritical: unknown,
      duplicate: crl.duplicateExtension ?? null,
      version: crl.version,
    }
    return { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts }
  },
}
