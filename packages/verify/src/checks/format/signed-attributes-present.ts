import { contentTypeOids, type SignedData, type SignerInfo } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'
import type { ValidationPolicy } from '../../policy.js'

/**
 * Are there signed attributes where they are needed? Always in CAdES (ETSI EN 319 122-1 §5), and in any CMS whose content
 * is not plain data. Source: RFC 5652 §5.3.
 */
export const signedAttributesPresent: Check<{
  readonly signedData: SignedData
  readonly signerInfo: SignerInfo
  readonly counterSignature: boolean
  readonly policy: ValidationPolicy
}> = {
  id: 'format.signed-attributes-present',
  clause: 'ETSI EN 319 122-1 §5.1; RFC 5652 §5.3',
  run({ signedData, signerInfo, counterSignature, policy }) {
    if (signerInfo.signedAttributes !== undefined) {
      return passed({ count: signerInfo.signedAttributes.attributes.length })
    }
    const { level } = policy.signature
    const plain = counterSignature || signedData.eContentType === contentTypeOids.data
    if (level === 'CMS' && plain) return notApplicable('NOT_REQUIRED')
    return failed('FORMAT_FAILURE', { level, eContentType: signedData.eContentType })
  },
}
