// Compiled with everything else (`npm run types`), never run: what the types promise, and what they refuse.
import { instant, type TrustAnchor, trustAnchors } from '@chopmark/core'
import { definePolicy, type Evidence, type ValidationReport, validateDocument } from './index.js'

/** Every report has one of three indications, each with what belongs to it. */
export function everyIndication(report: ValidationReport): string {
  switch (report.indication) {
    case 'TOTAL-PASSED':
      return report.trustAnchorId
    case 'TOTAL-FAILED':
      return `${report.subIndication} ${report.decidedBy}`
    case 'INDETERMINATE':
      return `${report.subIndication} ${report.missing.length}`
  }
}

/** Misuse that does not compile. */
export const misuses: readonly ((
  report: ValidationReport,
  evidence: Evidence,
  anchors: readonly TrustAnchor[],
) => unknown)[] = [
  // @ts-expect-error -- no boolean stands for a verdict
  (report) => report.valid,
  // @ts-expect-error -- an anchor speaks only for a signature that passed
  (report) => report.trustAnchorId,
  // @ts-expect-error -- only an undecided signature lacks evidence
  (report) => report.missing,
  // @ts-expect-error -- a policy takes anchors that trustAnchors() has looked at
  (_, __, anchors) => definePolicy({ id: 'p', trustAnchors: anchors }),
  // @ts-expect-error -- whom to trust is never a default
  () => definePolicy({ id: 'p' }),
  (_, evidence, anchors) =>
    // @ts-expect-error -- a moment is an Instant, not the clock's number
    validateDocument(evidence, definePolicy({ id: 'p', trustAnchors: trustAnchors(anchors) }), 0),
]

/** What the last one should have been. */
export const use = (evidence: Evidence, anchors: readonly TrustAnchor[]): Promise<unknown> =>
  validateDocument(
    evidence,
    definePolicy({ id: 'p', trustAnchors: trustAnchors(anchors) }),
    instant('2026-11-24T06:00:00Z'),
  )
