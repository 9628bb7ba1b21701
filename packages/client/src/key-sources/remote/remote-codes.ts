/** Why a signing service's signature never came to be decided; as the portal answers them. */
export const remoteCodes = [
  'REMOTE_STATE_UNKNOWN', // the run ended, expired or never began
  'REMOTE_SIGNER_UNKNOWN', // the portal offers no such service
  'REMOTE_BUSY', // too many people at once
  'REMOTE_CANCELLED', // the person gave up, here or there
  'REMOTE_REJECTED', // the person said no
  'REMOTE_TIMEOUT', // the person did not answer in time
  'REMOTE_NOT_LOGGED_IN', // the portal knows no account of this person there
  'REMOTE_NO_CREDENTIAL', // nothing there can sign this
  'REMOTE_NOT_SUITABLE', // the service cannot sign this request
  'REMOTE_AUTHORISATION_FAILED', // the service would not authorise it
  'REMOTE_UNAVAILABLE', // out of reach or out of order
  'REMOTE_ANSWER_MALFORMED', // it answered outside its contract
  'REMOTE_HASH_MISMATCH', // it signed something else
  'REMOTE_CERTIFICATE_MISMATCH', // with another certificate
  'REMOTE_DOUBLE_HASHED', // a setting of the portal's does not fit the service
  'REMOTE_SIGNATURE_BROKEN', // its signature does not verify
] as const

export type RemoteCode = (typeof remoteCodes)[number]
