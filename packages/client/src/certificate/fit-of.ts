import type {
  Certificate,
  CertificateProfile,
  Instant,
  LocalizedText,
  SignatureRequest,
} from '@chopmark/core'
import { shortText, textsOf } from './certificate-summary.js'

/** Why a certificate does not fit the request, as far as the page can tell. */
export type MisfitCode =
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'ISSUER'
  | 'WRONG_PERSON'
  | 'KEY_USAGE'
  | 'KEY_KIND'
  | 'PROFILE' // another kind of certificate than the request asks for
  | 'TERMS' // its terms forbid such signatures: e-Cert (Encipherment), e-Cert (Server)
  | 'DESIGNATED' // its terms allow only designated transactions: Bank-Cert
  | 'CLOCK_EXPIRED'
  | 'CLOCK_NOT_YET_VALID'

/** Does the certificate fit the request, as far as the page can tell? The server decides; this saves a person a try. */
export interface Fit {
  readonly fits: 'yes' | 'doubtful' | 'no'
  /** Why not, or why doubtful. */
  readonly misfit?: MisfitCode
  /** For WRONG_PERSON: whom the request names. */
  readonly wanted?: string
  /** For PROFILE: the kinds that the request accepts, as far as they are known. */
  readonly wantedKinds?: readonly LocalizedText[]
}

/** A certificate with what is known of it. */
export interface FitInput {
  readonly certificate: Certificate
  /** SHA-256 of the DER issuer name, lower-case hex. */
  readonly issuerNameSha256: string
  /** Undefined: of no kind that is known, or none are known. */
  readonly profile: CertificateProfile | undefined
  /** The kinds that are known; empty: kinds are not looked at. */
  readonly profiles: readonly CertificateProfile[]
}

/**
 * Compares a certificate with a request, the plainest reason first.
 * @param now - This device's clock: a hint only, since it may be wrong. What is certain comes from the request's own times.
 */
export function fitOf(known: FitInput, request: SignatureRequest, now: Instant): Fit {
  const { notBefore, notAfter, extension, subject } = known.certificate
  const { signer, createdAt, expiresAt } = request
  const no = (misfit: MisfitCode): Fit => ({ fits: 'no', misfit })
  const { keyUsage } = extension
  if (
    keyUsage !== undefined &&
    !keyUsage.includes('digitalSignature') &&
    !keyUsage.includes('nonRepudiation')
  ) {
    return no('KEY_USAGE')
  }
  if (signer.issuerNameSha256?.includes(known.issuerNameSha256) === false) return no('ISSUER')
  const kind = kindFit(known, signer.profiles)
  if (kind?.fits === 'no') return kind
  for (const [oid, wanted] of Object.entries(signer.subject ?? {})) {
    if (!textsOf(subject, oid).includes(wanted)) {
      return { ...no('WRONG_PERSON'), wanted: shortText(wanted) }
    }
  }
  // The portal's clock made these two times: beyond them there is no doubt.
  if (notAfter < Date.parse(createdAt)) return no('EXPIRED')
  if (notBefore > Date.parse(expiresAt)) return no('NOT_YET_VALID')
  if (kind !== undefined) return kind
  if (notAfter < now) return { fits: 'doubtful', misfit: 'CLOCK_EXPIRED' }
  if (notBefore > now) return { fits: 'doubtful', misfit: 'CLOCK_NOT_YET_VALID' }
  return { fits: 'yes' }
}

/** What kind and terms say against it, in the order in which the server asks (`trust.certificate-profile` of `verify`). */
function kindFit(
  { profile, profiles }: FitInput,
  accepted: readonly string[] | undefined,
): Fit | undefined {
  if (profiles.length === 0) return undefined
  if (accepted !== undefined && (profile === undefined || !accepted.includes(profile.id))) {
    const wantedKinds = profiles.filter(({ id }) => accepted.includes(id)).map(({ name }) => name)
    // Of no known kind: the page may know fewer of them than the portal does.
    return { fits: profile === undefined ? 'doubtful' : 'no', misfit: 'PROFILE', wantedKinds }
  }
  if (profile === undefined || profile.confidence === 'memory') return undefined
  if (profile.signing === 'forbidden') return { fits: 'no', misfit: 'TERMS' }
  // Whether this is such a transaction, the portal's policy knows; a request that names the kind has said so.
  if (profile.signing === 'designated' && accepted === undefined) {
    return { fits: 'doubtful', misfit: 'DESIGNATED' }
  }
  return undefined
}
