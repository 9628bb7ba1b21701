/** Why a PKCS#12 file does not open. */
export type Pkcs12Code =
  | 'NOT_A_P12' // the bytes are no PFX at all
  | 'WRONG_PIN' // the MAC does not fit this password
  | 'P12_TOO_LARGE' // beyond `maxPkcs12Bytes`
  | 'P12_TOO_EXPENSIVE' // more key-derivation rounds than `maxIterations`
  | 'P12_NO_KEY' // it opens, but holds no key with its certificate
  | 'P12_UNSUPPORTED' // `what` names the algorithm or mode
  | 'P12_DAMAGED' // a PFX on the outside, broken inside

export interface Pkcs12Problem {
  readonly ok: false
  readonly code: Pkcs12Code
  /** For P12_UNSUPPORTED: the dotted OID or the name of the mode. */
  readonly what?: string
}

/** How the parts of this folder leave early; `openPkcs12` turns it into a `Pkcs12Problem`. */
export class Pkcs12Error extends Error {
  readonly code: Pkcs12Code
  readonly what: string | undefined

  constructor(code: Pkcs12Code, what?: string) {
    super(what === undefined ? code : `${code}: ${what}`)
    this.code = code
    this.what = what
  }
}

/** The value form of whatever was thrown; anything that is not a Pkcs12Error passes through. */
export function pkcs12Problem(error: unknown): Pkcs12Problem {
  if (!(error instanceof Pkcs12Error)) throw error
  const { code, what } = error
  return what === undefined ? { ok: false, code } : { ok: false, code, what }
}
