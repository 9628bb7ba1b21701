import { readEncodedObjects } from '@chopmark/core'

/**
 * The DER values in what a server sent. Servers are told to send DER (RFC 5280 §4.2.1.13, §4.2.2.1), and some send PEM
 * all the same.
 * @param limit - Values beyond this are not looked at.
 */
export function derValues(bytes: Uint8Array, limit: number): readonly Uint8Array[] {
  const objects = readEncodedObjects(bytes)
  return objects.ok ? objects.value.slice(0, limit).map((object) => object.bytes) : []
}
