/**
 * Why a service's signature never came to be decided. The literals never change meaning; sentences for people belong to
 * the client's catalogue. What full validation refuses has the codes of `RefusalCode`.
 *
 * - `REMOTE_STATE_UNKNOWN`: no such run for this session and request: never begun, ended, expired, or another's.
 * - `REMOTE_SIGNER_UNKNOWN`: the portal offers no such service.
 * - `REMOTE_BUSY`: too many runs are open.
 * - `REMOTE_CANCELLED`: the person gave up at the service or in the page (iAM Smart D40000, OAuth `access_denied`).
 * - `REMOTE_REJECTED`: the person refused to sign (iAM Smart D40001).
 * - `REMOTE_TIMEOUT`: the person did not answer in time (iAM Smart D40003), or the run expired.
 * - `REMOTE_NOT_LOGGED_IN`: the portal knows no account of this person at the service.
 * - `REMOTE_NO_CREDENTIAL`: the person has no certificate there that can sign this.
 * - `REMOTE_NOT_SUITABLE`: the service cannot sign this request (too many documents, no digest it can take).
 * - `REMOTE_AUTHORISATION_FAILED`: the service would not authorise the signature (code, token or SAD refused).
 * - `REMOTE_UNAVAILABLE`: the service cannot be reached, is too slow or out of order.
 * - `REMOTE_ANSWER_MALFORMED`: it answered outside its contract, or about another transaction.
 * - `REMOTE_HASH_MISMATCH`: it says that it signed another digest than the one asked.
 * - `REMOTE_CERTIFICATE_MISMATCH`: it signed with another certificate than the attributes name.
 * - `REMOTE_DOUBLE_HASHED`: it hashed the digest again, so that no CMS can carry the signature: see `hashing`.
 * - `REMOTE_SIGNATURE_BROKEN`: the signature does not verify with the certificate that came with it.
 */
export const remoteCodes = [
  'REMOTE_STATE_UNKNOWN',
  'REMOTE_SIGNER_UNKNOWN',
  'REMOTE_BUSY',
  'REMOTE_CANCELLED',
  'REMOTE_REJECTED',
  'REMOTE_TIMEOUT',
  'REMOTE_NOT_LOGGED_IN',
  'REMOTE_NO_CREDENTIAL',
  'REMOTE_NOT_SUITABLE',
  'REMOTE_AUTHORISATION_FAILED',
  'REMOTE_UNAVAILABLE',
  'REMOTE_ANSWER_MALFORMED',
  'REMOTE_HASH_MISMATCH',
  'REMOTE_CERTIFICATE_MISMATCH',
  'REMOTE_DOUBLE_HASHED',
  'REMOTE_SIGNATURE_BROKEN',
] as const

export type RemoteCode = (typeof remoteCodes)[number]
