import { DerError } from '../der/der-error.js'
import { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import type { Ok } from '../result.js'
import type { SubjectPublicKeyInfo } from '../x509/certificate.js'
import { type AlgorithmProblem, algorithmProblem } from './algorithm-problem.js'
import { isNull } from './digest-algorithms.js'
import { isOnCurve } from './ec-point.js'
import { isWeakEd25519Point } from './ed25519-encoding.js'
import { type PssParameters, parsePssParameters, pssOid } from './pss-parameters.js'
import { atLeastTwoBelow, bitLength, positive } from './unsigned.js'

/** BoringSSL's floor, so that browsers and Node answer alike; what is strong enough is asked by the algorithm policy. */
const minModulusBits = 512
/** A verification costs the square of it; nobody issues more. */
const maxModulusBits = 8192
/** BoringSSL's ceiling; 65537 has 17. A long exponent makes a verification cost hundreds of honest ones. */
const maxExponentBits = 33

export type EcCurve = 'P-256' | 'P-384' | 'P-521'

/** A public key taken out of its SubjectPublicKeyInfo; numbers are unsigned, without leading zeros. */
export type PublicKey =
  | {
      readonly kind: 'RSA'
      readonly modulus: Uint8Array
      readonly exponent: Uint8Array
      readonly bits: number
      /** `only` for an id-RSASSA-PSS key, with what it is restricted to where that is stated. RFC 4055 §3.3. */
      readonly pss: 'allowed' | 'only' | PssParameters
    }
  | { readonly kind: 'EC'; readonly curve: EcCurve; readonly point: Uint8Array }
  | { readonly kind: 'Ed25519'; readonly key: Uint8Array }
  | { readonly kind: 'DSA'; readonly bits: number; readonly q: Uint8Array }

/**
 * Reads a key as its algorithm's standard has it and refuses what the platforms would answer differently. That an EC point
 * lies off its curve is found here, as a fault of the key: left to the platform, it would look like one of the signature.
 * RFC 3279 §2.3, RFC 4055 §1.2, RFC 5480 §2, RFC 8410 §4.
 */
export function readPublicKey(key: SubjectPublicKeyInfo): Ok<PublicKey> | AlgorithmProblem {
  known ??= new WeakMap()
  let read = known.get(key)
  if (read === undefined) {
    read = readNewKey(key)
    known.set(key, read)
  }
  return read
}

/** What was read of keys: one decision asks four times for the same. Made when the first one comes. */
let known: WeakMap<SubjectPublicKeyInfo, Ok<PublicKey> | AlgorithmProblem> | undefined

function readNewKey(key: SubjectPublicKeyInfo): Ok<PublicKey> | AlgorithmProblem {
  const { oid } = key.algorithm
  try {
    switch (oid) {
      case '1.2.840.113549.1.1.1':
      case pssOid:
        return readRsaKey(key)
      case '1.2.840.10045.2.1':
        return readEcKey(key)
      case '1.3.101.112':
        return readEd25519Key(key)
      case '1.2.840.10040.4.1':
        return readDsaKey(key)
      default:
        return algorithmProblem('UNSUPPORTED_ALGORITHM', 'UNKNOWN_OID', oid)
    }
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    return algorithmProblem('BAD_KEY', 'KEY_MALFORMED', oid)
  }
}

function readRsaKey({
  algorithm,
  publicKey,
}: SubjectPublicKeyInfo): Ok<PublicKey> | AlgorithmProblem {
  const { oid, parameters } = algorithm
  let pss: 'allowed' | 'only' | PssParameters = 'only'
  if (oid !== pssOid) {
    if (parameters === undefined || !isNull(parameters)) {
      return algorithmProblem('BAD_KEY', 'PARAMETERS_MALFORMED', oid)
    }
    pss = 'allowed'
  } else if (parameters !== undefined) {
    const restriction = parsePssParameters(parameters)
    if (!restriction.ok) return restriction
    pss = restriction.value
  }
  const reader = new DerReader(publicKey)
  const fields = reader.enter(Tag.sequence)
  reader.expectEnd()
  const modulus = positive(fields.integer())
  const exponent = positive(fields.integer())
  fields.expectEnd()
  if (modulus === undefined || exponent === undefined) {
    return algorithmProblem('BAD_KEY', 'KEY_VALUE', oid)
  }
  const bits = bitLength(modulus)
  if (bits < minModulusBits || bits > maxModulusBits) {
    return algorithmProblem('BAD_KEY', 'KEY_SIZE', oid)
  }
  if (!isOdd(modulus)) return algorithmProblem('BAD_KEY', 'KEY_VALUE', oid)
  if (!isOdd(exponent) || bitLength(exponent) < 2 || bitLength(exponent) > maxExponentBits) {
    return algorithmProblem('BAD_KEY', 'KEY_EXPONENT', oid)
  }
  return { ok: true, value: { kind: 'RSA', modulus, exponent, bits, pss } }
}

function readEcKey(key: SubjectPublicKeyInfo): Ok<PublicKey> | AlgorithmProblem {
  const { publicKey } = key
  const { oid, parameters } = key.algorithm
  if (parameters === undefined) return algorithmProblem('BAD_KEY', 'PARAMETERS_MISSING', oid)
  if (parameters[0] === Tag.sequence) return algorithmProblem('BAD_KEY', 'EXPLICIT_CURVE', oid)
  if (parameters[0] === Tag.null) return algorithmProblem('BAD_KEY', 'INHERITED_PARAMETERS', oid)
  const curve = curveOf(new DerReader(parameters).objectIdentifier())
  if (curve === undefined) return algorithmProblem('UNSUPPORTED_ALGORITHM', 'UNKNOWN_CURVE', oid)
  const form = publicKey[0]
  if (form === 2 || form === 3) {
    return algorithmProblem('UNSUPPORTED_ALGORITHM', 'COMPRESSED_POINT', oid)
  }
  if (form !== 4 || publicKey.length !== 1 + 2 * curveOctets(curve)) {
    return algorithmProblem('BAD_KEY', 'KEY_MALFORMED', oid)
  }
  if (!isOnCurve(curve, publicKey)) return algorithmProblem('BAD_KEY', 'NOT_ON_CURVE', oid)
  return { ok: true, value: { kind: 'EC', curve, point: publicKey } }
}

function curveOf(oid: string): EcCurve | undefined {
  switch (oid) {
    case '1.2.840.10045.3.1.7':
      return 'P-256'
    case '1.3.132.0.34':
      return 'P-384'
    case '1.3.132.0.35':
      return 'P-521'
    default:
      return undefined
  }
}

/** Length of a coordinate, and of r and s, in octets. */
export function curveOctets(curve: EcCurve): number {
  return curve === 'P-256' ? 32 : curve === 'P-384' ? 48 : 66
}

function readEd25519Key({
  algorithm,
  publicKey,
}: SubjectPublicKeyInfo): Ok<PublicKey> | AlgorithmProblem {
  const { oid, parameters } = algorithm
  if (parameters !== undefined) return algorithmProblem('BAD_KEY', 'PARAMETERS_PRESENT', oid)
  if (publicKey.length !== 32) return algorithmProblem('BAD_KEY', 'KEY_MALFORMED', oid)
  if (isWeakEd25519Point(publicKey)) return algorithmProblem('BAD_KEY', 'KEY_VALUE', oid)
  return { ok: true, value: { kind: 'Ed25519', key: publicKey } }
}

function readDsaKey({
  algorithm,
  publicKey,
}: SubjectPublicKeyInfo): Ok<PublicKey> | AlgorithmProblem {
  const { oid, parameters } = algorithm
  if (parameters === undefined || isNull(parameters)) {
    return algorithmProblem('UNSUPPORTED_ALGORITHM', 'INHERITED_PARAMETERS', oid)
  }
  const outer = new DerReader(parameters)
  const fields = outer.enter(Tag.sequence)
  outer.expectEnd()
  const p = positive(fields.integer())
  const q = positive(fields.integer())
  const g = positive(fields.integer())
  fields.expectEnd()
  const reader = new DerReader(publicKey)
  const y = positive(reader.integer())
  reader.expectEnd()
  if (p === undefined || q === undefined || g === undefined || y === undefined) {
    return algorithmProblem('BAD_KEY', 'KEY_VALUE', oid)
  }
  const bits = bitLength(p)
  const qBits = bitLength(q)
  // FIPS 186-4 §4.2.
  if (bits < minModulusBits || bits > maxModulusBits || ![160, 224, 256].includes(qBits)) {
    return algorithmProblem('BAD_KEY', 'KEY_SIZE', oid)
  }
  if (!isOdd(p) || !isOdd(q) || !atLeastTwoBelow(g, p) || !atLeastTwoBelow(y, p)) {
    return algorithmProblem('BAD_KEY', 'KEY_VALUE', oid)
  }
  return { ok: true, value: { kind: 'DSA', bits, q } }
}

function isOdd(number: Uint8Array): boolean {
  return ((number.at(-1) ?? 0) & 1) === 1
}
