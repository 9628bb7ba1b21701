/** One attribute of a distinguished name, RFC 5280 §4.1.2.4. */
export interface AttributeTypeAndValue {
  readonly oid: string
  /** Universal tag number of the value: 12 UTF8String, 19 PrintableString, 20 TeletexString, 22 IA5String, 28 UniversalString, 30 BMPString. */
  readonly valueTag: number
  /** The value as a whole TLV. */
  readonly valueRaw: Uint8Array
  /** The value as text; absent when it is no string type. Never safe to show as it is: see `displayText`. */
  readonly text?: string
}

export type RelativeDistinguishedName = readonly AttributeTypeAndValue[]

/** A distinguished name in certificate order. */
export interface Name {
  readonly raw: Uint8Array
  readonly rdns: readonly RelativeDistinguishedName[]
}
