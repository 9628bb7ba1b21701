import { instant } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { crlFresh } from './crl-fresh.js'

const dayMs = 86_400_000
const crl = { thisUpdate: instant('2026-03-31T00:00:00Z'), maxAgeMs: dayMs }

describe(`${crlFresh.id} (${crlFresh.clause})`, () => {
  it('passes a CRL one millisecond short of the limit', () => {
    const outcome = crlFresh.run({ ...crl, validationTime: instant('2026-03-31T23:59:59.999Z') })
    expect(outcome).toEqual({ status: 'PASSED', facts: { ageMs: dayMs - 1, maxAgeMs: dayMs } })
  })

  it('asks for a newer CRL at the limit', () => {
    const outcome = crlFresh.run({ ...crl, validationTime: instant('2026-04-01T00:00:00Z') })
    expect(outcome).toMatchObject({ status: 'INDETERMINATE', subIndication: 'TRY_LATER' })
  })
})
