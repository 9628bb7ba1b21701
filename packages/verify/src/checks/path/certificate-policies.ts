import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'
import type { PolicyAnswer } from '../../path/policy-graph.js'

/**
 * Is the path valid for a certificate policy, where one is demanded?
 * Source: RFC 5280 §6.1.3 (d)–(f), §6.1.4 (a), (b), §6.1.5 (g), as RFC 9618 states them.
 */
export const certificatePolicies: Check<PolicyAnswer, 'path.certificate-policies'> = {
  id: 'path.certificate-policies',
  clause: 'RFC 5280 §6.1.5 (g), RFC 9618 §5',
  run({ problem, explicitPolicy, userConstrained, authorityConstrained }) {
    const facts = { explicitPolicy, userConstrained, authorityConstrained }
    return problem === null
      ? passed(facts)
      : indeterminate('CHAIN_CONSTRAINTS_FAILURE', { ...facts, problem })
  },
}
