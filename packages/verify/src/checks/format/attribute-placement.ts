import type { SignerInfo } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, passed } from '../../outcomes.js'

/** What speaks about the signature value cannot be under it. RFC 5652 §11.4; RFC 5126 §6.1. */
const unsignedOnly = new Set([
  '1.2.840.113549.1.9.6', // counter-signature
  '1.2.840.113549.1.9.16.2.14', // signature-time-stamp
])

/** What speaks about the content counts only under the signature. RFC 5652 §11.1, §11.2, §11.3; RFC 5035 §5.4; RFC 6211 §2. */
const signedOnly = new Set([
  '1.2.840.113549.1.9.3', // content-type
  '1.2.840.113549.1.9.4', // message-digest
  '1.2.840.113549.1.9.5', // signing-time
  '1.2.840.113549.1.9.16.2.12', // signing-certificate
  '1.2.840.113549.1.9.16.2.47', // signing-certificate-v2
  '1.2.840.113549.1.9.52', // CMSAlgorithmProtection
])

/**
 * Does every attribute stand on the side of the signature where its definition puts it?
 * Source: RFC 5652 §11; RFC 5035 §5.4; RFC 6211 §2; RFC 5126 §6.1.
 */
export const attributePlacement: Check<{ readonly signerInfo: SignerInfo }> = {
  id: 'format.attribute-placement',
  clause: 'RFC 5652 §11; RFC 5035 §5.4; RFC 6211 §2',
  run({ signerInfo }) {
    const signed = (signerInfo.signedAttributes?.attributes ?? [])
      .map(({ oid }) => oid)
      .filter((oid) => unsignedOnly.has(oid))
    const unsigned = (signerInfo.unsignedAttributes ?? [])
      .map(({ oid }) => oid)
      .filter((oid) => signedOnly.has(oid))
    return signed.length === 0 && unsigned.length === 0
      ? passed()
      : failed('FORMAT_FAILURE', { signed: signed.sort(), unsigned: unsigned.sort() })
  },
}
