import type { BasicOcspResponse, Certificate, Instant, ResponderId } from '@chopmark/core'
import { nameKey, sameOctets } from '@chopmark/core'
import type {
  OcspResponder,
  OcspResponderRefusal,
} from '../checks/revocation/ocsp-responder-authorised.js'
import type { SourceSignature } from '../checks/revocation/crl-signature.js'
import type { KnownCertificate, SearchContext } from '../decision-context.js'
import { knownCertificate } from '../known-certificate.js'
import { digestOf } from './ocsp-cert-id.js'
import type {
  CheckRevocation,
  FindPath,
  RevocationInput,
  RevocationTrail,
} from './revocation-input.js'
import { verifySource } from './source-signature.js'
import { type Steps, settled } from './steps.js'

/** Who signed a response, and how its signature fared. */
export interface OcspSigner {
  readonly responder: OcspResponder
  /** Null when nobody was found to verify it with. */
  readonly signature: SourceSignature | null
}

/** Certificates tried as responder's for one response: honest ones enclose one to three. */
const maxResponders = 8
/** Responders that answer for responders. An honest one is nocheck, or named in a CRL. */
const maxDepth = 4

const ocspSigning = '1.3.6.1.5.5.7.3.9'

/** Critical extensions of a responder's certificate that are looked at here, or that limit nothing here. */
const understood: ReadonlySet<string> = new Set([
  '2.5.29.14', // subjectKeyIdentifier
  '2.5.29.15', // keyUsage
  '2.5.29.17', // subjectAltName
  '2.5.29.19', // basicConstraints
  '2.5.29.32', // certificatePolicies
  '2.5.29.31', // cRLDistributionPoints
  '2.5.29.35', // authorityKeyIdentifier
  '2.5.29.37', // extKeyUsage
  '1.3.6.1.5.5.7.48.1.5', // ocsp-nocheck
])

/**
 * Finds who signed the response: the CA itself, or a responder certified by the same key of that CA for OCSP signing. The responder id
 * must name the key that verifies.
 * A delegated responder hangs directly on the CA whose path is under validation, so its own path is one certificate long
 * and asked here: issuer name, signature, extended key usage, key usage, critical extensions, validity, revocation.
 * Source: RFC 6960 §3.2 (2) to (4), §4.2.2.2.
 */
export function* findOcspSigner(
  response: BasicOcspResponse,
  input: RevocationInput,
  context: SearchContext,
  checkRevocation: CheckRevocation,
  findPath: FindPath,
): Steps<OcspSigner> {
  const { issuer } = input
  const issuerFits = yield* fitsResponderId(
    response.responderId,
    { name: issuer.name, publicKey: issuer.subjectPublicKeyInfo.publicKey },
    context,
  )
  if (issuerFits) {
    const label = issuer.certificate?.sha256 ?? input.anchor.id
    const key = issuer.subjectPublicKeyInfo
    const signature = yield* verifySource(response, key, label, input.moments, context)
    const usage = issuer.certificate?.certificate.extension.keyUsage
    if (signature.result === 'verified' || signature.result === 'not-accepted') {
      // A CA that answers itself uses its certificate key; RFC 6960 asks for no key usage of it, RFC 5280 for one that signs.
      const signs =
        usage === undefined ||
        usage.some(
          (bit) => bit === 'digitalSignature' || bit === 'keyCertSign' || bit === 'cRLSign',
        )
      return {
        responder: signs
          ? { responder: 'issuer' }
          : { responder: 'refused', certificate: label, because: 'KEY_USAGE' },
        signature,
      }
    }
  }
  return yield* findDelegated(response, issuerFits, input, context, checkRevocation, findPath)
}

function* findDelegated(
  response: BasicOcspResponse,
  issuerFits: boolean,
  input: RevocationInput,
  context: SearchContext,
  checkRevocation: CheckRevocation,
  findPath: FindPath,
): Steps<OcspSigner> {
  const { candidates, more } = yield* candidatesFor(response, context)
  let best: OcspSigner = issuerFits
    ? { responder: { responder: 'issuer' }, signature: { result: 'not-verified' } }
    : {
        responder: {
          responder: 'refused',
          certificate: null,
          because: more ? 'BUDGET' : 'NOT_FOUND',
        },
        signature: null,
      }
  let bestHasRefusal = more
  for (const known of candidates) {
    const { sha256, certificate } = known
    const because = yield* refusalOf(known, response.producedAt, input, context)
    if (because !== null) {
      if (!bestHasRefusal && best.signature === null) {
        best = {
          responder: { responder: 'refused', certificate: sha256, because },
          signature: null,
        }
        bestHasRefusal = true
      }
      continue
    }
    const signature = yield* verifySource(
      response,
      certificate.subjectPublicKeyInfo,
      sha256,
      input.moments,
      context,
    )
    const noCheck = certificate.extension.ocspNoCheck === true
    if (signature.result !== 'verified') {
      best = { responder: { responder: 'delegated', certificate: sha256, noCheck }, signature }
      continue
    }
    const revoked = noCheck
      ? null
      : yield* revocationRefusal(known, input, context, checkRevocation, findPath)
    if (revoked === null) {
      return { responder: { responder: 'delegated', certificate: sha256, noCheck }, signature }
    }
    best = { responder: { responder: 'refused', certificate: sha256, because: revoked }, signature }
  }
  return best
}

/** The enclosed certificates and those among the evidence that fit the responder id. */
function* candidatesFor(
  response: BasicOcspResponse,
  context: SearchContext,
): Steps<{ readonly candidates: readonly KnownCertificate[]; readonly more: boolean }> {
  const { responderId } = response
  const candidates: KnownCertificate[] = []
  const others =
    responderId.kind === 'byName'
      ? context.certificates.withSubject(responderId.name)
      : context.certificates
          .all()
          .filter(({ certificate }) => certificate.extension.extKeyUsage?.includes(ocspSigning))
  const enclosed = yield* enclosedCertificates(response, context)
  for (const known of [...enclosed, ...others]) {
    if (candidates.length >= maxResponders) return { candidates, more: true }
    if (candidates.some(({ sha256 }) => sha256 === known.sha256)) continue
    const { subject, subjectPublicKeyInfo } = known.certificate
    const self = { name: subject, publicKey: subjectPublicKeyInfo.publicKey }
    if (yield* fitsResponderId(responderId, self, context)) candidates.push(known)
  }
  return { candidates, more: response.certificates.length > maxResponders }
}

const enclosedIn = new WeakMap<BasicOcspResponse, readonly KnownCertificate[]>()

/** Certificates that the response brings along; bytes that are none are passed over. */
function* enclosedCertificates(
  response: BasicOcspResponse,
  context: SearchContext,
): Steps<readonly KnownCertificate[]> {
  const before = enclosedIn.get(response)
  if (before !== undefined) return before
  const found: KnownCertificate[] = []
  for (const bytes of response.certificates.slice(0, maxResponders)) {
    const known = yield* knownCertificate(bytes, context.crypto, context.cache)
    if ('certificate' in known) found.push(known)
  }
  enclosedIn.set(response, found)
  return found
}

function* fitsResponderId(
  responderId: ResponderId,
  self: { readonly name: Certificate['subject']; readonly publicKey: Uint8Array },
  context: SearchContext,
): Steps<boolean> {
  if (responderId.kind === 'byName') return nameKey(responderId.name) === nameKey(self.name)
  // KeyHash is SHA-1 of the key's octets, whatever the CertID uses. RFC 6960 §4.2.1.
  return sameOctets(yield* digestOf(self.publicKey, 'SHA-1', context), responderId.keyHash)
}

/** Why this certificate may not answer for the CA; null when nothing but its revocation is open. */
function* refusalOf(
  { certificate, sha256 }: KnownCertificate,
  producedAt: Instant,
  { issuer, moments }: RevocationInput,
  context: SearchContext,
): Steps<OcspResponderRefusal | null> {
  const { extension } = certificate
  if (nameKey(certificate.issuer) !== nameKey(issuer.name)) return 'NOT_ISSUED_BY_CA'
  if (extension.extKeyUsage?.includes(ocspSigning) !== true) return 'NO_OCSP_SIGNING'
  const usage = extension.keyUsage
  if (
    usage !== undefined &&
    !usage.includes('digitalSignature') &&
    !usage.includes('nonRepudiation')
  ) {
    return 'KEY_USAGE'
  }
  const critical = certificate.extensions.some((one) => one.critical && !understood.has(one.oid))
  if (critical || certificate.version !== 3 || certificate.duplicateExtension !== undefined) {
    return 'CRITICAL_EXTENSION'
  }
  const { notBefore, notAfter } = certificate
  if (producedAt < notBefore || producedAt > notAfter) return 'OUT_OF_VALIDITY'
  if (moments.tell(({ at }) => at < notBefore || at > notAfter)) return 'OUT_OF_VALIDITY'

  const key = issuer.subjectPublicKeyInfo
  const issued = yield* verifySource(certificate, key, sha256, moments, context)
  switch (issued.result) {
    case 'verified':
      return null
    case 'not-verified':
      return 'NOT_ISSUED_BY_CA'
    case 'budget':
      return 'BUDGET'
    default:
      return 'ALGORITHM'
  }
}

/** A responder without nocheck is asked about like any certificate of the CA, but never on its own word. */
function* revocationRefusal(
  responder: KnownCertificate,
  input: RevocationInput,
  context: SearchContext,
  checkRevocation: CheckRevocation,
  findPath: FindPath,
): Steps<OcspResponderRefusal | null> {
  const trail: RevocationTrail = input.trail ?? { depth: 0, signers: [] }
  const { sha256 } = responder
  if (trail.signers.includes(sha256) || trail.depth >= maxDepth) return 'REVOCATION_UNKNOWN'
  const question: RevocationInput = {
    ...input,
    certificate: responder,
    target: false,
    trail: { depth: trail.depth + 1, signers: [...trail.signers, sha256] },
  }
  const { fact, checks } = yield* settled(checkRevocation(question, context, findPath))
  if (fact.status === 'good') return null
  if (fact.status === 'revoked') return 'REVOKED'
  // `never` and `if-published` let a certificate through that has no answer: no check of its revocation then objects.
  const objection = checks.some(({ status }) => status === 'INDETERMINATE' || status === 'FAILED')
  return objection ? 'REVOCATION_UNKNOWN' : null
}
