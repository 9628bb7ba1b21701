import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Is the message-digest attribute there? Without it the signed attributes bind no content. Source: RFC 5652 §5.3, §11.2.
 */
export const messageDigestAttribute: Check<{ readonly attributes: AttributeReadings | null }> = {
  id: 'format.message-digest-attribute',
  clause: 'RFC 5652 §5.3, §11.2',
  run({ attributes }) {
    if (attributes === null) return notApplicable('NO_SIGNED_ATTRIBUTES')
    const { messageDigestHex } = attributes
    return messageDigestHex === undefined
      ? failed('FORMAT_FAILURE')
      : passed({ messageDigest: messageDigestHex })
  },
}
