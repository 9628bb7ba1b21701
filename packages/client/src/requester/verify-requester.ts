import {
  canonicalJson,
  type Certificate,
  hex,
  type Instant,
  type Name,
  parseCertificate,
  requestContentType,
  type SignatureRequest,
} from '@chopmark/core'
import { readCms, requesterPolicy, validateDocument, type ValidationReport } from '@chopmark/verify'
import type { RequesterCode } from '../client-error.js'
import { type Portal, subtle } from '../wire/portal.js'
import { drawRequester } from './draw-requester.js'
import { fetchProof, type FetchedProof } from './fetch-proof.js'
import { rememberRequester } from './known-requester.js'
import type { RequesterOptions } from './requester-options.js'
import { requesterError } from './requester-texts.js'

/** Who asks, by a certificate that holds. */
export interface VerifiedRequester {
  /** The organisation, as the certificate's profile reads it. */
  readonly organisation: string
  /** Id of the profile. */
  readonly profile: string | null
  /** The CA's common name. */
  readonly issuer: string
}

/**
 * Verifies who asks before anything is shown: the requester's signature over exactly the fields that were parsed, its
 * certificate up to a trust anchor, revocation by what the portal stapled, and that the certificate names the site that asks.
 * This device's clock is the validation time; it may be off by five minutes (`requesterPolicy`).
 * @throws ClientError `REQUESTER_…` with its texts, `PORTAL_UNREACHABLE`; the signal's reason.
 */
export async function verifyRequester(
  request: SignatureRequest,
  connection: Portal['connection'],
  { trust, accept = 'required' }: RequesterOptions,
  signal: AbortSignal | undefined,
): Promise<void> {
  const [proof, trusted] = await Promise.all([
    fetchProof(connection, signal),
    typeof trust === 'function' ? trust() : trust,
  ])
  if (proof === undefined) {
    if (accept === 'required') throw requesterError('REQUESTER_UNSIGNED')
    return
  }
  const policy = requesterPolicy(trusted)
  const requester = await judgeProof(request, proof, policy, Date.now() as Instant)
  if (typeof requester === 'string') throw requesterError(requester)
  const profile = policy.certificateProfiles.find(({ id }) => id === requester.profile)
  rememberRequester(request, drawRequester(request, requester, profile?.name))
}

/**
 * The judgement alone: of the signature over the request's canonical JSON (RFC 8785), which is made anew from the parsed
 * fields, so that nothing unsigned is shown.
 * @returns The requester, or why it is not believed.
 */
export async function judgeProof(
  request: SignatureRequest,
  { signature, items }: FetchedProof,
  policy: ReturnType<typeof requesterPolicy>,
  at: Instant,
): Promise<VerifiedRequester | RequesterCode> {
  const document = readCms(signature)
  const [signedData] = document.ok ? document.value.signatures : []
  // Detached, of its own content type, by one signer: any other signature of the same key was made for something else.
  if (
    signedData?.eContentType !== requestContentType ||
    signedData.eContent !== undefined ||
    signedData.signerInfos.length !== 1
  ) {
    return 'REQUESTER_SIGNATURE_BROKEN'
  }
  const bytes = new TextEncoder().encode(canonicalJson(request))
  const content = { sizeBytes: bytes.length, digests: [], bytes }
  const [report] = (await validateDocument({ document, content, items }, policy, at)).reports
  if (report.indication !== 'TOTAL-PASSED') return refusalOf(report)
  // A sandbox proves nobody's identity in a request that claims to count.
  if (report.sandbox && !request.sandbox) return 'REQUESTER_NOT_RECOGNISED'
  const certificate = await signerOf(signedData.certificates, report)
  if (certificate === undefined || report.signer === null) return 'REQUESTER_NOT_RECOGNISED'
  if (!namesSite(certificate, new URL(request.origin).hostname)) return 'REQUESTER_WRONG_SITE'
  const { subject, issuer } = certificate
  const { identity, profile, ...names } = report.signer
  return {
    organisation: identity['organisation'] ?? textOf(subject, organizationName) ?? names.subject,
    profile,
    issuer: textOf(issuer, commonName) ?? names.issuer,
  }
}

const commonName = '2.5.4.3'
const organizationName = '2.5.4.10'

function refusalOf(report: ValidationReport): RequesterCode {
  if (report.intact !== true || report.indication === 'TOTAL-PASSED') {
    return 'REQUESTER_SIGNATURE_BROKEN'
  }
  switch (report.subIndication) {
    case 'FORMAT_FAILURE':
    case 'HASH_FAILURE':
    case 'SIG_CRYPTO_FAILURE':
      return 'REQUESTER_SIGNATURE_BROKEN'
    case 'REVOKED':
    case 'REVOKED_NO_POE':
    case 'REVOKED_CA_NO_POE':
      return 'REQUESTER_REVOKED'
    case 'EXPIRED':
    case 'NOT_YET_VALID':
    case 'OUT_OF_BOUNDS_NO_POE':
    case 'OUT_OF_BOUNDS_NOT_REVOKED':
      return 'REQUESTER_NOT_CURRENT'
    case 'TRY_LATER':
      return 'REQUESTER_REVOCATION_UNKNOWN'
    default:
      return 'REQUESTER_NOT_RECOGNISED'
  }
}

/** The certificate that the report is about, among those that came in the signature. */
async function signerOf(
  carried: readonly { readonly raw: Uint8Array }[],
  { signer }: ValidationReport,
): Promise<Certificate | undefined> {
  for (const { raw } of carried) {
    const digest = new Uint8Array(await subtle().digest('SHA-256', raw as BufferSource))
    if (hex(digest) !== signer?.sha256) continue
    const parsed = parseCertificate(raw)
    return parsed.ok ? parsed.value : undefined
  }
  return undefined
}

function textOf({ rdns }: Name, oid: string): string | undefined {
  return rdns.flat().find((attribute) => attribute.oid === oid)?.text
}

/**
 * Does the certificate name this host? One without DNS names, an organisation's, is bound to no site.
 * Source: RFC 9525 §6.3: a wildcard stands for one whole left-most label.
 */
export function namesSite({ extension }: Certificate, host: string): boolean {
  const names = (extension.subjectAltName ?? []).flatMap((name) =>
    name.kind === 'dNSName' ? [name.text.toLowerCase()] : [],
  )
  const above = host.slice(host.indexOf('.'))
  return (
    names.length === 0 ||
    names.some((name) => name === host || (name.startsWith('*.') && name.slice(1) === above))
  )
}
