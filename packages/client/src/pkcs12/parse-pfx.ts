import { contextConstructed, type DerReader, Tag } from '@chopmark/core'
import { parseLayer } from './asn1.js'
import {
  parseHmac,
  parseIterations,
  parsePbkdf2,
  parseSalt,
  type Pbkdf2,
} from './encryption-scheme.js'
import { type KdfHash, kdfHashes } from './pkcs12-kdf.js'
import { Pkcs12Error } from './pkcs12-error.js'

/** The MAC over the AuthenticatedSafe. */
export type Mac =
  | {
      readonly kind: 'pkcs12'
      readonly hash: KdfHash
      readonly salt: Uint8Array
      readonly iterations: number
      readonly value: Uint8Array
    }
  /** RFC 9579. */
  | {
      readonly kind: 'pbmac1'
      readonly kdf: Pbkdf2
      readonly keyLength: number
      readonly hash: KdfHash
      readonly value: Uint8Array
    }

/** PFX, RFC 7292 §4. */
export interface Pfx {
  /** Contents of the OCTET STRING that holds the AuthenticatedSafe: what the MAC covers. */
  readonly authenticatedSafe: Uint8Array
  readonly mac: Mac
}

export const dataOid = '1.2.840.113549.1.7.1'
const signedDataOid = '1.2.840.113549.1.7.2'
const pbmac1Oid = '1.2.840.113549.1.5.14'

const digests: Readonly<Record<string, KdfHash>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}

/**
 * Parses the outside of a PKCS#12 file. A file without a MAC is refused: anybody could have changed it.
 * @throws Pkcs12Error `NOT_A_P12` when it does not begin as a PFX, `P12_UNSUPPORTED`, `P12_DAMAGED`.
 */
export function parsePfx(bytes: Uint8Array): Pfx {
  // 30 … 02 01 03: SEQUENCE, then version 3, whether the length is definite or not. Anything else was never a PFX.
  const header = bytes[1] ?? 0
  const lengthOctets = header > 0x80 ? header & 0x7f : 0
  const at = 2 + lengthOctets
  const begins =
    bytes[0] === 0x30 && bytes[at] === 0x02 && bytes[at + 1] === 0x01 && bytes[at + 2] === 0x03
  if (!begins) throw new Pkcs12Error('NOT_A_P12')
  return parseLayer(bytes, (reader) => {
    const pfx = reader.enter(Tag.sequence)
    pfx.smallInteger(3)
    const authSafe = pfx.enter(Tag.sequence)
    const contentType = authSafe.objectIdentifier()
    if (contentType === signedDataOid) throw new Pkcs12Error('P12_UNSUPPORTED', 'signedData')
    if (contentType !== dataOid) authSafe.fail('BAD_VALUE')
    const authenticatedSafe = authSafe.enter(contextConstructed(0)).octetString()
    if (pfx.atEnd) throw new Pkcs12Error('P12_UNSUPPORTED', 'no MAC')
    const mac = parseMac(pfx.enter(Tag.sequence))
    pfx.expectEnd()
    return { authenticatedSafe, mac }
  })
}

function parseMac(macData: DerReader): Mac {
  const digestInfo = macData.enter(Tag.sequence)
  const algorithm = digestInfo.enter(Tag.sequence)
  const oid = algorithm.objectIdentifier()
  const value = digestInfo.octetString()
  if (oid === pbmac1Oid) {
    const parameters = algorithm.enter(Tag.sequence)
    const kdf = parsePbkdf2(parameters)
    const hash = parseHmac(parameters)
    // RFC 9579 §5: the key length has to be given, and short keys are to be refused.
    const { keyLength = 0 } = kdf
    if (keyLength < 20) algorithm.fail('BAD_VALUE')
    return { kind: 'pbmac1', kdf, keyLength, hash, value: sized(value, hash, digestInfo) }
  }
  const hash = Object.hasOwn(digests, oid) ? digests[oid] : undefined
  if (hash === undefined) throw new Pkcs12Error('P12_UNSUPPORTED', oid)
  const salt = parseSalt(macData)
  const iterations = macData.atEnd ? 1 : parseIterations(macData)
  macData.expectEnd()
  return { kind: 'pkcs12', hash, salt, iterations, value: sized(value, hash, digestInfo) }
}

/** A MAC is as long as its hash: a shorter one could be guessed. */
function sized(value: Uint8Array, hash: KdfHash, reader: DerReader): Uint8Array {
  if (value.length !== kdfHashes[hash].outputLen) reader.fail('BAD_VALUE')
  return value
}
