import { sameOctets } from '@chopmark/core'
import { extKeyUsage } from '../checks/path/ext-key-usage.js'
import type { KnownCertificate, SearchContext } from '../decision-context.js'
import type { Allowance } from '../budget.js'
import type { Steps } from '../revocation/steps.js'
import type { Anchors, UsableAnchor } from './anchors.js'
import { type CertificateTraits, traitsOf } from './certificate-traits.js'
import { issuedBy } from './issued-by.js'
import { maxNameComparisons, type NameWork } from './name-constraints.js'
import type { PathQuestion } from './path.js'
import { isValidAt, rankIssuers } from './rank-issuers.js'
import {
  type AskRevocation,
  type FoundPath,
  type ValidatedPath,
  validatePath,
} from './validate-path.js'

/** Paths that were tried and do not hold, kept for the report; later ones only count. */
const maxKept = 8
/** Certificates of one name that are looked at; a CA renewed every year of a century and cross-certified has fewer. */
const maxNamesakes = 256
/** Certificates with the issuer's key and another name that are looked at, for the record alone. */
const maxOtherNames = 8

/**
 * One search for paths of one target. Depth first from the target upwards, cheap questions before signatures, back from
 * every path that does not hold. What is known to lead nowhere is not climbed again, each signature is verified once and
 * counted, and so is each step upwards, so a search costs at most certificates times keys however they are crossed.
 */
export class Search {
  found: ValidatedPath | null = null
  /** Complete paths that do not hold. */
  readonly failed: ValidatedPath[] = []
  readonly #request: PathQuestion
  readonly #context: SearchContext
  readonly #anchors: readonly UsableAnchor[]
  readonly #ask: AskRevocation
  readonly #deadEnds = new Set<string>()
  #exhausted: Allowance | null = null
  readonly #work: NameWork = { left: maxNameComparisons }
  #cut = false
  #candidates: number

  constructor(request: PathQuestion, context: SearchContext, anchors: Anchors, ask: AskRevocation) {
    this.#request = request
    this.#context = context
    this.#anchors = usableFor(request, anchors)
    this.#ask = ask
    this.#candidates = context.budget.candidates
  }

  /** What ended the search before it was complete; null also when it found a path first. */
  get exhausted(): Allowance | null {
    return this.#exhausted ?? (this.#cut && this.found === null ? 'candidates' : null)
  }

  /** The anchor whose own certificate (or bare name and key) the target is. */
  ownAnchor(): UsableAnchor | undefined {
    const traits = traitsOf(this.#request.target)
    return this.#anchors.find((anchor) => isKeyOf(anchor, traits))
  }

  /** Follows `path` upwards; true when it came to an anchor, or might have by another way. Stops at the first path that holds. */
  *climb(path: readonly KnownCertificate[]): Steps<boolean> {
    const current = path[path.length - 1] as KnownCertificate
    const { issuerKey } = traitsOf(current)
    let open = false
    for (const anchor of this.#anchors) {
      if (anchor.nameKey !== issuerKey) continue
      if ((yield* this.#signed(current, anchor)) !== 'verified') continue
      if (!this.#takeCandidate()) return true
      open = true
      yield* this.validate({ certificates: path, anchor, itself: false })
      if (this.found !== null) return true
    }
    for (const candidate of this.#issuersOf(current)) {
      const traits = traitsOf(candidate)
      if (this.#deadEnds.has(candidate.sha256) || !this.#mayIssue(candidate, traits)) continue
      if (path.length >= this.#context.budget.maxDepth) {
        this.#note('depth')
        return true
      }
      // A way that is barred only because of what lies below it may be open from elsewhere.
      if (this.#isOn(path, traits) || !this.#longEnough(candidate, path)) {
        open = true
        continue
      }
      if ((yield* this.#signed(current, candidate)) !== 'verified') continue
      if (!this.#takeCandidate()) return true
      if (yield* this.climb([...path, candidate])) open = true
      if (this.found !== null || this.#exhausted !== null) return true
    }
    if (!open) this.#deadEnds.add(current.sha256)
    return open
  }

  /**
   * A path to speak when none holds: through certificates that may not issue as well, then over signatures that do not
   * verify, then by keys that have another name than the issuer's. Every certificate is visited once.
   * @returns The first that comes to an anchor; else the longest of verified signatures.
   */
  *forTheRecord(): Steps<FoundPath> {
    const { target } = this.#request
    this.#candidates = this.#context.budget.candidates
    let longest: readonly KnownCertificate[] = [target]
    for (const links of ['verified', 'any', 'other-names'] as const) {
      const visited = new Set([target.sha256])
      const stack: (readonly KnownCertificate[])[] = [[target]]
      for (let path = stack.pop(); path !== undefined; path = stack.pop()) {
        const current = path[path.length - 1] as KnownCertificate
        if (links === 'verified' && path.length > longest.length) longest = path
        const { issuerKey } = traitsOf(current)
        for (const anchor of this.#anchors) {
          const named = anchor.nameKey === issuerKey
          if (!named && (links !== 'other-names' || !pointsTo(current, anchor.certificate)))
            continue
          const answer = yield* this.#signed(current, anchor)
          if (links === 'any' || answer === 'verified') {
            return { certificates: path, anchor, itself: false }
          }
        }
        if (path.length >= this.#context.budget.maxDepth) continue
        // The likeliest is pushed last and taken first.
        const others = links === 'other-names' ? this.#pointedTo(current) : []
        for (const candidate of [...others, ...[...this.#issuersOf(current)].reverse()]) {
          if (visited.has(candidate.sha256) || this.#isOn(path, traitsOf(candidate))) continue
          if (this.#candidates <= 0) break
          const answer = yield* this.#signed(current, candidate)
          if (links !== 'any' && answer !== 'verified') continue
          this.#candidates -= 1
          visited.add(candidate.sha256)
          stack.push([...path, candidate])
        }
      }
    }
    return { certificates: longest, anchor: null, itself: false }
  }

  /** Validates a complete path and keeps what came of it. */
  *validate(path: FoundPath): Steps<ValidatedPath> {
    const validated = yield* validatePath(path, this.#request, this.#context, this.#work, this.#ask)
    if (validated.result.valid) this.found = validated
    else if (this.failed.length < maxKept) this.failed.push(validated)
    return validated
  }

  /** Namesakes of the issuer, likeliest first, without those that are an anchor's own certificate. */
  #issuersOf(current: KnownCertificate): readonly KnownCertificate[] {
    const namesakes = this.#context.certificates.withSubject(current.certificate.issuer)
    if (namesakes.length > maxNamesakes) this.#cut = true
    const candidates = namesakes.slice(0, maxNamesakes).filter((known) => {
      const traits = traitsOf(known)
      return !(traits.selfIssued && this.#anchors.some((anchor) => isKeyOf(anchor, traits)))
    })
    return rankIssuers(current, candidates, this.#request.moments)
  }

  /** Certificates of other names that hold the key which the certificate points to. */
  #pointedTo(current: KnownCertificate): readonly KnownCertificate[] {
    const { issuerKey } = traitsOf(current)
    return this.#context.certificates
      .all()
      .filter((known) => pointsTo(current, known) && traitsOf(known).subjectKey !== issuerKey)
      .slice(0, maxOtherNames)
  }

  /** What the certificate says of itself that would stop any path through it. */
  #mayIssue({ certificate }: KnownCertificate, { sound, isCa }: CertificateTraits): boolean {
    const { moments, purpose } = this.#request
    if (!sound || !isCa || !isValidAt(certificate, moments)) return false
    if (certificate.extension.extKeyUsage === undefined) return true
    const signingPurposes = this.#context.policy.signature.extKeyUsage
    const { status } = extKeyUsage.run({ certificate, purpose, signingPurposes, target: false })
    return status !== 'INDETERMINATE'
  }

  /** Is the path below within the candidate's path length? The target does not count. */
  #longEnough({ certificate }: KnownCertificate, path: readonly KnownCertificate[]): boolean {
    const limit = certificate.extension.basicConstraints?.pathLenConstraint
    if (limit === undefined) return true
    let intermediates = 0
    for (let i = 1; i < path.length; i++) {
      if (!traitsOf(path[i] as KnownCertificate).selfIssued) intermediates += 1
    }
    return intermediates <= limit
  }

  /** The same name with the same key is never on a path twice, RFC 5280 §6.1 (a path has no certificate twice). */
  #isOn(path: readonly KnownCertificate[], { subjectKey, keyId }: CertificateTraits): boolean {
    for (const known of path) {
      const traits = traitsOf(known)
      if (traits.subjectKey === subjectKey && traits.keyId === keyId) return true
    }
    return false
  }

  *#signed(child: KnownCertificate, issuer: KnownCertificate | UsableAnchor): Steps<string> {
    const [key, keyId] =
      'held' in issuer
        ? [issuer.held.subjectPublicKeyInfo, issuer.keyId]
        : [issuer.certificate.subjectPublicKeyInfo, traitsOf(issuer).keyId]
    const { answer } = yield* issuedBy(child, key, keyId, this.#request.moments, this.#context)
    if (answer === 'unasked') this.#note('signatures')
    return answer
  }

  #takeCandidate(): boolean {
    if (this.#candidates > 0) {
      this.#candidates -= 1
      return true
    }
    this.#note('candidates')
    return false
  }

  #note(allowance: Allowance): void {
    this.#exhausted ??= allowance
    this.#context.budget.note(allowance)
  }
}

/** Is it the key of this certificate that the authority key identifier means? RFC 5280 §4.2.1.1. */
function pointsTo(
  { certificate }: KnownCertificate,
  issuer: KnownCertificate | undefined,
): boolean {
  const hint = certificate.extension.authorityKeyIdentifier?.keyIdentifier
  const own = issuer?.certificate.extension.subjectKeyIdentifier
  return hint !== undefined && own !== undefined && sameOctets(hint, own)
}

/** Are name and key of the certificate those of the anchor? The name is asked first: a key's id has to be made. */
function isKeyOf({ nameKey, keyId }: UsableAnchor, traits: CertificateTraits): boolean {
  return traits.subjectKey === nameKey && traits.keyId === keyId
}

/** Anchors for the purpose; for the signer of revocation evidence only that of the path in question. */
function usableFor(
  { purpose, anchor }: PathQuestion,
  { usable }: Anchors,
): readonly UsableAnchor[] {
  if (anchor !== undefined) return usable.filter(({ listed }) => listed.id === anchor.id)
  if (purpose === 'any') return usable
  const use = purpose === 'time-stamping' ? purpose : 'signing'
  return usable.filter(({ listed }) => listed.use === use)
}
