import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64url, fromBase64url } from '../encoding.js'
import { isOnCurve } from './ec-point.js'
import type { EcCurve } from './public-key.js'

const curves: readonly EcCurve[] = ['P-256', 'P-384', 'P-521']
const primes = {
  'P-256': 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
  'P-384': 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
  'P-521': 2n ** 521n - 1n,
} as const

function made(curve: EcCurve): Uint8Array {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: curve }).publicKey.export({
    format: 'jwk',
  })
  return Uint8Array.from([4, ...fromBase64url(x), ...fromBase64url(y)])
}

/** OpenSSL's word on it. */
function accepted(curve: EcCurve, point: Uint8Array): boolean {
  const middle = (point.length + 1) / 2
  const [x, y] = [point.subarray(1, middle), point.subarray(middle)].map(base64url)
  try {
    createPublicKey({ key: { kty: 'EC', crv: curve, x, y } as never, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

describe.each(curves)('isOnCurve %s', (curve) => {
  it('takes the points that OpenSSL makes, and none beside them', () => {
    for (let i = 0; i < 5; i++) {
      const point = made(curve)
      expect(isOnCurve(curve, point)).toBe(true)
      fc.assert(
        fc.property(fc.nat(point.length - 2), fc.integer({ min: 1, max: 255 }), (at, flip) => {
          const other = point.slice()
          other[at + 1] = (other[at + 1] ?? 0) ^ flip
          expect(isOnCurve(curve, other)).toBe(accepted(curve, other))
        }),
        { seed: 5, numRuns: 20 },
      )
    }
  })

  it('refuses a coordinate of p or more, and the origin', () => {
    const point = made(curve)
    const octets = (point.length - 1) / 2
    const x = BigInt(`0x${Buffer.from(point.subarray(1, 1 + octets)).toString('hex')}`)
    const long = (x + primes[curve]).toString(16).padStart(octets * 2, '0')
    // Equal modulo p: only for P-521 is there always room to write it so.
    if (long.length === octets * 2) {
      const other = point.slice()
      other.set(Buffer.from(long, 'hex'), 1)
      expect(isOnCurve(curve, other)).toBe(false)
    }
    const zero = new Uint8Array(point.length)
    zero[0] = 4
    expect(isOnCurve(curve, zero)).toBe(false)
    const p = Buffer.from(primes[curve].toString(16).padStart(octets * 2, '0'), 'hex')
    expect(isOnCurve(curve, Uint8Array.from([4, ...p, ...point.subarray(1 + octets)]))).toBe(false)
  })
})
