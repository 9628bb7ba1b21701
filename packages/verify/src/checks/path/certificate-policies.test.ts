import { describe, expect, it } from 'vitest'
import { certificatePolicies } from './certificate-policies.js'

describe(`${certificatePolicies.id} (${certificatePolicies.clause})`, () => {
  const sets = { explicitPolicy: true, authorityConstrained: ['2.999.1'] }

  it('passes when a policy demanded is there', () => {
    const answer = { problem: null, userConstrained: ['2.999.1'], ...sets }
    expect(certificatePolicies.run(answer)).toMatchObject({ status: 'PASSED' })
  })

  it('refuses when none is left', () => {
    const answer = { problem: 'NO_POLICY', userConstrained: [], ...sets } as const
    expect(certificatePolicies.run(answer)).toEqual({
      status: 'INDETERMINATE',
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      facts: answer,
    })
  })
})
