import type { DigestAlgorithm, Instant, SignatureSpec } from '@chopmark/core'

/** Until when an algorithm (with a key of a size) is acceptable. ETSI TS 119 312; decided in `checks/algorithms`. */
export type AlgorithmConstraint =
  | {
      readonly kind: 'digest'
      readonly algorithm: DigestAlgorithm
      readonly acceptableUntil: Instant | 'no-limit' | 'never'
    }
  | {
      readonly kind: 'signature'
      readonly scheme: SignatureSpec['scheme']
      /** Smallest key in bits that this row speaks of; of the rows that fit, the one with the largest `minKeyBits` decides. */
      readonly minKeyBits: number
      readonly acceptableUntil: Instant | 'no-limit' | 'never'
    }

/**
 * Is it acceptable, and if not why: no row speaks of it, its row says never, or its date has passed.
 * `algorithm` names the part that decided, for example `RSASSA-PKCS1-v1_5/1024` or `SHA-1`.
 */
export type AlgorithmVerdict =
  | { readonly acceptable: true; readonly until: Instant | 'no-limit' }
  | {
      readonly acceptable: false
      readonly because: 'UNLISTED' | 'NEVER' | 'PAST_DATE'
      readonly algorithm: string
      /** The date that passed; absent when there never was one. */
      readonly until?: Instant
    }

/** Key length in bits that a policy speaks of: RSA modulus, DSA prime, order of the curve. */
export function keyBitsOf(spec: SignatureSpec): number {
  switch (spec.scheme) {
    case 'RSASSA-PKCS1-v1_5':
    case 'RSASSA-PSS':
    case 'DSA':
      return spec.keyBits
    case 'ECDSA':
      return Number(spec.curve.slice(2))
    case 'Ed25519':
      return 255
  }
}

/**
 * May this digest algorithm be relied on at `at`?
 * Acceptable while `at` lies strictly before the row's date. Source: ETSI EN 319 102-1 §5.2.8.4.1, TS 119 312.
 */
export function digestAcceptable(
  algorithm: DigestAlgorithm,
  constraints: readonly AlgorithmConstraint[],
  at: Instant,
): AlgorithmVerdict {
  for (const row of constraints) {
    if (row.kind === 'digest' && row.algorithm === algorithm) {
      return verdictOf(row.acceptableUntil, algorithm, at)
    }
  }
  return { acceptable: false, because: 'UNLISTED', algorithm }
}

type Accepted = Extract<AlgorithmVerdict, { acceptable: true }>

/** Verdicts that hold up to a date: the same signers, CAs and CRLs are asked about in every decision. */
const accepted = new WeakMap<
  SignatureSpec,
  { readonly constraints: readonly AlgorithmConstraint[]; readonly verdict: Accepted }
>()

/**
 * May this signature algorithm, with its hash and a key of this size, be relied on at `at`?
 * Scheme, key size and each hash must be acceptable; the weakest speaks, `until` is the earliest of their dates.
 * Source: ETSI EN 319 102-1 §5.2.8.4.1, TS 119 312.
 */
export function algorithmAcceptable(
  spec: SignatureSpec,
  constraints: readonly AlgorithmConstraint[],
  at: Instant,
): AlgorithmVerdict {
  const before = accepted.get(spec)
  if (before?.constraints === constraints && isBefore(at, before.verdict.until)) {
    return before.verdict
  }
  const verdict = verdictOn(spec, constraints, at)
  // A list that may change is another one next time.
  if (verdict.acceptable && Object.isFrozen(constraints)) {
    accepted.set(spec, { constraints, verdict: Object.freeze(verdict) })
  }
  return verdict
}

function verdictOn(
  spec: SignatureSpec,
  constraints: readonly AlgorithmConstraint[],
  at: Instant,
): AlgorithmVerdict {
  const bits = keyBitsOf(spec)
  let best: Extract<AlgorithmConstraint, { kind: 'signature' }> | undefined
  for (const row of constraints) {
    if (row.kind !== 'signature' || row.scheme !== spec.scheme || row.minKeyBits > bits) continue
    if (best === undefined || row.minKeyBits > best.minKeyBits) best = row
  }
  if (best === undefined) return { acceptable: false, because: 'UNLISTED', algorithm: nameOf(spec) }
  let verdict = verdictOf(best.acceptableUntil, spec, at)
  if ('hash' in spec) verdict = stricter(verdict, digestAcceptable(spec.hash, constraints, at))
  if ('mgfHash' in spec && spec.mgfHash !== spec.hash) {
    verdict = stricter(verdict, digestAcceptable(spec.mgfHash, constraints, at))
  }
  return verdict
}

function verdictOf(
  until: Instant | 'no-limit' | 'never',
  asked: DigestAlgorithm | SignatureSpec,
  at: Instant,
): AlgorithmVerdict {
  if (until === 'never') return { acceptable: false, because: 'NEVER', algorithm: textOf(asked) }
  if (until === 'no-limit' || at < until) return { acceptable: true, until }
  return { acceptable: false, because: 'PAST_DATE', algorithm: textOf(asked), until }
}

function textOf(asked: DigestAlgorithm | SignatureSpec): string {
  return typeof asked === 'string' ? asked : nameOf(asked)
}

function isBefore(at: Instant, until: Instant | 'no-limit'): boolean {
  return until === 'no-limit' || at < until
}

function nameOf(spec: SignatureSpec): string {
  return spec.scheme === 'Ed25519' ? spec.scheme : `${spec.scheme}/${keyBitsOf(spec)}`
}

function stricter(first: AlgorithmVerdict, second: AlgorithmVerdict): AlgorithmVerdict {
  if (!first.acceptable) return first
  if (!second.acceptable || first.until === 'no-limit') return second
  return second.until === 'no-limit' || first.until < second.until ? first : second
}
