import { parsing, type DerReader, Tag } from '@chopmark/core'
import { oids } from './oids.js'

/** The numbers of an RSA private key, RFC 8017 §3.2, whose parts fit together. */
export interface RsaPrivateKey {
  readonly modulus: bigint
  readonly publicExponent: bigint
  readonly p: bigint
  readonly q: bigint
  readonly dP: bigint
  readonly dQ: bigint
  readonly qInv: bigint
  readonly modulusBytes: number
}

/**
 * Parses an RSA key out of PrivateKeyInfo, RFC 5958 §2 and RFC 8017 §A.1.2. Numbers that do not belong together are
 * refused: calculating with them could last for ever, or give the key away.
 * @returns Undefined when it is another kind of key, or no sound one.
 */
export function parseRsaPrivateKey(pkcs8: Uint8Array): RsaPrivateKey | undefined {
  const parsed = parsing(pkcs8, (reader) => {
    const info = reader.enter(Tag.sequence)
    info.smallInteger(1)
    const oid = info.enter(Tag.sequence).objectIdentifier()
    const octets = info.octetString()
    return oid === oids.rsaEncryption ? octets : undefined
  })
  if (!parsed.ok || parsed.value === undefined) return undefined
  const numbers = parsing(parsed.value, (reader) => {
    const fields = reader.enter(Tag.sequence)
    fields.smallInteger(0)
    const [modulus, publicExponent] = [number(fields), number(fields)]
    fields.integer() // the private exponent: the Chinese remainders say the same
    const [p, q, dP, dQ, qInv] = [0, 1, 2, 3, 4].map(() => number(fields))
    fields.expectEnd()
    return { modulus, publicExponent, p, q, dP, dQ, qInv } as Omit<RsaPrivateKey, 'modulusBytes'>
  })
  if (!numbers.ok) return undefined
  const { modulus, publicExponent, p, q, dP, dQ, qInv } = numbers.value
  const modulusBytes = Math.ceil(bitLength(modulus) / 8)
  const sound =
    modulusBytes >= 64 &&
    modulusBytes <= 1024 &&
    p * q === modulus &&
    p % 2n === 1n &&
    q % 2n === 1n &&
    p > 1n &&
    q > 1n &&
    dP < p &&
    dQ < q &&
    (qInv * q) % p === 1n &&
    publicExponent >= 3n &&
    publicExponent < 1n << 33n
  return sound ? { ...numbers.value, modulusBytes } : undefined
}

function number(fields: DerReader): bigint {
  const octets = fields.integer()
  // 1,024 octets are RSA with 8,192 bits; negative numbers come out as large ones and fit nothing.
  if (octets.length > 1025) fields.fail('TOO_LARGE')
  return toNumber(octets)
}

/** Octets, most significant first, as a number. */
export function toNumber(octets: Uint8Array): bigint {
  let text = '0x0'
  for (const octet of octets) text += octet.toString(16).padStart(2, '0')
  return BigInt(text)
}

/** A number as so many octets. */
export function toOctets(value: bigint, length: number): Uint8Array {
  const text = value.toString(16).padStart(length * 2, '0')
  return Uint8Array.from({ length }, (_, index) =>
    Number.parseInt(text.slice(index * 2, index * 2 + 2), 16),
  )
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length
}
