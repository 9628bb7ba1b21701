import { sameOctets, type SignerInfo } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Where the signature protects its algorithm identifiers: are they the ones outside, octet for octet?
 * Source: RFC 6211 §2, §3.
 */
export const algorithmProtection: Check<{
  readonly signerInfo: SignerInfo
  readonly attributes: AttributeReadings | null
}> = {
  id: 'crypto.algorithm-protection',
  clause: 'RFC 6211 §3',
  run({ signerInfo, attributes }) {
    const protection = attributes?.algorithmProtection
    if (protection === undefined) return notApplicable('NO_ALGORITHM_PROTECTION')
    const digestAlgorithm = sameOctets(
      protection.digestAlgorithm.raw,
      signerInfo.digestAlgorithm.raw,
    )
    const signatureAlgorithm =
      protection.signatureAlgorithm !== undefined &&
      sameOctets(protection.signatureAlgorithm.raw, signerInfo.signatureAlgorithm.raw)
    return digestAlgorithm && signatureAlgorithm
      ? passed()
      : failed('SIG_CRYPTO_FAILURE', { digestAlgorithm, signatureAlgorithm })
  },
}
