import { contentTypeOids, type SignedData } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, passed } from '../../outcomes.js'

/**
 * Does the version of the SignedData say what is inside? A verifier that reads by version and one that reads by
 * content would otherwise see two different messages. Source: RFC 5652 §5.1.
 */
export const signedDataVersion: Check<{ readonly signedData: SignedData }> = {
  id: 'format.signed-data-version',
  clause: 'RFC 5652 §5.1',
  run({ signedData }) {
    const { version } = signedData
    const expected = versionOf(signedData)
    const facts = { version, expected }
    return version === expected ? passed(facts) : failed('FORMAT_FAILURE', facts)
  },
}

function versionOf(signedData: SignedData): number {
  let version = 1
  if (signedData.eContentType !== contentTypeOids.data) version = 3
  for (const signer of signedData.signerInfos) if (signer.version === 3) version = 3
  for (const { kind } of signedData.certificates) {
    if (kind === 'other') return 5
    if (kind === 'v2AttrCert') version = 4
    if (kind === 'v1AttrCert' && version < 3) version = 3
  }
  for (const { kind } of signedData.revocationInfos) if (kind !== 'crl') return 5
  return version
}
