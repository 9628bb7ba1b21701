import type { SignerInfo } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, indeterminate, notApplicable, passed } from '../../outcomes.js'

/** `unknown`: detached, and whoever streamed it kept no head to look at. */
export type ContentShape = 'attributes' | 'other' | 'unknown'

/**
 * Where there are no signed attributes: is the content itself no DER of signed attributes? A signature over attributes
 * also verifies as a signature over their encoding as content, so somebody who took the attributes away would have
 * 'signed' them (Strenzke's existential forgery).
 * Source: RFC 5652 §5.3 note; draft-ietf-lamps-cms-euf-cma-signeddata.
 */
export const contentNotAttributes: Check<{
  readonly signerInfo: SignerInfo
  readonly contentShape: ContentShape | null
}> = {
  id: 'format.content-not-attributes',
  clause: 'RFC 5652 §5.3; draft-ietf-lamps-cms-euf-cma-signeddata',
  run({ signerInfo, contentShape }) {
    if (signerInfo.signedAttributes !== undefined) return notApplicable('SIGNED_ATTRIBUTES_PRESENT')
    if (contentShape === null) return notApplicable('NO_CONTENT')
    if (contentShape === 'attributes') return failed('FORMAT_FAILURE')
    return contentShape === 'other' ? passed() : indeterminate('SIGNED_DATA_NOT_FOUND')
  },
}
