import type { SignedData, SignerInfo } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'

/**
 * Does the SignedData announce the digest algorithm that this signer used? RFC 5652 §5.1 lets a verifier refuse one that
 * does not; whoever swaps the signer's algorithm has to change both places. A counter-signature digests something else
 * and is not announced. Source: RFC 5652 §5.1.
 */
export const digestAlgorithmListed: Check<{
  readonly signedData: SignedData
  readonly signerInfo: SignerInfo
  readonly counterSignature: boolean
}> = {
  id: 'format.digest-algorithm-listed',
  clause: 'RFC 5652 §5.1',
  run({ signedData, signerInfo, counterSignature }) {
    if (counterSignature) return notApplicable('COUNTER_SIGNATURE')
    const { oid } = signerInfo.digestAlgorithm
    const listed = signedData.digestAlgorithms.some((algorithm) => algorithm.oid === oid)
    return listed ? passed({ oid }) : failed('FORMAT_FAILURE', { oid })
  },
}
