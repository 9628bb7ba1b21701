import {
  type BasicOcspResponse,
  type CryptoForm,
  hex,
  type Instant,
  type MaybePromise,
  parseBasicOcspResponse,
  parseCertificateList,
  parseOcspResponse,
} from '@chopmark/core'
import { arranged, certificateStore } from './arrange-evidence.js'
import { Budget, type BudgetLimits } from './budget.js'
import type {
  DecisionContext,
  KnownCertificate,
  KnownCrl,
  KnownOcsp,
  UnusableEvidence,
} from './decision-context.js'
import type { EvidenceItem } from './evidence.js'
import { digestLines } from './evidence-digest.js'
import type { Arrangements, EvidenceByKind } from './evidence-memory.js'
import { metCertificate, newCertificate } from './known-certificate.js'
import type { ValidationPolicy } from './policy.js'
import { runSteps, settled, type Steps } from './revocation/steps.js'
import type { ValidationCache } from './validation-cache.js'

export interface DecisionInput {
  /** Certificates, CRLs and OCSP responses are taken, in any order and number; the rest is passed over. */
  readonly items: readonly EvidenceItem[]
  readonly crypto: CryptoForm
  readonly policy: ValidationPolicy
  readonly validationTime: Instant
  readonly cache?: ValidationCache | undefined
  readonly budget?: BudgetLimits
}

/**
 * Parses evidence into what a decision works with. What cannot be parsed is passed over and noted in `unusable`; what
 * stands there twice is taken once. Answers at once where the crypto form does.
 */
export function createDecisionContext(input: DecisionInput): MaybePromise<DecisionContext> {
  return runSteps(contextSteps(input))
}

function* contextSteps(input: DecisionInput): Steps<DecisionContext> {
  const { items, crypto, policy, validationTime, cache } = input
  const budget = new Budget(input.budget)
  const handedIn: Known[] = []
  let step = cache?.evidence.start
  let allMet = true
  for (const item of items) {
    let known: Known | null | undefined = metBefore(item, cache)
    if (known === undefined) {
      known = yield* newItem(item, crypto, cache)
      if (known === null) continue
      allMet = false
    }
    handedIn.push(known)
    step = step?.next.get(known)
  }
  let shared = step?.shared ?? null
  if (shared === null) {
    const kinds = byKind(handedIn)
    // What holds a new certificate was never arranged before, and most signers come once.
    if (cache === undefined || !allMet || kinds.unusable.length > 0) {
      return {
        crypto,
        policy,
        validationTime,
        budget,
        cache,
        certificates: certificateStore(kinds.certificates),
        crls: cache?.evidence.crls(kinds.crls, arrangements) ?? arranged(kinds.crls),
        ocsp: arranged(kinds.ocsp),
        unusable: arranged(kinds.unusable),
      }
    }
    shared = cache.evidence.of(kinds, handedIn, arrangements)
  }
  const { certificates, crls, ocsp } = shared
  return {
    crypto,
    policy,
    validationTime,
    budget,
    cache,
    certificates,
    crls,
    ocsp,
    unusable: none,
    shared,
  }
}

type Known = KnownCertificate | KnownCrl | KnownOcsp | UnusableEvidence

/** The parsed item where the cache has it. */
function metBefore(item: EvidenceItem, cache: ValidationCache | undefined): Known | undefined {
  if (cache === undefined) return undefined
  switch (item.kind) {
    case 'certificate':
      return metCertificate(item.bytes, cache)
    case 'crl':
      return cache.crls.get(item.bytes)
    case 'ocsp': {
      const known = cache.ocsp.get(item.bytes)
      return known && withNonce(known, item.nonce)
    }
    default:
      return undefined
  }
}

/** null for what takes no part. */
function* newItem(
  item: EvidenceItem,
  crypto: CryptoForm,
  cache: ValidationCache | undefined,
): Steps<Known | null> {
  switch (item.kind) {
    case 'certificate':
      return yield* newCertificate(item.bytes, crypto, cache)
    case 'crl':
      return yield* newCrl(item.bytes, crypto, cache)
    case 'ocsp': {
      const known = yield* newOcsp(item.bytes, crypto, cache)
      return 'response' in known ? withNonce(known, item.nonce) : known
    }
    default:
      return null
  }
}

/** The nonce is of the question, not of the answer: the cache keeps it for nobody. */
function withNonce(known: KnownOcsp, nonce: Uint8Array | undefined): KnownOcsp {
  return nonce === undefined ? known : { ...known, requestNonce: nonce }
}

interface ByKind extends EvidenceByKind {
  readonly unusable: readonly UnusableEvidence[]
}

function byKind(known: readonly Known[]): ByKind {
  const certificates: KnownCertificate[] = []
  const crls: KnownCrl[] = []
  const ocsp: KnownOcsp[] = []
  const unusable: UnusableEvidence[] = []
  for (const one of known) {
    if ('certificate' in one) certificates.push(one)
    else if ('crl' in one) crls.push(one)
    else if ('response' in one) ocsp.push(one)
    else unusable.push(one)
  }
  return { certificates, crls, ocsp, unusable }
}

const none: readonly never[] = []

const arrangements: Arrangements = { certificates: certificateStore, list: arranged, digestLines }

function* newCrl(
  bytes: Uint8Array,
  crypto: CryptoForm,
  cache?: ValidationCache,
): Steps<KnownCrl | UnusableEvidence> {
  const own = cache === undefined ? bytes : new Uint8Array(bytes)
  const sha256 = hex(yield* settled(crypto.digest('SHA-256', own)))
  const parsed = parseCertificateList(own)
  if (!parsed.ok) return { kind: 'crl', sha256, reason: parsed.reason, offset: parsed.offset }
  const known = { crl: parsed.value, sha256 }
  cache?.crls.keep(own, known, bytes)
  return known
}

function* newOcsp(
  bytes: Uint8Array,
  crypto: CryptoForm,
  cache?: ValidationCache,
): Steps<{ readonly response: BasicOcspResponse; readonly sha256: string } | UnusableEvidence> {
  const own = cache === undefined ? bytes : new Uint8Array(bytes)
  const sha256 = hex(yield* settled(crypto.digest('SHA-256', own)))
  const parsed = parseOcspResponse(own)
  // CAdES revocation values carry the basic response without its wrapping, ETSI EN 319 122-1 §A.1.
  const bare = parsed.ok ? undefined : parseBasicOcspResponse(own)
  if (!parsed.ok && bare?.ok !== true) {
    return { kind: 'ocsp', sha256, reason: parsed.reason, offset: parsed.offset }
  }
  const basic = parsed.ok ? parsed.value.basic : bare?.ok === true ? bare.value : undefined
  if (basic === undefined) return { kind: 'ocsp', sha256, reason: 'OCSP_STATUS', offset: 0 }
  const known = { response: basic, sha256 }
  cache?.ocsp.keep(own, known)
  return known
}
