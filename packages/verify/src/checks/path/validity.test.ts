import { instant } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { validity } from './validity.js'

describe(`${validity.id} (${validity.clause})`, () => {
  const notBefore = instant('2026-01-01T00:00:00Z')
  const notAfter = instant('2026-12-31T23:59:59Z')
  const run = (at: string, target: boolean): ReturnType<typeof validity.run> =>
    validity.run({ notBefore, notAfter, at: instant(at), target })

  it('passes both ends', () => {
    expect(run('2026-01-01T00:00:00Z', true)).toMatchObject({ status: 'PASSED' })
    expect(run('2026-12-31T23:59:59Z', true)).toEqual({
      status: 'PASSED',
      facts: {
        notBefore: '2026-01-01T00:00:00Z',
        notAfter: '2026-12-31T23:59:59Z',
        at: '2026-12-31T23:59:59Z',
      },
    })
  })

  it('leaves open what a target was used for outside, and ends the path at a CA', () => {
    expect(run('2025-12-31T23:59:59.999Z', true)).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'OUT_OF_BOUNDS_NO_POE',
    })
    expect(run('2026-12-31T23:59:59.001Z', false)).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    })
  })
})
