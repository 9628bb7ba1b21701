/** AlgorithmIdentifier, RFC 5280 §4.1.1.2. */
export interface AlgorithmIdentifier {
  readonly raw: Uint8Array
  /** Dotted decimal. */
  readonly oid: string
  /** The parameters as a whole TLV; absent when absent. */
  readonly parameters?: Uint8Array
}
