import type { SignedData } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Is the content-type attribute there, and the type of what was signed? Otherwise signed data of one type is shown as
 * another. A counter-signature must not have one (a check of its own). Source: RFC 5652 §5.3, §11.1.
 */
export const contentTypeAttribute: Check<{
  readonly attributes: AttributeReadings | null
  readonly signedData: SignedData
  readonly counterSignature: boolean
}> = {
  id: 'format.content-type-attribute',
  clause: 'RFC 5652 §5.3, §11.1',
  run({ attributes, signedData, counterSignature }) {
    if (counterSignature) return notApplicable('COUNTER_SIGNATURE')
    if (attributes === null) return notApplicable('NO_SIGNED_ATTRIBUTES')
    const contentType = attributes.contentType ?? null
    const facts = { contentType, eContentType: signedData.eContentType }
    return contentType === signedData.eContentType ? passed(facts) : failed('FORMAT_FAILURE', facts)
  },
}
