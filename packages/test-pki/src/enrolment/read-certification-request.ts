import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { type Der, oid } from '../der/der.js'
import { descend, type Element, members, readElement } from '../der/read.js'

/** A PKCS #10 request whose signature was made by the very key it asks to have certified. */
export interface CertificationRequest {
  /** What was signed: DER CertificationRequestInfo. */
  readonly info: Der
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Der
  /** The challengePassword attribute, RFC 2985 §5.4.1. */
  readonly challenge: string | undefined
}

/** No request for an ECDSA or RSA key comes near it. */
export const maxRequestBytes = 8 * 1024

/** sha256WithRSAEncryption and ecdsa-with-SHA256: all that this CA takes. */
const signatureOids = {
  rsa: oid('1.2.840.113549.1.1.11'),
  ec: oid('1.2.840.10045.4.3.2'),
} as const
const challengeOid = oid('1.2.840.113549.1.9.7')

/**
 * Reads a PKCS #10 request and verifies its proof of possession, with node:crypto and this package's own reader.
 * @returns What it asks for; `MALFORMED` for other bytes, `KEY` for a key that is neither P-256 nor RSA of 2048 to 4096
 * bits, `POSSESSION` when the signature was not made by that key.
 * Source: RFC 2986 §4.
 */
export function readCertificationRequest(
  bytes: Uint8Array,
): CertificationRequest | 'MALFORMED' | 'KEY' | 'POSSESSION' {
  if (bytes.length > maxRequestBytes) return 'MALFORMED'
  let parts: ReturnType<typeof takeApart>
  try {
    parts = takeApart(bytes)
  } catch {
    return 'MALFORMED'
  }
  const { info, spki, algorithm, signature, challenge } = parts
  const key = publicKeyOf(spki)
  if (key === undefined) return 'KEY'
  const wanted = key.asymmetricKeyType === 'ec' ? signatureOids.ec : signatureOids.rsa
  if (!equal(algorithm, wanted) || !signed(key, info, signature)) return 'POSSESSION'
  return { info, spki, challenge }
}

/** Did the key of a SubjectPublicKeyInfo make this SHA-256 signature? */
export function signedBy(spki: Der, data: Uint8Array, signature: Uint8Array): boolean {
  const key = publicKeyOf(spki)
  return key !== undefined && signed(key, data, signature)
}

function takeApart(bytes: Uint8Array): {
  readonly info: Der
  readonly spki: Der
  readonly algorithm: Der
  readonly signature: Uint8Array
  readonly challenge: string | undefined
} {
  const whole = readElement(bytes)
  const [info, algorithm, bits, ...more] = members(whole)
  if (whole.raw.length !== bytes.length || whole.tag !== 0x30 || more.length > 0) throw malformed()
  const [version, subject, spki, attributes] = members(only(info, 0x30))
  if (!equal(only(version, 0x02).content, Uint8Array.of(0))) throw malformed()
  only(subject, 0x30)
  const { content } = only(bits, 0x03)
  if (content[0] !== 0) throw malformed()
  return {
    info: only(info, 0x30).raw,
    spki: only(spki, 0x30).raw,
    algorithm: descend(only(algorithm, 0x30).raw, 0).raw,
    signature: content.subarray(1),
    challenge: challengeOf(only(attributes, 0xa0)),
  }
}

function challengeOf(attributes: Element): string | undefined {
  const found = members(attributes).filter((one) => equal(descend(one.raw, 0).raw, challengeOid))
  if (found.length > 1) throw malformed()
  const [attribute] = found
  if (attribute === undefined) return undefined
  const [value, ...more] = members(descend(attribute.raw, 1))
  // UTF8String or PrintableString; what has other octets than ASCII is no challenge of ours.
  if (value === undefined || more.length > 0 || (value.tag !== 0x0c && value.tag !== 0x13)) {
    throw malformed()
  }
  return Buffer.from(value.content).toString('latin1')
}

function only(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw malformed()
  return element
}

function malformed(): RangeError {
  return new RangeError('not a certification request')
}

function publicKeyOf(spki: Der): KeyObject | undefined {
  let key: KeyObject
  try {
    key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {}
  const fits =
    key.asymmetricKeyType === 'ec'
      ? namedCurve === 'prime256v1'
      : key.asymmetricKeyType === 'rsa' && modulusLength >= 2048 && modulusLength <= 4096
  return fits ? key : undefined
}

function signed(key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify('sha256', data, key, signature)
  } catch {
    return false
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
