import type { Pkcs12Code } from '../pkcs12/pkcs12-error.js'

/** Why nothing was encrypted: always the recipient's certificate or the content, both the sender's own choice. */
export type EncryptionCode =
  | 'RECIPIENT_MALFORMED' // no X.509 certificate in DER, or one with an extension twice
  | 'RECIPIENT_KEY_USAGE' // its key usage allows neither keyEncipherment (RSA) nor keyAgreement (EC)
  | 'RECIPIENT_EXPIRED'
  | 'RECIPIENT_NOT_YET_VALID'
  | 'RECIPIENT_KEY_UNSUPPORTED' // neither RSA nor EC on P-256, P-384 or P-521
  | 'RECIPIENT_KEY_WEAK' // RSA below 2048 bits
  | 'RECIPIENT_TWICE' // the same certificate twice
  | 'CONTENT_TOO_LARGE' // beyond `maxContentBytes`

export interface EncryptionProblem {
  readonly ok: false
  readonly code: EncryptionCode
  /** Which of the recipients, counted from 0; absent when it is not about one. */
  readonly recipient?: number
}

/**
 * Why a message was not opened. Everything that depends on the key or on what the key brought to light is the one
 * `CANNOT_DECRYPT`: wrong key, wrong certificate, padding, key unwrapping, tag. The others can be seen from outside.
 */
export type DecryptionCode =
  | 'NOT_ENVELOPED' // no EnvelopedData or AuthEnvelopedData
  | 'MESSAGE_DAMAGED' // one on the outside, broken inside
  | 'MESSAGE_TOO_LARGE' // beyond `maxMessageBytes`
  | 'MESSAGE_TOO_EXPENSIVE' // more rounds of key derivation than `maxIterations` of PKCS#12
  | 'UNSUPPORTED_ALGORITHM' // `what` names it
  | 'NOT_AUTHENTICATED' // EnvelopedData where `requireAuthenticated` was asked for
  | 'CANNOT_DECRYPT'

export interface DecryptionProblem {
  readonly ok: false
  /** A `Pkcs12Code` when the e-Cert file did not open. */
  readonly code: DecryptionCode | Pkcs12Code
  /** For UNSUPPORTED_ALGORITHM and P12_UNSUPPORTED: the dotted OID or the name of the mode. */
  readonly what?: string
}

/** How the parts of this folder leave early; `decryptWith` turns it into a `DecryptionProblem`. */
export class DecryptionError extends Error {
  readonly code: DecryptionCode
  readonly what: string | undefined

  constructor(code: DecryptionCode, what?: string) {
    super(what === undefined ? code : `${code}: ${what}`)
    this.code = code
    this.what = what
  }
}

/** The value form of a DecryptionError; whatever else was thrown passes through. */
export function decryptionProblem(error: unknown): DecryptionProblem {
  if (!(error instanceof DecryptionError)) throw error
  const { code, what } = error
  return what === undefined ? { ok: false, code } : { ok: false, code, what }
}
