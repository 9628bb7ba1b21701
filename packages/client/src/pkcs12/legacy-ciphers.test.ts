import { createCipheriv } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { legacyDecryptCbc } from './legacy-ciphers.js'

const key = Uint8Array.from({ length: 24 }, (_, i) => i * 7 + 1)
const plain = Uint8Array.from({ length: 48 }, (_, i) => 255 - i)

describe('legacyDecryptCbc agrees with OpenSSL', () => {
  it.each([
    ['des-ede3-cbc', { name: '3DES', keyBytes: 24 }, key, 8],
    ['des-ede-cbc', { name: '3DES', keyBytes: 16 }, key.subarray(0, 16), 8],
    ['aes-192-cbc', { name: 'AES', keyBytes: 24 }, key, 16],
  ] as const)('on %s', (name, cipher, cipherKey, ivBytes) => {
    const iv = new Uint8Array(ivBytes).fill(3)
    const encryption = createCipheriv(name, cipherKey, iv).setAutoPadding(false)
    const encrypted = new Uint8Array(Buffer.concat([encryption.update(plain), encryption.final()]))
    expect(legacyDecryptCbc(cipher, cipherKey, iv, encrypted)).toEqual(plain)
  })

  it('decrypts RC2 with 40 and 128 bits (RFC 2268 §5, first block of CBC with a zero vector)', () => {
    const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
    const zero = new Uint8Array(8)
    const long = { name: 'RC2', keyBytes: 16 } as const
    const rfcKey = hex('88bca90e90875a7f0f79c384627bafb2')
    expect(legacyDecryptCbc(long, rfcKey, zero, hex('2269552ab0f85ca6'))).toEqual(zero)
  })
})
