import { type SignedData, Tag } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'

/**
 * Is the attached content an OCTET STRING? What is digested are its contents octets under any tag, so the tag itself is not
 * protected: with another one the content could be shown as something else. Source: RFC 5652 §5.2.
 */
export const contentOctets: Check<{
  readonly signedData: SignedData
  readonly counterSignature: boolean
}> = {
  id: 'format.content-octets',
  clause: 'RFC 5652 §5.2',
  run({ signedData: { eContentTag }, counterSignature }) {
    if (counterSignature) return notApplicable('COUNTER_SIGNATURE')
    if (eContentTag === undefined) return notApplicable('DETACHED')
    return eContentTag === Tag.octetString
      ? passed()
      : failed('FORMAT_FAILURE', { tag: eContentTag })
  },
}
