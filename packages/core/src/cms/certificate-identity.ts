import { UsageError } from '../errors.js'

/**
 * Issuer and serial number of a DER certificate as whole TLVs, without parsing the rest. Its own few lines instead of
 * DerReader: this is all that a signing page has to read, and its size counts there.
 * @throws UsageError `INVALID_CERTIFICATE` when it is no certificate.
 */
export function certificateIdentity(certificate: Uint8Array): {
  readonly issuer: Uint8Array
  readonly serialNumber: Uint8Array
} {
  let at = 0
  let limit = certificate.length
  /** Steps over the next value, which must have this tag, or into it; gives the value. */
  const value = (tag: number, into = false): Uint8Array => {
    const start = at
    let length = certificate[at + 1] ?? 0
    at += 2
    if (length >= 0x80) {
      const count = length & 0x7f
      length = 0
      for (let i = 0; i < count; i++) length = length * 256 + (certificate[at++] ?? 0)
    }
    const end = at + length
    if (certificate[start] !== tag || end > limit) {
      throw new UsageError('INVALID_CERTIFICATE', 'Give a certificate as DER.')
    }
    if (into) limit = end
    else at = end
    return certificate.subarray(start, end)
  }
  value(0x30, true)
  value(0x30, true)
  // version
  if (certificate[at] === 0xa0) value(0xa0)
  const serialNumber = value(0x02)
  // signature
  value(0x30)
  return { issuer: value(0x30), serialNumber }
}
