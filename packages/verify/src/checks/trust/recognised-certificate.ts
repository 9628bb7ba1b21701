import type { Instant, TrustAnchor } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { ValidationPolicy } from '../../policy.js'
import { recognitionAt } from '../../trust/recognition-at.js'
import { isoTime } from '../../iso-time.js'

/**
 * Was the CA (or its class of certificates) recognised when the signature was made, as far as that is proved?
 * Source: Cap. 553 s.6(1A), s.6(2), s.21, s.22.
 */
export const trustRecognisedCertificate: Check<{
  readonly anchor: TrustAnchor | null
  readonly bestSignatureTime: Instant
  readonly policy: ValidationPolicy
}> = {
  id: 'trust.recognised-certificate',
  clause: 'Cap. 553 s.6(1A), s.6(2)',
  run({ anchor, bestSignatureTime, policy }) {
    if (!policy.requireRecognition) return notApplicable('NOT_REQUIRED')
    if (anchor === null) return notApplicable('NO_TRUST_ANCHOR')
    const period = recognitionAt(anchor, bestSignatureTime)
    const facts = {
      trustAnchorId: anchor.id,
      at: isoTime(bestSignatureTime),
      recognition: period === null ? 'none' : period.status,
      source: period === null ? null : period.source,
    }
    return period?.status === 'recognised'
      ? passed(facts)
      : indeterminate('CHAIN_CONSTRAINTS_FAILURE', facts)
  },
}
