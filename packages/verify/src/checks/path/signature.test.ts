import { describe, expect, it } from 'vitest'
import { certificateSignature } from './signature.js'

describe(`${certificateSignature.id} (${certificateSignature.clause})`, () => {
  const oids = { algorithm: '1.2.840.10040.4.3', key: '1.2.840.10040.4.1' }

  it('passes a signature that verifies', () => {
    expect(certificateSignature.run({ answer: 'verified', ...oids })).toMatchObject({
      status: 'PASSED',
    })
  })

  it.each([
    ['refuted', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'],
    ['mismatch', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'],
    ['unasked', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'],
    ['unsupported', 'CRYPTO_CONSTRAINTS_FAILURE'],
  ] as const)('refuses one that is %s', (answer, subIndication) => {
    expect(certificateSignature.run({ answer, ...oids })).toEqual({
      status: 'INDETERMINATE',
      subIndication,
      facts: { answer, ...oids },
    })
  })
})
