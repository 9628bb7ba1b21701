import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Does every signed attribute stand once, with one value, where its definition says so? Of two message digests one
 * verifier takes the first, another the last.
 * Source: RFC 5652 §11.1, §11.2, §11.3; RFC 5035 §5.4; RFC 6211 §2; RFC 2634 §2.9; ETSI EN 319 122-1 §5.2.
 */
export const attributeOnce: Check<{ readonly attributes: AttributeReadings | null }> = {
  id: 'format.attribute-once',
  clause: 'RFC 5652 §11.1, §11.2, §11.3; RFC 5035 §5.4; RFC 6211 §2',
  run({ attributes }) {
    if (attributes === null) return notApplicable('NO_SIGNED_ATTRIBUTES')
    const { repeated, notSingleValued } = attributes
    if (repeated.length === 0 && notSingleValued.length === 0) return passed()
    return failed('FORMAT_FAILURE', { repeated, notSingleValued })
  },
}
