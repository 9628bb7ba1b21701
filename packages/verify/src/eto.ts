import type { Instant } from '@chopmark/core'
import type { ReportBody } from './report.js'
import type { SignatureState } from './signature/signature-state.js'
import { recognitionAt } from './trust/recognition-at.js'

type Eto = ReportBody['eto']

const unproven: Eto = {
  recognisedAt: 'unproven',
  withinValidity: 'unproven',
  withinTerms: 'unproven',
}

/**
 * What can be said under Cap. 553 s.6(1A) and s.6(2), beside the ETSI verdict (decision D8): was the certificate
 * recognised, was the signature generated within its validity, was it used within its terms. Nothing is proved of a
 * signature that does not verify, or of a certificate without a path; and an expired certificate leaves open when it was
 * used, unless a proof of time says.
 */
export function etoVerdict(state: SignatureState, intact: boolean | null): Eto {
  const { signer, anchor, bestSignatureTime, notBeforeProof } = state
  if (intact !== true || signer === null || anchor === null || !pathHolds(state)) return unproven
  const period = recognitionAt(anchor, bestSignatureTime)
  const recognisedAt = period?.status === 'recognised' ? 'yes' : 'no'
  const { notBefore, notAfter } = signer.certificate
  return {
    recognisedAt,
    withinValidity: within(notBefore, notAfter, bestSignatureTime, notBeforeProof, recognisedAt),
    withinTerms: termsOf(state),
  }
}

/** Only time and revocation may be open: everything else about the path is about who issued the certificate. */
function pathHolds({ path }: SignatureState): boolean {
  if (path === null) return false
  const { valid, stoppedBy } = path.best
  return (
    valid || stoppedBy?.id === 'path.validity' || stoppedBy?.id.startsWith('revocation.') === true
  )
}

function within(
  notBefore: Instant,
  notAfter: Instant,
  at: Instant,
  notBeforeProof: Instant | null,
  recognisedAt: Eto['recognisedAt'],
): Eto['withinValidity'] {
  const end = notAfter + 999
  if (at < notBefore || (notBeforeProof !== null && notBeforeProof > end)) return 'no'
  if (at > end) return 'unproven'
  // s.6(2)(a), (b): recognition must have stood at that moment too.
  return recognisedAt
}

/** Revocation comes by the certificate's terms (the CPS), and so does what it may be used for. */
function termsOf({
  profile,
  revokedAt,
  notBeforeProof,
  knownGood,
  policy,
}: SignatureState): Eto['withinTerms'] {
  if (profile !== null && profile.confidence !== 'memory' && profile.signing === 'forbidden') {
    return 'no'
  }
  if (revokedAt !== null) {
    return notBeforeProof !== null && revokedAt <= notBeforeProof ? 'no' : 'unproven'
  }
  if (!knownGood || profile === null || profile.confidence === 'memory') return 'unproven'
  if (profile.signing === 'allowed') return 'yes'
  return policy.acceptedProfiles !== 'any' && policy.acceptedProfiles.includes(profile.id)
    ? 'yes'
    : 'unproven'
}
