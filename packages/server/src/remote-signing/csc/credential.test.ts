import { generateKeyPairSync, sign } from 'node:crypto'
import { ecdsaSignatureDer, type PublicKey } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { chooseCscAlgorithm } from './algorithms.js'
import { cmsSignatureValue, readCredential } from './credential.js'

const ec = { kind: 'EC', curve: 'P-256', point: new Uint8Array(65) } as const
const rsa: PublicKey = {
  ...{ kind: 'RSA', bits: 2048, pss: 'allowed' },
  ...{ modulus: new Uint8Array(256), exponent: Uint8Array.of(1, 0, 1) },
}

describe('cmsSignatureValue', () => {
  it('turns r and s into DER, and leaves DER as it is', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const data = new Uint8Array(8)
    const plain = new Uint8Array(
      sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    )
    const der = new Uint8Array(sign('sha256', data, privateKey))
    const key = { publicKey: ec, certificate: {} as never }
    expect(cmsSignatureValue(key, plain)).toEqual(ecdsaSignatureDer(plain))
    expect(cmsSignatureValue(key, der)).toEqual(der)
  })
})

describe('chooseCscAlgorithm', () => {
  it.each([
    [rsa, ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.11'], '1.2.840.113549.1.1.11', true],
    [rsa, ['1.2.840.113549.1.1.1'], '1.2.840.113549.1.1.1', false],
    [rsa, ['1.2.840.113549.1.1.10'], '1.2.840.113549.1.1.10', false],
    [ec, ['1.2.840.10045.4.3.2'], '1.2.840.10045.4.3.2', true],
    [ec, ['1.2.840.10045.2.1'], '1.2.840.10045.2.1', false],
  ] as const)('picks from %#', (key, offered, signAlgo, hashImplied) => {
    expect(chooseCscAlgorithm(offered, key, 'SHA-256')).toMatchObject({ signAlgo, hashImplied })
  })

  it('knows no way for Ed25519, nor with algorithms of another key', () => {
    expect(
      chooseCscAlgorithm(['1.3.101.112'], { kind: 'Ed25519', key: new Uint8Array(32) }, 'SHA-512'),
    ).toBe(undefined)
    expect(chooseCscAlgorithm(['1.2.840.10045.4.3.2'], rsa, 'SHA-256')).toBe(undefined)
  })
})

describe('readCredential', () => {
  it.each([
    {},
    { key: {}, cert: {}, auth: {}, multisign: 1 },
    {
      key: { algo: ['1'] },
      cert: { certificates: ['AAAA'] },
      auth: { mode: 'oauth2code' },
      multisign: 1,
    },
    { key: { algo: [1] }, cert: { certificates: [] }, auth: { mode: 'explicit' }, multisign: 0 },
    {
      key: { algo: new Array(99).fill('1') },
      cert: { certificates: new Array(99).fill('AAAA') },
      auth: { mode: 'x' },
      multisign: 1,
    },
  ])('calls what is outside the contract malformed: %#', (json) => {
    expect(readCredential('id', json)).toBe('malformed')
  })
})
