import { createHash } from 'node:crypto'

/**
 * The identification code 識別碼: four digits that the page and the app show, for the person to compare. It is made of what is
 * signed and for whom: SHA-512 over both, MD5 over that, and of octets 0, 4, 8 and 12 the high half modulo 10. Four digits
 * keep a person from approving the wrong request by mistake; they are no proof against anybody.
 * @param hash - The octets sent as `hashCode`.
 * @param subject - With a login SHA-256 of the openID; without one the HKIC hash followed by the client's id, in UTF-8.
 * Source: sample code of the service; see the notes on iAM Smart in this package's README.
 */
export function identificationCode(hash: Uint8Array, subject: Uint8Array): string {
  const joined = createHash('sha512').update(hash).update(subject).digest()
  const octets = createHash('md5').update(joined).digest()
  return [0, 4, 8, 12].map((at) => String(((octets[at] ?? 0) >> 4) % 10)).join('')
}
