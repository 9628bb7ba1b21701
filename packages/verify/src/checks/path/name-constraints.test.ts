import { describe, expect, it } from 'vitest'
import { nameConstraints } from './name-constraints.js'

describe(`${nameConstraints.id} (${nameConstraints.clause})`, () => {
  it('passes when all names are allowed', () => {
    expect(nameConstraints.run({ violation: null, constraining: 2 })).toEqual({
      status: 'PASSED',
      facts: { constraining: 2 },
    })
  })

  it('names the form, the reason and the CA', () => {
    const violation = { form: 'dNSName', problem: 'EXCLUDED', constrainedBy: 'ab' } as const
    expect(nameConstraints.run({ violation, constraining: 1 })).toEqual({
      status: 'INDETERMINATE',
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      facts: violation,
    })
  })
})
