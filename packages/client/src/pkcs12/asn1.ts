import { canonicalise, type DerReader, parsing } from '@chopmark/core'
import { Pkcs12Error } from './pkcs12-error.js'

/**
 * Parses one layer of a PKCS#12 file. RFC 7292 allows BER throughout; what is not DER is canonicalised explicitly
 * (into a copy), then parsed as DER.
 * @throws Pkcs12Error `P12_DAMAGED` when it is neither.
 */
export function parseLayer<T>(bytes: Uint8Array, parse: (reader: DerReader) => T): T {
  const strict = parsing(bytes, parse)
  if (strict.ok) return strict.value
  const canonical = canonicalise(bytes)
  if (!canonical.ok) throw new Pkcs12Error('P12_DAMAGED')
  const again = parsing(canonical.value, parse)
  if (!again.ok) throw new Pkcs12Error('P12_DAMAGED')
  return again.value
}
