/** Why an algorithm identifier or a key cannot be used; `detail` is a fact for reports. */
export interface AlgorithmProblem {
  readonly ok: false
  readonly problem: 'UNSUPPORTED_ALGORITHM' | 'ALGORITHM_MISMATCH' | 'BAD_PARAMETERS' | 'BAD_KEY'
  readonly detail: AlgorithmDetail
  /** Dotted OID of the algorithm it is about. */
  readonly oid: string
}

export type AlgorithmDetail =
  | 'UNKNOWN_OID' // an identifier that this code does not know
  | 'UNKNOWN_CURVE' // a named curve other than P-256, P-384, P-521
  | 'EXPLICIT_CURVE' // curve parameters spelt out, RFC 5480 §2.1.1 forbids them
  | 'COMPRESSED_POINT' // RFC 5480 §2.2 makes them optional
  | 'INHERITED_PARAMETERS' // RFC 3279 §2.3.2: the key is not whole without its issuer's
  | 'NO_DIGEST_ALGORITHM' // rsaEncryption as signature algorithm where nothing names the hash
  | 'KEY_KIND' // a signature algorithm for another kind of key
  | 'KEY_RESTRICTION' // other than the parameters in the key allow, RFC 4055 §3.3
  | 'PARAMETERS_MISSING'
  | 'PARAMETERS_PRESENT'
  | 'PARAMETERS_MALFORMED'
  | 'MASK_GENERATION' // not MGF1
  | 'TRAILER_FIELD' // not 1
  | 'SALT_LENGTH' // does not fit into the modulus
  | 'KEY_MALFORMED'
  | 'KEY_SIZE' // outside the limits of `public-key.ts`
  | 'KEY_EXPONENT'
  | 'NOT_ON_CURVE' // an EC point that is none of its curve
  | 'KEY_VALUE' // even modulus, zero or out of range

/** Shorthand for the files that make them. */
export function algorithmProblem(
  problem: AlgorithmProblem['problem'],
  detail: AlgorithmDetail,
  oid: string,
): AlgorithmProblem {
  return { ok: false, problem, detail, oid }
}
