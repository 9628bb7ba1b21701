import { hex } from '../encoding.js'
import type { EcCurve } from './public-key.js'

/** Prime p and coefficient b of y² = x³ − 3x + b, in hex. NIST SP 800-186 §3.2.1. */
const curves: Readonly<Record<EcCurve, readonly [p: string, b: string]>> = {
  'P-256': [
    'ffffffff00000001000000000000000000000000ffffffffffffffffffffffff',
    '5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b',
  ],
  'P-384': [
    'fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff',
    'b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef',
  ],
  'P-521': [
    '01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    '0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00',
  ],
}

/**
 * Is it a point of the curve, its coordinates below p? All of them but infinity are in the one large group: the cofactor is 1.
 * @param point - 0x04 and both coordinates, each of the curve's length.
 * Source: NIST SP 800-56A §5.6.2.3.4; SEC 1 §3.2.2.1.
 */
export function isOnCurve(curve: EcCurve, point: Uint8Array): boolean {
  const [p, b] = curves[curve].map(number) as [bigint, bigint]
  const middle = (point.length + 1) / 2
  const x = number(hex(point.subarray(1, middle)))
  const y = number(hex(point.subarray(middle)))
  return x < p && y < p && (y * y - x * x * x + 3n * x - b) % p === 0n
}

const number = (digits: string): bigint => BigInt(`0x${digits}`)
