import type { Check } from '../../check.js'

/** What was found about the key that could have signed the response. */
export type OcspResponder =
  | { readonly responder: 'issuer' }
  | { readonly responder: 'delegated'; readonly certificate: string; readonly noCheck: boolean }
  | {
      readonly responder: 'refused'
      readonly certificate: string | null
      readonly because: OcspResponderRefusal
    }

/** Why nobody who fits the responder id may answer for this CA. */
export type OcspResponderRefusal =
  /** No certificate at hand fits the responder id. */
  | 'NOT_FOUND'
  /** Another CA issued the responder's certificate, or the name fits and the signature does not. */
  | 'NOT_ISSUED_BY_CA'
  /** id-kp-OCSPSigning is missing; anyExtendedKeyUsage does not replace it. */
  | 'NO_OCSP_SIGNING'
  /** Its key usage allows no signatures. */
  | 'KEY_USAGE'
  | 'CRITICAL_EXTENSION'
  | 'ALGORITHM'
  | 'OUT_OF_VALIDITY'
  | 'REVOKED'
  /** No nocheck, and nobody but itself says that it is not revoked. */
  | 'REVOCATION_UNKNOWN'
  | 'BUDGET'

/**
 * Who signed the response: the CA that issued the certificate, or a responder that this very CA certified for it directly, with
 * id-kp-OCSPSigning, valid when the response was produced and at the time asked, and not revoked (or marked nocheck)? A locally
 * trusted responder, RFC 6960's third way, is not offered.
 * Source: RFC 6960 §3.2 (3), (4), §4.2.2.2, §4.2.2.2.1.
 */
export const ocspResponderAuthorised: Check<OcspResponder, 'revocation.ocsp-responder-authorised'> =
  {
    id: 'revocation.ocsp-responder-authorised',
    clause: 'RFC 6960 §4.2.2.2',
    run(found) {
      const facts = { ...found }
      if (found.responder !== 'refused') return { status: 'PASSED', facts }
      const reason =
        found.because === 'REVOKED'
          ? 'RESPONDER_REVOKED'
          : found.because === 'OUT_OF_VALIDITY'
            ? 'RESPONDER_OUT_OF_VALIDITY'
            : found.because === 'BUDGET'
              ? 'BUDGET'
              : 'RESPONDER_NOT_AUTHORISED'
      return { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts: { reason, ...facts } }
    },
  }
