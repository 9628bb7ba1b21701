import { instant } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { Moments } from '../moments.js'
import { combine } from './combine.js'
import { allReasons } from './reasons.js'
import { ask, date, makeCrl, makeOcsp, makeSingle, summary } from './revocation.test-support.js'
import type { SourceAnswer } from './source-answer.js'

const at = instant('2026-06-15T12:00:00Z')
const moments = new Moments({ at, validationTime: at })

function says(time: string, reason: string | null, more: Partial<SourceAnswer> = {}): SourceAnswer {
  const thisUpdate = instant(`2026-06-15T${time}:00Z`)
  return {
    source: 'crl',
    sha256: `${time}-${reason ?? 'good'}`,
    thisUpdate,
    covers: allReasons,
    accuses: null,
    revocation: reason === null ? null : { reason, revokedAt: instant('2026-06-01T00:00:00Z') },
    checks: [],
    ...more,
  }
}

function spoken(...answers: readonly SourceAnswer[]): string {
  const { status, speaker, revocation } = combine(answers, moments)
  return `${status} by ${speaker?.sha256 ?? 'nobody'}${revocation ? `: ${revocation.reason}` : ''}`
}

describe('the rule for conflicting sources', () => {
  it('lets a revocation for good win over every good, older or newer', () => {
    const gone = says('08:00', 'keyCompromise')
    expect(spoken(gone, says('10:00', null))).toBe('revoked by 08:00-keyCompromise: keyCompromise')
    expect(spoken(says('06:00', null), gone)).toBe('revoked by 08:00-keyCompromise: keyCompromise')
    const old = { ...gone, covers: 0 }
    expect(spoken(says('10:00', null), old)).toBe('revoked by 08:00-keyCompromise: keyCompromise')
  })

  it('takes the earliest of several revocations', () => {
    const earlier = says('10:00', 'superseded', {
      revocation: { reason: 'superseded', revokedAt: instant('2026-05-01T00:00:00Z') },
    })
    expect(spoken(says('08:00', 'keyCompromise'), earlier)).toBe(
      'revoked by 10:00-superseded: superseded',
    )
  })

  it('keeps a hold until somebody newer lifts it', () => {
    const held = says('09:00', 'certificateHold')
    expect(spoken(held)).toBe('revoked by 09:00-certificateHold: certificateHold')
    expect(spoken(held, says('08:59', null))).toMatch(/^revoked/)
    expect(spoken(held, says('09:00', null))).toMatch(/^revoked/)
    expect(spoken(held, says('09:01', null))).toBe('good by 09:01-good')
    expect(spoken(held, says('09:01', null, { covers: 1 }))).toMatch(/^revoked/)
    expect(spoken(held, says('09:01', null), says('09:02', 'certificateHold'))).toBe(
      'revoked by 09:02-certificateHold: certificateHold',
    )
  })

  it('lets the newest good speak', () => {
    expect(spoken(says('08:00', null), says('10:00', null), says('09:00', null))).toBe(
      'good by 10:00-good',
    )
  })

  it('needs all reasons for good', () => {
    const first = says('08:00', null, { covers: 0x0f })
    const second = says('09:00', null, { covers: 0xf0 })
    expect(spoken(first, second)).toBe('good by 09:00-good')
    const half = combine([first], moments)
    expect([half.status, half.uncovered]).toEqual(['unknown', 0xf0])
    expect(combine([], moments).status).toBe('unknown')
  })

  it('does not depend on the order of arrival', () => {
    const all = [says('08:00', null), says('09:00', 'certificateHold'), says('10:00', null)]
    expect(spoken(...all)).toBe(spoken(...all.toReversed()))
  })
})

describe('a time in the past', () => {
  const revoked = (iso: string): Uint8Array =>
    makeCrl({ entries: [{ serialNumber: 7n, date: date(iso), reason: 'superseded' }] })
  const past = '2026-06-10T12:00:00Z'
  const present = { validationTime: '2026-06-15T12:00:00Z' }

  it('is not reached by a later revocation, which stays a fact', async () => {
    const answer = await ask({ crls: [revoked('2026-06-10T12:00:01Z')], at: past, ...present })
    expect(answer.fact).toMatchObject({
      status: 'good',
      revokedAt: '2026-06-10T12:00:01Z',
      reason: 'superseded',
    })
    expect(answer.checks.at(-1)).toMatchObject({
      status: 'PASSED',
      facts: { at: past, revokedAt: '2026-06-10T12:00:01Z' },
    })
  })

  it('is reached by one at that moment', async () => {
    const crls = [revoked('2026-06-10T12:00:00Z')]
    expect(summary(await ask({ crls, at: past, ...present }))).toBe('revoked superseded')
  })

  it('is no excuse at the validation time itself: a CRL that lists it speaks', async () => {
    const crls = [revoked('2026-06-15T12:00:01Z')]
    expect(summary(await ask({ crls }))).toBe('revoked superseded')
  })
})

describe('a CRL and an OCSP answer', () => {
  it('are weighed against each other', async () => {
    const revokedCrl = makeCrl({
      entries: [{ serialNumber: 7n, date: date('2026-05-01T00:00:00Z'), reason: 'keyCompromise' }],
    })
    const both = await ask({ crls: [revokedCrl], ocsp: [makeOcsp()] })
    expect(summary(both)).toBe('revoked keyCompromise (OVERRULED)')
    const heldCrl = makeCrl({
      entries: [
        { serialNumber: 7n, date: date('2026-05-01T00:00:00Z'), reason: 'certificateHold' },
      ],
    })
    const lifted = await ask({ crls: [heldCrl], ocsp: [makeOcsp()] })
    expect(summary(lifted)).toBe('good (OVERRULED)')
    const older = makeOcsp({
      responses: [makeSingle({ thisUpdate: date('2026-06-15T07:00:00Z') })],
    })
    expect(summary(await ask({ crls: [heldCrl], ocsp: [older] }))).toBe(
      'revoked certificateHold (OVERRULED)',
    )
  })

  it('past its time still proves a revocation, but no hold and no good', async () => {
    const outdated = (reason: 'keyCompromise' | 'certificateHold'): Uint8Array =>
      makeCrl({
        thisUpdate: date('2026-05-02T00:00:00Z'),
        nextUpdate: date('2026-05-03T00:00:00Z'),
        entries: [{ serialNumber: 7n, date: date('2026-05-01T00:00:00Z'), reason }],
      })
    const proof = await ask({ crls: [outdated('keyCompromise')], ocsp: [makeOcsp()] })
    expect(summary(proof)).toBe('revoked keyCompromise (OVERRULED)')
    const hold = await ask({ crls: [outdated('certificateHold')], ocsp: [makeOcsp()] })
    expect(summary(hold)).toBe('good (EXPIRED)')
    expect(summary(await ask({ crls: [outdated('certificateHold')] }))).toBe('unknown (EXPIRED)')
  })
})

describe('the policy', () => {
  it('that never asks gets no answer and no objection', async () => {
    const answer = await ask({ crls: [makeCrl()], revocation: { required: 'never' } })
    expect(answer.fact.status).toBe('unknown')
    expect(answer.checks).toMatchObject([
      { id: 'revocation.evidence-present', status: 'NOT-APPLICABLE' },
    ])
    expect(answer.missing).toEqual([])
  })

  it('that asks where evidence is published lets others through, unless they are revoked', async () => {
    const revocation = { required: 'if-published' } as const
    const through = await ask({ revocation })
    expect(through.checks.map(({ status }) => status)).toEqual(['NOT-APPLICABLE', 'NOT-APPLICABLE'])
    expect(through.missing).toEqual([])
    const crls = [makeCrl({ entries: [{ serialNumber: 7n, date: date('2026-05-01T00:00:00Z') }] })]
    expect(summary(await ask({ revocation, crls }))).toBe('revoked unspecified')
  })
})
