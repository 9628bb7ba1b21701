import { attributeOids } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Is a counter-signature free of a content-type attribute? It signs a signature value, which has no type; with the
 * attribute it could be presented as a signature over content. Source: RFC 5652 §11.4.
 */
export const counterSignatureAttributes: Check<{
  readonly attributes: AttributeReadings | null
  readonly counterSignature: boolean
}> = {
  id: 'format.counter-signature-attributes',
  clause: 'RFC 5652 §11.4',
  run({ attributes, counterSignature }) {
    if (!counterSignature) return notApplicable('NOT_A_COUNTER_SIGNATURE')
    if (attributes === null) return notApplicable('NO_SIGNED_ATTRIBUTES')
    const contentType = attributes.contentType ?? null
    const present = attributes.types.includes(attributeOids.contentType)
    return present ? failed('FORMAT_FAILURE', { contentType }) : passed()
  },
}
