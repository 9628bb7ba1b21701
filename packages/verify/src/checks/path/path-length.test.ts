import { describe, expect, it } from 'vitest'
import { pathLength } from './path-length.js'

describe(`${pathLength.id} (${pathLength.clause})`, () => {
  it('passes as many as allowed, and any number without a limit', () => {
    expect(pathLength.run({ pathLenConstraint: 1, intermediates: 1 })).toMatchObject({
      status: 'PASSED',
    })
    expect(pathLength.run({ intermediates: 9 })).toMatchObject({ status: 'PASSED' })
  })

  it('refuses one more', () => {
    expect(pathLength.run({ pathLenConstraint: 1, intermediates: 2 })).toEqual({
      status: 'INDETERMINATE',
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      facts: { pathLenConstraint: 1, intermediates: 2 },
    })
  })
})
