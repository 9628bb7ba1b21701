import { describe, expect, it } from 'vitest'
import { nameChaining } from './name-chaining.js'

describe(`${nameChaining.id} (${nameChaining.clause})`, () => {
  it('passes equal names', () => {
    expect(nameChaining.run({ issuerKey: 'a', nextSubjectKey: 'a' })).toMatchObject({
      status: 'PASSED',
    })
  })

  it('refuses others', () => {
    expect(nameChaining.run({ issuerKey: 'a', nextSubjectKey: 'b' })).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    })
  })
})
