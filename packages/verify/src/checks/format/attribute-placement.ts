import { type Attribute, attributeOids, type SignerInfo } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, passed } from '../../outcomes.js'

/** What speaks about the signature value cannot be under it. RFC 5652 §11.4; RFC 5126 §6.1. */
const unsignedOnly: ReadonlySet<string> = new Set([
  attributeOids.counterSignature,
  attributeOids.signatureTimeStamp,
])

/** What speaks about the content counts only under the signature. RFC 5652 §11.1, §11.2, §11.3; RFC 5035 §5.4; RFC 6211 §2. */
const signedOnly: ReadonlySet<string> = new Set([
  attributeOids.contentType,
  attributeOids.messageDigest,
  attributeOids.signingTime,
  attributeOids.signingCertificate,
  attributeOids.signingCertificateV2,
  attributeOids.algorithmProtection,
])

function misplaced(
  attributes: readonly Attribute[] = [],
  elsewhere: ReadonlySet<string>,
): string[] {
  const types: string[] = []
  for (const { oid } of attributes) if (elsewhere.has(oid)) types.push(oid)
  return types
}

/**
 * Does every attribute stand on the side of the signature where its definition puts it?
 * Source: RFC 5652 §11; RFC 5035 §5.4; RFC 6211 §2; RFC 5126 §6.1.
 */
export const attributePlacement: Check<{ readonly signerInfo: SignerInfo }> = {
  id: 'format.attribute-placement',
  clause: 'RFC 5652 §11; RFC 5035 §5.4; RFC 6211 §2',
  run({ signerInfo }) {
    const signed = misplaced(signerInfo.signedAttributes?.attributes, unsignedOnly)
    const unsigned = misplaced(signerInfo.unsignedAttributes, signedOnly)
    return signed.length === 0 && unsigned.length === 0
      ? passed()
      : failed('FORMAT_FAILURE', { signed: signed.sort(), unsigned: unsigned.sort() })
  },
}
