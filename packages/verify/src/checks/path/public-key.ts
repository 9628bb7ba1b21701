import {
  readPublicKey,
  type Instant,
  type SignatureSpec,
  type SubjectPublicKeyInfo,
} from '@chopmark/core'
import {
  type AlgorithmConstraint,
  type AlgorithmVerdict,
  algorithmAcceptable,
} from '../../algorithm-policy.js'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

export interface PublicKeyInput {
  readonly subjectPublicKeyInfo: SubjectPublicKeyInfo
  readonly constraints: readonly AlgorithmConstraint[]
  readonly at: Instant
}

/** Keys that agree on secrets and never sign: X25519, X448 (RFC 8410). */
const agreementKeys: ReadonlySet<string> = new Set(['1.3.101.110', '1.3.101.111'])

/**
 * Is the target's own key whole, and of a kind and size that may be relied on?
 * The kinds are those that signatures here are verified with; one for key agreement lets the path stand, and nothing verifies
 * with it. A hash is not known yet and not asked.
 * Source: RFC 5280 §6.1.4 (d)–(f), §6.1.5 (c)–(e); RFC 5480 §2.1.1 (explicit curves); ETSI TS 119 312.
 */
export const publicKey: Check<PublicKeyInput, 'path.public-key'> = {
  id: 'path.public-key',
  clause: 'RFC 5280 §6.1.5 (c)–(e)',
  run({ subjectPublicKeyInfo, constraints, at }) {
    const { oid } = subjectPublicKeyInfo.algorithm
    if (agreementKeys.has(oid)) return passed({ key: oid, signs: false })
    const key = readPublicKey(subjectPublicKeyInfo)
    if (!key.ok) {
      const unsupported =
        key.problem === 'UNSUPPORTED_ALGORITHM' || key.detail === 'INHERITED_PARAMETERS'
      return indeterminate(
        unsupported ? 'CRYPTO_CONSTRAINTS_FAILURE' : 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
        { key: oid, detail: key.detail },
      )
    }
    const spec = specOfKey(key.value)
    const verdict = acceptable(spec, constraints, at)
    const facts = { key: oid, bits: 'keyBits' in spec ? spec.keyBits : null }
    if (verdict.acceptable) return passed(facts)
    return indeterminate(
      verdict.because === 'PAST_DATE'
        ? 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
        : 'CRYPTO_CONSTRAINTS_FAILURE',
      { ...facts, because: verdict.because, algorithm: verdict.algorithm },
    )
  },
}

/** Lets the size of the key speak alone. */
const anyDigest: AlgorithmConstraint = {
  kind: 'digest',
  algorithm: 'SHA-256',
  acceptableUntil: 'no-limit',
}

function acceptable(
  spec: SignatureSpec,
  constraints: readonly AlgorithmConstraint[],
  at: Instant,
): AlgorithmVerdict {
  let sizes = sizesOf.get(constraints)
  if (sizes === undefined) {
    sizes = [...constraints.filter(({ kind }) => kind === 'signature'), anyDigest]
    // A list that may change is another one next time.
    if (Object.isFrozen(constraints)) sizesOf.set(constraints, sizes)
  }
  return algorithmAcceptable(spec, sizes, at)
}

/** What a policy says of keys alone. */
const sizesOf = new WeakMap<readonly AlgorithmConstraint[], readonly AlgorithmConstraint[]>()

/** Up to when `publicKey` passes a key that it passes now; null when it does not, or for keys that the policy does not speak of. */
export function keyAcceptableUntil(
  subjectPublicKeyInfo: SubjectPublicKeyInfo,
  constraints: readonly AlgorithmConstraint[],
  at: Instant,
): Instant | 'no-limit' | null {
  const key = readPublicKey(subjectPublicKeyInfo)
  if (!key.ok) return null
  const verdict = acceptable(specOfKey(key.value), constraints, at)
  return verdict.acceptable ? verdict.until : null
}

function specOfKey(
  key: Extract<ReturnType<typeof readPublicKey>, { ok: true }>['value'],
): SignatureSpec {
  switch (key.kind) {
    case 'RSA':
      return key.pss === 'allowed'
        ? { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', keyBits: key.bits }
        : {
            scheme: 'RSASSA-PSS',
            hash: 'SHA-256',
            mgfHash: 'SHA-256',
            saltLength: 32,
            keyBits: key.bits,
          }
    case 'EC':
      return { scheme: 'ECDSA', hash: 'SHA-256', curve: key.curve }
    case 'Ed25519':
      return { scheme: 'Ed25519' }
    case 'DSA':
      return { scheme: 'DSA', hash: 'SHA-256', keyBits: key.bits }
  }
}
