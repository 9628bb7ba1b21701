/**
 * Why an answer to a signature request was refused. The literals never change meaning; sentences for people belong to
 * the client's catalogue.
 *
 * Before anything is looked at (no try is counted):
 * - `REQUEST_UNKNOWN`: no such request.
 * - `SESSION_MISMATCH`, `ORIGIN_MISMATCH`: the answer comes from another session or web origin than the request was made for.
 * - `REQUEST_EXPIRED`: it came too late.
 * - `REQUEST_ALREADY_USED`: another answer was accepted or is being decided. The refusal carries `signatureId` when the
 *   very same bytes came earlier: then the earlier outcome is this one's too.
 * - `TOO_MANY_TRIES`: as many answers were refused as the request allows.
 *
 * From the decision (one try is counted):
 * - `SIGNATURE_MALFORMED`: no signature can be read from the bytes, or it breaks its format.
 * - `SIGNATURE_BROKEN`: the signature value does not fit.
 * - `DOCUMENT_CHANGED`: something else was signed than what was asked.
 * - `REQUEST_BINDING_MISMATCH`: made for another request, or not as it asks (packaging, commitment, number of signers).
 * - `SIGNER_EXPIRED`, `SIGNER_NOT_YET_VALID`, `SIGNER_REVOKED`, `SIGNER_SUSPENDED`: the state of the signing certificate.
 * - `SIGNER_NOT_RECOGNISED`: no valid path to a recognised CA.
 * - `SIGNER_WRONG_PERSON`, `SIGNER_WRONG_PROFILE`, `SIGNER_WRONG_KEY_USAGE`: a good certificate that may not sign here.
 * - `SIGNER_SAME_PERSON`: somebody else had to sign than who signed before.
 * - `EARLIER_SIGNATURE_FAILED`: the signature to which this one was to be put does not hold any more.
 * - `ALGORITHM_REFUSED`: too weak, or unknown.
 * - `REVOCATION_UNAVAILABLE`: whether the certificate was revoked could not be learnt in time.
 * - `OTHER_REFUSAL`: anything else; `decidedBy` names the check.
 */
export type RefusalCode =
  | 'REQUEST_UNKNOWN'
  | 'REQUEST_EXPIRED'
  | 'REQUEST_ALREADY_USED'
  | 'SESSION_MISMATCH'
  | 'ORIGIN_MISMATCH'
  | 'TOO_MANY_TRIES'
  | 'DOCUMENT_CHANGED'
  | 'SIGNATURE_MALFORMED'
  | 'SIGNATURE_BROKEN'
  | 'SIGNER_EXPIRED'
  | 'SIGNER_NOT_YET_VALID'
  | 'SIGNER_REVOKED'
  | 'SIGNER_SUSPENDED'
  | 'SIGNER_NOT_RECOGNISED'
  | 'SIGNER_WRONG_PERSON'
  | 'SIGNER_WRONG_PROFILE'
  | 'SIGNER_WRONG_KEY_USAGE'
  | 'SIGNER_SAME_PERSON'
  | 'EARLIER_SIGNATURE_FAILED'
  | 'ALGORITHM_REFUSED'
  | 'REVOCATION_UNAVAILABLE'
  | 'REQUEST_BINDING_MISMATCH'
  | 'OTHER_REFUSAL'

/** Why an answer is kept for a later look: the revocation evidence or the issuer's certificate could not be had, or the CA has suspended the certificate. */
export type PendingCode = 'REVOCATION_UNAVAILABLE' | 'ISSUER_UNAVAILABLE' | 'SIGNER_SUSPENDED'
