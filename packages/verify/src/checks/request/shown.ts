import type { SignatureRequest } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Does the signature say that its signer was shown what the request wanted shown, and is it what the document shows? Where
 * the document can be shown again by the same rules, its digest has to be the one that was signed, asked for or not.
 * Source: ETSI EN 319 102-1 §5.2.8 (signature acceptance); the attribute is Chopmark's own, see `Shown` in core.
 */
export const requestShown: Check<{
  readonly request: SignatureRequest | null
  readonly attributes: AttributeReadings | null
  readonly shownAgain: 'same' | 'other' | null
}> = {
  id: 'request.shown',
  clause: 'ETSI EN 319 102-1 §5.2.8',
  run({ request, attributes, shownAgain }) {
    if (request === null) return notApplicable('NO_REQUEST')
    const shown = attributes?.claims['shown'] ?? null
    const asked = request.shown ?? null
    if (shown === null && asked === null) return notApplicable('NOT_ASKED')
    const facts = { asked, shown, shownAgain }
    const enough = asked === null || attributes?.shown?.extent === asked
    return enough && shownAgain !== 'other'
      ? passed(facts)
      : indeterminate('SIG_CONSTRAINTS_FAILURE', facts)
  },
}
