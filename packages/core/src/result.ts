/** Why bytes were refused; `offset` counts from the start of the bytes given to the public function. */
export interface Problem<P extends string = ParseProblem> {
  readonly ok: false
  readonly problem: P
  readonly reason: ParseReason
  readonly offset: number
}

export interface Ok<T> {
  readonly ok: true
  readonly value: T
}

/** A value, or the reason there is none: hostile bytes never throw. */
export type Result<T, P extends string = ParseProblem> = Ok<T> | Problem<P>

export type ParseProblem = 'FORMAT_FAILURE'

/** What exactly was wrong with the bytes. X.690 clauses where there is one. */
export type ParseReason =
  | 'TRUNCATED' // the value ends beyond its container
  | 'TRAILING_BYTES' // something follows where nothing may
  | 'UNEXPECTED_TAG'
  | 'NON_MINIMAL_TAG' // X.690 §8.1.2.4
  | 'NON_MINIMAL_LENGTH' // X.690 §10.1
  | 'INDEFINITE_LENGTH' // X.690 §10.1
  | 'CONSTRUCTED_STRING' // X.690 §10.2
  | 'BAD_BOOLEAN' // X.690 §11.1
  | 'BAD_INTEGER' // X.690 §8.3.2
  | 'BAD_BIT_STRING' // X.690 §8.6.2, §11.2
  | 'BAD_OBJECT_IDENTIFIER' // X.690 §8.19.2
  | 'BAD_STRING' // characters outside the string type
  | 'BAD_TIME' // X.690 §11.7, §11.8; RFC 5280 §4.1.2.5
  | 'BAD_SET_ORDER' // X.690 §10.3, §11.6
  | 'DEFAULT_ENCODED' // X.690 §11.5
  | 'MISSING_FIELD'
  | 'DUPLICATE_FIELD'
  | 'BAD_VERSION'
  | 'BAD_VALUE' // well-formed, but the structure forbids it
  | 'TOO_DEEP'
  | 'TOO_LARGE'
  | 'TOO_MANY'
  | 'NOT_ASN1' // neither DER nor PEM
