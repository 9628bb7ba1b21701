import { nameKey, sameOctets } from '@chopmark/core'
import type { KeyUsageBit, SubjectPublicKeyInfo } from '@chopmark/core'
import type { CrlSignerPath } from '../checks/revocation/crl-signer-path.js'
import type { SourceSignature } from '../checks/revocation/crl-signature.js'
import type { KnownCertificate, KnownCrl, SearchContext } from '../decision-context.js'
import type { Moments } from '../moments.js'
import type {
  FindPath,
  RevocationInput,
  RevocationTrail,
  SignerPathAnswer,
} from './revocation-input.js'
import { verifySource } from './source-signature.js'
import { type Steps, settled } from './steps.js'

/** Who signed a CRL, as far as it could be found out. */
export interface CrlSigner {
  readonly signature: SourceSignature
  /** Null when no key verified the signature. */
  readonly path: CrlSignerPath | null
  readonly keyUsage: readonly KeyUsageBit[] | undefined
  readonly sound: boolean
}

/** A key that carries the CRL issuer's name. */
interface Candidate {
  readonly key: SubjectPublicKeyInfo
  readonly label: string
  /** The key of the path itself (the issuer's or the anchor's): its path is the one under validation. */
  readonly ofPath: boolean
  readonly certificate?: KnownCertificate | undefined
}

/** Keys tried for one CRL. A CA that signs certificates and CRLs with different keys has two, in a key roll-over four. */
const maxCandidates = 16
/** Signer paths inside signer paths. PKITS needs two; each level is an indirect CRL about the signer of an indirect CRL. */
const maxDepth = 4

/**
 * Finds the key that signed a CRL: the certificate issuer's, the trust anchor's, or that of a certificate with the CRL issuer's
 * name and a valid path of its own to the same trust anchor.
 * For the issuer's own CRLs a separate key counts only when the same CA certified it: a certificate issued by the issuer itself
 * or by whoever certified the issuer. A namesake under the same anchor speaks for its own certificates alone.
 * Source: RFC 5280 §6.3.3 (f), (g).
 */
export function* findCrlSigner(
  { crl }: KnownCrl,
  input: RevocationInput,
  context: SearchContext,
  findPath: FindPath,
): Steps<CrlSigner> {
  const { candidates, more } = candidatesFor(crl, input, context)
  let best: CrlSigner = {
    // Somebody nobody looked at may have signed it.
    signature: { result: more ? 'budget' : 'not-verified' },
    path: null,
    keyUsage: undefined,
    sound: false,
  }
  for (const candidate of candidates) {
    const signature = yield* verifySource(
      crl,
      candidate.key,
      candidate.label,
      input.moments,
      context,
    )
    if (signature.result !== 'verified') {
      if (best.path === null && best.signature.result === 'not-verified') {
        best = { ...best, signature }
      }
      if (signature.result === 'mismatch' || signature.result === 'budget') break
      continue
    }
    const keyUsage = candidate.certificate?.certificate.extension.keyUsage
    const path = yield* pathOf(candidate, crl, input, context, findPath)
    const pathHolds =
      path.signer === 'issuer' ||
      path.signer === 'in-question' ||
      (path.signer === 'separate' && path.valid)
    const sound = pathHolds && (keyUsage === undefined || keyUsage.includes('cRLSign'))
    if (sound || best.path === null) best = { signature, path, keyUsage, sound }
    if (sound) break
  }
  return best
}

function candidatesFor(
  crl: KnownCrl['crl'],
  input: RevocationInput,
  context: SearchContext,
): { readonly candidates: readonly Candidate[]; readonly more: boolean } {
  const { issuer, anchor } = input
  const name = nameKey(crl.issuer)
  const candidates: Candidate[] = []
  if (nameKey(issuer.name) === name) {
    candidates.push({
      key: issuer.subjectPublicKeyInfo,
      label: issuer.certificate?.sha256 ?? anchor.id,
      ofPath: true,
      certificate: issuer.certificate,
    })
  }
  if (
    nameKey(anchor.name) === name &&
    !candidates.some(({ key }) => sameOctets(key.raw, anchor.subjectPublicKeyInfo.raw))
  ) {
    candidates.push({ key: anchor.subjectPublicKeyInfo, label: anchor.id, ofPath: true })
  }
  const keyIdentifier = crl.extension.authorityKeyIdentifier?.keyIdentifier
  const others = context.certificates
    .withSubject(crl.issuer)
    .filter(({ sha256 }) => sha256 !== issuer.certificate?.sha256)
  if (others.length === 0) return { candidates, more: false }
  const fits = ({ certificate }: KnownCertificate): boolean =>
    keyIdentifier !== undefined &&
    certificate.extension.subjectKeyIdentifier !== undefined &&
    sameOctets(certificate.extension.subjectKeyIdentifier, keyIdentifier)
  // Key identifiers only order the candidates: old Hong Kong CAs carry none.
  for (const known of [...others.filter(fits), ...others.filter((other) => !fits(other))]) {
    if (candidates.length >= maxCandidates) return { candidates, more: true }
    candidates.push({
      key: known.certificate.subjectPublicKeyInfo,
      label: known.sha256,
      ofPath: false,
      certificate: known,
    })
  }
  return { candidates, more: false }
}

function* pathOf(
  candidate: Candidate,
  crl: KnownCrl['crl'],
  input: RevocationInput,
  context: SearchContext,
  findPath: FindPath,
): Steps<CrlSignerPath> {
  const { certificate } = candidate
  if (candidate.ofPath || certificate === undefined) return { signer: 'issuer' }
  const { sha256 } = certificate
  if (isNamesake(certificate, crl, input)) return { signer: 'namesake', certificate: sha256 }
  const trail: RevocationTrail = input.trail ?? { depth: 0, signers: [] }
  // Its own status is the question that led here, and this CRL holds the answer: RFC 5280 forbids nothing (PKITS 4.14.30).
  if (trail.signers.at(-1) === sha256) return { signer: 'in-question', certificate: sha256 }
  if (trail.depth >= maxDepth || trail.signers.includes(sha256)) {
    return {
      signer: 'separate',
      certificate: sha256,
      valid: false,
      stoppedBy: 'revocation.crl-signer-path',
    }
  }
  const answer = yield* signerPath(
    certificate,
    { depth: trail.depth + 1, signers: [...trail.signers, sha256] },
    input,
    context,
    findPath,
  )
  return {
    signer: 'separate',
    certificate: sha256,
    valid: answer.valid,
    stoppedBy: answer.stoppedBy,
  }
}

/** The same name is not the same CA: RFC 5280 §6.3.3 asks only for the same anchor, which two CAs below it share. */
function isNamesake(
  { certificate }: KnownCertificate,
  crl: KnownCrl['crl'],
  { certificate: { certificate: asked }, issuer }: RevocationInput,
): boolean {
  const name = nameKey(crl.issuer)
  if (name !== nameKey(asked.issuer)) return false
  const signerIssuer = nameKey(certificate.issuer)
  return signerIssuer !== name && signerIssuer !== nameKey(issuer.certifiedBy)
}

/** Paths of signers, per search: one CRL signer serves many CRLs and certificates. */
const signerPaths = new WeakMap<Moments, Map<string, SignerPathAnswer>>()

function* signerPath(
  certificate: KnownCertificate,
  trail: RevocationTrail,
  { anchor, moments, settings, trustAnchors }: RevocationInput,
  context: SearchContext,
  findPath: FindPath,
): Steps<SignerPathAnswer> {
  let known = signerPaths.get(moments)
  if (known === undefined) {
    known = new Map()
    signerPaths.set(moments, known)
  }
  // The trail belongs to the key: inside a circle an answer holds only for that circle.
  const key = [anchor.id, ...trail.signers].join(' ')
  let answer = known.get(key)
  if (answer === undefined) {
    const request = {
      certificate,
      purpose: 'crl-signer',
      anchor,
      moments,
      settings,
      trustAnchors,
      trail,
    } as const
    answer = yield* settled(findPath(request, context))
    known.set(key, answer)
  }
  return answer
}
