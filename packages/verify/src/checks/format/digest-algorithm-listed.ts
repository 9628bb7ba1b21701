import { digestAlgorithmOf, type SignedData, type SignerInfo } from '@chopmark/core'
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
    const listed = signedData.digestAlgorithms.find((algorithm) => algorithm.oid === oid)
    if (listed === undefined) return failed('FORMAT_FAILURE', { oid, listed: false })
    // A digest that this code knows takes NULL or no parameters; anything else there hides something.
    const malformed = [listed, signerInfo.digestAlgorithm].some((algorithm) => {
      const known = digestAlgorithmOf(algorithm)
      return !known.ok && known.problem === 'BAD_PARAMETERS'
    })
    return malformed ? failed('FORMAT_FAILURE', { oid, parameters: 'malformed' }) : passed({ oid })
  },
}
