import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parsing } from '../der/parsing.js'
import { readSubjectPublicKeyInfo } from '../x509/parse-certificate.js'
import { readAlgorithmIdentifier } from '../x509/read-algorithm-identifier.js'
import type { AlgorithmIdentifier } from '../x509/algorithm-identifier.js'
import type { SubjectPublicKeyInfo } from '../x509/certificate.js'
import { hashesAlike, resolveSignatureAlgorithm } from './algorithms.js'
import { digestAlgorithmOf } from './digest-algorithms.js'

// Keys by Node, identifiers written out by hand: our own writer says nothing here.

function key(
  type: 'rsa' | 'ec' | 'ed25519' | 'dsa' | 'rsa-pss',
  options: object,
): SubjectPublicKeyInfo {
  const { publicKey } = generateKeyPairSync(type as 'rsa', {
    ...(options as { modulusLength: number }),
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return spki(new Uint8Array(publicKey))
}

function spki(der: Uint8Array): SubjectPublicKeyInfo {
  const parsed = parsing(der, readSubjectPublicKeyInfo)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.value
}

function tlv(tag: number, ...parts: readonly (readonly number[])[]): number[] {
  const contents = parts.flat()
  return [tag, contents.length, ...contents]
}

const nil = [0x05, 0x00]
const rsaOid = (last: number): number[] =>
  tlv(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, last])
const nistOid = (...last: number[]): number[] =>
  tlv(6, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, ...last])
const ecdsaOid = (...last: number[]): number[] =>
  tlv(6, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, ...last])
const ed25519Oid = tlv(6, [0x2b, 0x65, 0x70])
const sha1Oid = tlv(6, [0x2b, 0x0e, 0x03, 0x02, 0x1a])

function identifier(...fields: readonly (readonly number[])[]): AlgorithmIdentifier {
  const parsed = parsing(Uint8Array.from(tlv(0x30, ...fields)), (r) => readAlgorithmIdentifier(r))
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.value
}

interface Pss {
  readonly hash?: readonly number[]
  readonly mgf?: readonly number[]
  readonly salt?: readonly number[]
  readonly trailer?: readonly number[]
  readonly tail?: readonly number[]
}

function pssParameters({ hash, mgf, salt, trailer, tail }: Pss): number[] {
  return tlv(
    0x30,
    hash ? tlv(0xa0, hash) : [],
    mgf ? tlv(0xa1, mgf) : [],
    salt ? tlv(0xa2, salt) : [],
    trailer ? tlv(0xa3, trailer) : [],
    tail ?? [],
  )
}

const sha256 = tlv(0x30, nistOid(2, 1), nil)
const mgf1 = (hash: readonly number[]): number[] => tlv(0x30, rsaOid(8), hash)
const pss = (parameters: Pss): AlgorithmIdentifier =>
  identifier(rsaOid(10), pssParameters(parameters))
const pss256 = { hash: sha256, mgf: mgf1(sha256), salt: [2, 1, 32] }

const rsa = key('rsa', { modulusLength: 2048 })
const p256 = key('ec', { namedCurve: 'P-256' })
const p384 = key('ec', { namedCurve: 'P-384' })
const ed25519 = key('ed25519', {})
const dsa = key('dsa', { modulusLength: 1024, divisorLength: 160 })
const openPssKey = key('rsa-pss', { modulusLength: 2048 })
const pssKey = key('rsa-pss', {
  modulusLength: 2048,
  hashAlgorithm: 'sha256',
  mgf1HashAlgorithm: 'sha256',
  saltLength: 32,
})

describe('resolveSignatureAlgorithm', () => {
  it.each([
    [4, 'MD5'],
    [5, 'SHA-1'],
    [14, 'SHA-224'],
    [11, 'SHA-256'],
    [12, 'SHA-384'],
    [13, 'SHA-512'],
  ])('RSA 1.2.840.113549.1.1.%i is %s, with NULL or nothing', (last, hash) => {
    const value = { scheme: 'RSASSA-PKCS1-v1_5', hash, keyBits: 2048 }
    for (const signatureAlgorithm of [identifier(rsaOid(last), nil), identifier(rsaOid(last))]) {
      expect(resolveSignatureAlgorithm({ signatureAlgorithm, key: rsa })).toEqual({
        ok: true,
        value,
      })
    }
  })

  it.each([
    [[1], 'SHA-1'],
    [[3, 1], 'SHA-224'],
    [[3, 2], 'SHA-256'],
    [[3, 3], 'SHA-384'],
    [[3, 4], 'SHA-512'],
  ])('ECDSA 1.2.840.10045.4.%j is %s, with nothing', (last, hash) => {
    const signatureAlgorithm = identifier(ecdsaOid(...last))
    expect(resolveSignatureAlgorithm({ signatureAlgorithm, key: p384 })).toEqual({
      ok: true,
      value: { scheme: 'ECDSA', hash, curve: 'P-384' },
    })
    const withNull = identifier(ecdsaOid(...last), nil)
    expect(resolveSignatureAlgorithm({ signatureAlgorithm: withNull, key: p384 })).toMatchObject({
      problem: 'BAD_PARAMETERS',
      detail: 'PARAMETERS_PRESENT',
    })
  })

  it.each([
    [[3, 10], p256, { scheme: 'ECDSA', hash: 'SHA3-256', curve: 'P-256' }],
    [[3, 14], rsa, { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA3-256', keyBits: 2048 }],
    [[3, 16], rsa, { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA3-512', keyBits: 2048 }],
    [[3, 2], dsa, { scheme: 'DSA', hash: 'SHA-256', keyBits: 1024 }],
  ] as const)('NIST 2.16.840.1.101.3.4.%j', (last, subject, value) => {
    const signatureAlgorithm = identifier(nistOid(...last))
    expect(resolveSignatureAlgorithm({ signatureAlgorithm, key: subject })).toEqual({
      ok: true,
      value,
    })
  })

  it('takes the hash of rsaEncryption from the SignerInfo, and guesses none', () => {
    const signatureAlgorithm = identifier(rsaOid(1), nil)
    const digestAlgorithm = identifier(nistOid(2, 2))
    expect(resolveSignatureAlgorithm({ signatureAlgorithm, digestAlgorithm, key: rsa })).toEqual({
      ok: true,
      value: { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384', keyBits: 2048 },
    })
    expect(resolveSignatureAlgorithm({ signatureAlgorithm, key: rsa })).toMatchObject({
      problem: 'UNSUPPORTED_ALGORITHM',
      detail: 'NO_DIGEST_ALGORITHM',
    })
  })

  it('Ed25519 has no parameters, its key neither', () => {
    const value = { scheme: 'Ed25519' } as const
    const signatureAlgorithm = identifier(ed25519Oid)
    expect(resolveSignatureAlgorithm({ signatureAlgorithm, key: ed25519 })).toEqual({
      ok: true,
      value,
    })
    const withNull = identifier(ed25519Oid, nil)
    expect(resolveSignatureAlgorithm({ signatureAlgorithm: withNull, key: ed25519 })).toMatchObject(
      {
        problem: 'BAD_PARAMETERS',
      },
    )
    expect(hashesAlike(value, 'SHA-512')).toBe(true)
    expect(hashesAlike(value, 'SHA-256')).toBe(false)
  })

  it.each([
    ['written out', pss256, 'SHA-256', 'SHA-256', 32],
    ['left out', {}, 'SHA-1', 'SHA-1', 20],
    ['trailer 1 written', { ...pss256, trailer: [2, 1, 1] }, 'SHA-256', 'SHA-256', 32],
    ['SHA-1 written', { hash: tlv(0x30, sha1Oid, nil) }, 'SHA-1', 'SHA-1', 20],
    ['two hashes', { hash: sha256, salt: [2, 1, 0] }, 'SHA-256', 'SHA-1', 0],
  ] as const)('PSS parameters %s', (_name, parameters, hash, mgfHash, saltLength) => {
    for (const subject of [rsa, openPssKey]) {
      const result = resolveSignatureAlgorithm({
        signatureAlgorithm: pss(parameters),
        key: subject,
      })
      expect(result).toEqual({
        ok: true,
        value: { scheme: 'RSASSA-PSS', hash, mgfHash, saltLength, keyBits: 2048 },
      })
    }
  })

  it.each([
    ['trailer 2', { ...pss256, trailer: [2, 1, 2] }, 'BAD_PARAMETERS', 'TRAILER_FIELD'],
    ['negative salt', { ...pss256, salt: [2, 1, 0xff] }, 'BAD_PARAMETERS', 'PARAMETERS_MALFORMED'],
    // emLen 256 holds hash 32, salt 222 and two octets, no more.
    ['long salt', { ...pss256, salt: [2, 2, 0, 223] }, 'BAD_PARAMETERS', 'SALT_LENGTH'],
    ['something behind', { ...pss256, tail: nil }, 'BAD_PARAMETERS', 'PARAMETERS_MALFORMED'],
    ['MGF1 alone', { mgf: tlv(0x30, rsaOid(8)) }, 'BAD_PARAMETERS', 'PARAMETERS_MISSING'],
    [
      'another MGF',
      { mgf: tlv(0x30, rsaOid(9), sha256) },
      'UNSUPPORTED_ALGORITHM',
      'MASK_GENERATION',
    ],
    ['an unknown hash', { hash: tlv(0x30, rsaOid(9)) }, 'UNSUPPORTED_ALGORITHM', 'UNKNOWN_OID'],
  ] as const)('refuses PSS with %s', (_name, parameters, problem, detail) => {
    const result = resolveSignatureAlgorithm({ signatureAlgorithm: pss(parameters), key: rsa })
    expect(result).toMatchObject({ ok: false, problem, detail })
  })

  it('takes the longest salt that fits', () => {
    const signatureAlgorithm = pss({ ...pss256, salt: [2, 2, 0, 222] })
    expect(resolveSignatureAlgorithm({ signatureAlgorithm, key: rsa })).toMatchObject({ ok: true })
  })

  it('holds a PSS key to what it says', () => {
    const of = (signatureAlgorithm: AlgorithmIdentifier): unknown =>
      resolveSignatureAlgorithm({ signatureAlgorithm, key: pssKey })
    expect(of(pss(pss256))).toMatchObject({ ok: true })
    expect(of(pss({ ...pss256, salt: [2, 1, 33] }))).toMatchObject({ ok: true })
    const restricted = { problem: 'ALGORITHM_MISMATCH', detail: 'KEY_RESTRICTION' }
    expect(of(pss({ ...pss256, salt: [2, 1, 31] }))).toMatchObject(restricted)
    expect(of(pss({ hash: sha256, salt: [2, 1, 32] }))).toMatchObject(restricted)
    expect(of(pss({}))).toMatchObject(restricted)
    expect(of(identifier(rsaOid(11), nil))).toMatchObject(restricted)
  })

  it.each([
    ['RSA with an EC key', identifier(rsaOid(11), nil), p256],
    ['ECDSA with an RSA key', identifier(ecdsaOid(3, 2)), rsa],
    ['PSS with an EC key', pss(pss256), p256],
    ['Ed25519 with an EC key', identifier(ed25519Oid), p256],
    ['ECDSA with an Ed25519 key', identifier(ecdsaOid(3, 2)), ed25519],
    ['DSA with an RSA key', identifier(nistOid(3, 2)), rsa],
  ])('refuses %s', (_name, signatureAlgorithm, subject) => {
    expect(resolveSignatureAlgorithm({ signatureAlgorithm, key: subject })).toMatchObject({
      problem: 'ALGORITHM_MISMATCH',
      detail: 'KEY_KIND',
    })
  })

  it.each([
    ['garbage for NULL', identifier(rsaOid(11), [4, 0]), 'BAD_PARAMETERS'],
    [
      'a NULL with contents',
      { ...identifier(rsaOid(11)), parameters: Uint8Array.of(5, 1, 0) },
      'BAD_PARAMETERS',
    ],
    ['PSS without parameters', identifier(rsaOid(10)), 'BAD_PARAMETERS'],
    ['md2WithRSA', identifier(rsaOid(2), nil), 'UNSUPPORTED_ALGORITHM'],
    [
      'a bare id-ecPublicKey',
      identifier(tlv(6, [0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1])),
      'UNSUPPORTED_ALGORITHM',
    ],
  ])('refuses %s', (_name, signatureAlgorithm, problem) => {
    expect(resolveSignatureAlgorithm({ signatureAlgorithm, key: rsa })).toMatchObject({ problem })
  })
})

describe('digestAlgorithmOf', () => {
  it('takes NULL or nothing', () => {
    for (const parameters of [[], nil]) {
      expect(digestAlgorithmOf(identifier(nistOid(2, 1), parameters))).toEqual({
        ok: true,
        value: 'SHA-256',
      })
    }
    expect(digestAlgorithmOf(identifier(nistOid(2, 1), [0x30, 0]))).toMatchObject({
      problem: 'BAD_PARAMETERS',
    })
    expect(digestAlgorithmOf(identifier(nistOid(2, 6)))).toMatchObject({
      problem: 'UNSUPPORTED_ALGORITHM',
    })
  })
})
