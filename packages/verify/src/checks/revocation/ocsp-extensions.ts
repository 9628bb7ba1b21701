import type { Extension } from '@chopmark/core'
import type { Check } from '../../check.js'

export interface OcspExtensionsInput {
  readonly responseExtensions: readonly Extension[]
  readonly singleExtensions: readonly Extension[]
}

/** Extensions of a response or of one answer in it that `check-ocsp.ts` takes into account. RFC 6960 §4.4. */
const understood: ReadonlySet<string> = new Set([
  '1.3.6.1.5.5.7.48.1.2', // nonce
  '1.3.6.1.5.5.7.48.1.6', // archiveCutoff
  '1.3.6.1.5.5.7.48.1.9', // extended-revoke: only says how the responder treats unissued serial numbers
])

/**
 * May this answer be used? Not with a critical extension that this code does not understand, nor with one extension twice.
 * Source: RFC 6960 §4.1.2, §4.4; RFC 5280 §4.2.
 */
export const ocspExtensions: Check<OcspExtensionsInput, 'revocation.ocsp-extensions'> = {
  id: 'revocation.ocsp-extensions',
  clause: 'RFC 6960 §4.4',
  run({ responseExtensions, singleExtensions }) {
    const all = [...responseExtensions, ...singleExtensions]
    const unknown = all.filter(({ oid, critical }) => critical && !understood.has(oid))
    const twice = hasDuplicate(responseExtensions) || hasDuplicate(singleExtensions)
    if (unknown.length === 0 && !twice) {
      return { status: 'PASSED', facts: { extensions: all.map(({ oid }) => oid) } }
    }
    const reason = unknown.length > 0 ? 'UNKNOWN_CRITICAL_EXTENSION' : 'MALFORMED'
    const facts = { reason, unknownCritical: unknown.map(({ oid }) => oid) }
    return { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts }
  },
}

function hasDuplicate(extensions: readonly Extension[]): boolean {
  return extensions.length > 1 && new Set(extensions.map(({ oid }) => oid)).size < extensions.length
}
