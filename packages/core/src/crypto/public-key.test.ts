import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fromBase64url, fromHex } from '../encoding.js'
import type { SubjectPublicKeyInfo } from '../x509/certificate.js'
import { readPublicKey } from './public-key.js'

/** TLV of up to 64 kB; contents by hand. */
function tlv(tag: number, contents: Uint8Array): Uint8Array {
  const { length } = contents
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 255]
  const header = [tag, ...(length < 0x80 ? [length] : long)]
  return Uint8Array.from([...header, ...contents])
}

const nil = Uint8Array.of(5, 0)

function info(
  oid: string,
  parameters: Uint8Array | undefined,
  publicKey: Uint8Array,
): SubjectPublicKeyInfo {
  const raw = new Uint8Array()
  return {
    raw,
    algorithm: { raw, oid, ...(parameters && { parameters }) },
    publicKey,
  }
}

function rsaKey(
  modulus: bigint,
  exponent: bigint,
  parameters: Uint8Array | undefined = nil,
): unknown {
  const number = (value: bigint): Uint8Array => {
    let digits = value.toString(16)
    if (digits.length % 2 === 1) digits = `0${digits}`
    const octets = fromHex(digits)
    return tlv(2, (octets[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...octets) : octets)
  }
  const body = tlv(0x30, Uint8Array.from([...number(modulus), ...number(exponent)]))
  return readPublicKey(info('1.2.840.113549.1.1.1', parameters, body))
}

const odd = (bits: number): bigint => (1n << BigInt(bits - 1)) + 1n

describe('readPublicKey', () => {
  it.each([
    [511, { detail: 'KEY_SIZE' }],
    [512, { ok: true, value: { bits: 512 } }],
    [1023, { ok: true, value: { bits: 1023 } }],
    [8192, { ok: true, value: { bits: 8192 } }],
    [8193, { detail: 'KEY_SIZE' }],
  ])('RSA of %i bits', (bits, expected) => {
    expect(rsaKey(odd(bits), 65537n)).toMatchObject(expected)
  })

  it.each([
    [0n, 'KEY_VALUE'],
    [1n, 'KEY_EXPONENT'],
    [2n, 'KEY_EXPONENT'],
    [65536n, 'KEY_EXPONENT'],
    [(1n << 33n) + 1n, 'KEY_EXPONENT'],
  ])('refuses the RSA exponent %i', (exponent, detail) => {
    expect(rsaKey(odd(2048), exponent)).toMatchObject({ problem: 'BAD_KEY', detail })
  })

  it('takes exponents from 3 to 33 bits', () => {
    expect(rsaKey(odd(2048), 3n)).toMatchObject({ ok: true })
    expect(rsaKey(odd(2048), (1n << 33n) - 1n)).toMatchObject({ ok: true })
  })

  it('refuses an even modulus, and parameters that are not NULL', () => {
    expect(rsaKey(1n << 2047n, 3n)).toMatchObject({ detail: 'KEY_VALUE' })
    expect(readPublicKey(info('1.2.840.113549.1.1.1', undefined, nil))).toMatchObject({
      detail: 'PARAMETERS_MALFORMED',
    })
  })

  const curveOid = fromHex('06082a8648ce3d030107')
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const point = Uint8Array.from([4, ...fromBase64url(x), ...fromBase64url(y)])
  const compressed = Uint8Array.from([2, ...fromBase64url(x)])

  it.each([
    ['a point on a named curve', curveOid, point, { ok: true }],
    ['a compressed point', curveOid, compressed, { detail: 'COMPRESSED_POINT' }],
    [
      'a hybrid point',
      curveOid,
      Uint8Array.from([6, ...point.subarray(1)]),
      { detail: 'KEY_MALFORMED' },
    ],
    ['the point at infinity', curveOid, Uint8Array.of(0), { detail: 'KEY_MALFORMED' }],
    ['a short point', curveOid, point.subarray(0, 64), { detail: 'KEY_MALFORMED' }],
    ['no point', curveOid, new Uint8Array(), { detail: 'KEY_MALFORMED' }],
    [
      'a point off the curve',
      curveOid,
      point.map((octet, at) => (at === 64 ? octet ^ 1 : octet)),
      { problem: 'BAD_KEY', detail: 'NOT_ON_CURVE' },
    ],
    ['parameters spelt out', fromHex('3003020101'), point, { detail: 'EXPLICIT_CURVE' }],
    ['implicit parameters', nil, point, { detail: 'INHERITED_PARAMETERS' }],
    ['secp256k1', fromHex('06052b8104000a'), point, { detail: 'UNKNOWN_CURVE' }],
    ['no parameters', undefined, point, { detail: 'PARAMETERS_MISSING' }],
  ] as const)('EC: %s', (_name, parameters, octets, expected) => {
    expect(readPublicKey(info('1.2.840.10045.2.1', parameters, octets))).toMatchObject(expected)
  })

  it.each([
    ['the neutral point', `01${'00'.repeat(31)}`],
    ['y = 0', '00'.repeat(32)],
    ['y = 0, x negative', `${'00'.repeat(31)}80`],
    ['order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['y = p, written long', `ed${'ff'.repeat(30)}7f`],
    ['y = -1', `ec${'ff'.repeat(30)}7f`],
  ])('refuses as an Ed25519 key %s', (_name, octets) => {
    expect(readPublicKey(info('1.3.101.112', undefined, fromHex(octets)))).toMatchObject({
      problem: 'BAD_KEY',
      detail: 'KEY_VALUE',
    })
  })

  it('names a key of another kind as unsupported', () => {
    // X25519, Ed448.
    for (const oid of ['1.3.101.110', '1.3.101.113']) {
      expect(readPublicKey(info(oid, undefined, point))).toMatchObject({
        problem: 'UNSUPPORTED_ALGORITHM',
        oid,
      })
    }
  })
})
