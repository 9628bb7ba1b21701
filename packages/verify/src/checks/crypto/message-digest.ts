import { hex, sameOctets } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Is the digest of the content the one that was signed? Without signed attributes the signature value itself answers.
 * Source: ETSI EN 319 102-1 §5.2.7; RFC 5652 §5.4, §5.6.
 */
export const messageDigest: Check<{
  readonly attributes: AttributeReadings | null
  readonly contentDigest: Uint8Array | null
}> = {
  id: 'crypto.message-digest',
  clause: 'ETSI EN 319 102-1 §5.2.7; RFC 5652 §5.6',
  run({ attributes, contentDigest }) {
    if (attributes === null) return notApplicable('NO_SIGNED_ATTRIBUTES')
    if (contentDigest === null) return notApplicable('NO_CONTENT_DIGEST')
    const { messageDigest: octets, messageDigestHex: signed } = attributes
    if (octets === undefined || signed === undefined) return notApplicable('NO_MESSAGE_DIGEST')
    return sameOctets(octets, contentDigest)
      ? passed({ digest: signed })
      : failed('HASH_FAILURE', { signed, computed: hex(contentDigest) })
  },
}
