import type { Instant } from '@chopmark/core'
import type { Evidence, EvidenceNeed } from './evidence.js'
import { sortedNeeds } from './evidence-needs.js'
import type { ValidationPolicy } from './policy.js'
import { runSteps } from './revocation/steps.js'
import { decideDocument, type ValidationOptions } from './validate-document.js'

/**
 * What the decision about this evidence lacks: content digests first, then certificates, then revocation evidence. Decides
 * as `validateDocument` does, so a collector that asks again after each fetch gets what that fetch made necessary; an
 * empty list means that nothing which can be fetched would change the reports.
 * @returns Each need once, sorted.
 */
export async function planEvidence(
  evidence: Evidence,
  policy: ValidationPolicy,
  validationTime: Instant,
  options: ValidationOptions = {},
): Promise<readonly EvidenceNeed[]> {
  const { missing } = await runSteps(decideDocument(evidence, policy, validationTime, options))
  return sortedNeeds(missing)
}
