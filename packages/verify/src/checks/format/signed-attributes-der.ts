import type { SignerInfo } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'

/**
 * Are the signed attributes carried in DER, sorted, as they were signed? Otherwise what one verifier hashes is not what
 * another one shows. Source: RFC 5652 §5.3, §5.4; X.690 §11.6.
 */
export const signedAttributesDer: Check<{ readonly signerInfo: SignerInfo }> = {
  id: 'format.signed-attributes-der',
  clause: 'RFC 5652 §5.3; X.690 §11.6',
  run({ signerInfo: { signedAttributes } }) {
    if (signedAttributes === undefined) return notApplicable('NO_SIGNED_ATTRIBUTES')
    return signedAttributes.wasDer ? passed() : failed('FORMAT_FAILURE')
  },
}
