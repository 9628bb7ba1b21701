import type { CheckOutcome, Facts } from './check.js'
import type { FailedSubIndication, IndeterminateSubIndication } from './indication.js'

const noFacts: Facts = Object.freeze({})

/** The four outcomes by name, so that a check reads as its question. */
export const passed = (facts: Facts = noFacts): CheckOutcome => ({ status: 'PASSED', facts })

export const failed = (subIndication: FailedSubIndication, facts: Facts = {}): CheckOutcome => ({
  status: 'FAILED',
  subIndication,
  facts,
})

export const indeterminate = (
  subIndication: IndeterminateSubIndication,
  facts: Facts = {},
): CheckOutcome => ({ status: 'INDETERMINATE', subIndication, facts })

export const notApplicable = (reason: string): CheckOutcome => ({
  status: 'NOT-APPLICABLE',
  reason,
})
