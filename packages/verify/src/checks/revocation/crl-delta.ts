import type { Check } from '../../check.js'

/** What a delta CRL has in common with a complete one. Numbers are lower-case hex of the INTEGER's contents. */
export interface DeltaInput {
  readonly baseCrlNumber: string
  readonly deltaNumber: string | null
  /** The complete CRL that fits it; null when none at hand does. */
  readonly complete: { readonly sha256: string; readonly number: string } | null
}

/**
 * Does the delta CRL fit a complete CRL at hand: same issuer, same scope, same key identifier, and a CRL number from
 * BaseCRLNumber up to, not including, the delta's own? Alone it can only accuse.
 * Source: RFC 5280 §5.2.4, §6.3.3 (c).
 */
export const crlDelta: Check<DeltaInput, 'revocation.crl-delta'> = {
  id: 'revocation.crl-delta',
  clause: 'RFC 5280 §6.3.3 (c)',
  run({ baseCrlNumber, deltaNumber, complete }) {
    const facts = {
      baseCrlNumber,
      deltaNumber,
      complete: complete?.sha256 ?? null,
      completeNumber: complete?.number ?? null,
    }
    return complete === null
      ? { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts }
      : { status: 'PASSED', facts }
  },
}
