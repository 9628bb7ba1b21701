import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Does every signed attribute that this code knows have the syntax its definition gives? Facts list the types and what
 * the signer claims by them; claims are shown, never relied on. Source: RFC 5652 §11; RFC 5035 §5; RFC 5126 §5.
 */
export const attributeSyntax: Check<{ readonly attributes: AttributeReadings | null }> = {
  id: 'format.attribute-syntax',
  clause: 'RFC 5652 §11; RFC 5035 §5',
  run({ attributes }) {
    if (attributes === null) return notApplicable('NO_SIGNED_ATTRIBUTES')
    return attributes.malformed.length === 0
      ? passed({ types: attributes.types, ...attributes.claims })
      : failed('FORMAT_FAILURE', { malformed: attributes.malformed })
  },
}
