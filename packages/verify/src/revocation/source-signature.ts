import type { AlgorithmIdentifier, SignatureSpec, SubjectPublicKeyInfo } from '@chopmark/core'
import { resolveSignatureAlgorithm, sameOctets } from '@chopmark/core'
import { algorithmAcceptable, type AlgorithmVerdict } from '../algorithm-policy.js'
import type { SourceSignature } from '../checks/revocation/crl-signature.js'
import type { SearchContext } from '../decision-context.js'
import { keyIdOf } from '../key-id.js'
import type { Moments, Times } from '../moments.js'
import type { Steps } from './steps.js'

/** What a CRL, an OCSP response and a certificate have in common: bytes, and a signature over them. */
export interface SignedBytes {
  readonly tbsRaw: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signatureValue: Uint8Array
  /** The algorithm as repeated inside; an OCSP response has none. */
  readonly tbsSignatureAlgorithm?: AlgorithmIdentifier
}

type Refused = Extract<AlgorithmVerdict, { acceptable: false }>

/** What one key is to one source. */
interface Known {
  /** Null when algorithm and key do not go together. */
  readonly spec: SignatureSpec | null
  verified?: boolean
}

/** Keys remembered for one source: a cached CRL meets strangers' keys for as long as it lives. */
const maxRemembered = 32

/** Facts about bytes, so they outlive a decision, hanging on the parsed source. */
const knownSources = new WeakMap<object, Map<string, Known>>()

/**
 * Is `source` signed by this key, with an algorithm the policy accepts?
 * The same source and key are verified once and remembered with the parsed source; budget they cost once a decision.
 * The policy is asked for the validation time: nothing proves that the source existed earlier.
 * @param signer - Names the key in the report: a certificate's SHA-256 hex or a trust anchor's id.
 */
export function* verifySource(
  source: SignedBytes,
  key: SubjectPublicKeyInfo,
  signer: string,
  moments: Moments,
  context: SearchContext,
): Steps<SourceSignature> {
  const { signatureAlgorithm, tbsSignatureAlgorithm } = source
  if (
    tbsSignatureAlgorithm !== undefined &&
    !sameOctets(tbsSignatureAlgorithm.raw, signatureAlgorithm.raw)
  ) {
    return { result: 'mismatch' }
  }
  const known = knownOf(source, key)
  const { spec } = known
  if (spec === null) return { result: 'unsupported' }
  const verdict = ({ validationTime }: Times): AlgorithmVerdict =>
    algorithmAcceptable(spec, context.policy.algorithms, validationTime)
  const because = moments.tell((times) => becauseOf(verdict(times)))
  if (because !== null) {
    return {
      result: 'not-accepted',
      algorithm: moments.tell((times) => partOf(verdict(times))),
      because,
    }
  }
  const verified = yield* context.budget.verification(source, keyIdOf(key), known.verified, () =>
    context.crypto.verify(spec, key, source.tbsRaw, source.signatureValue),
  )
  if (verified === 'exhausted') return { result: 'budget' }
  known.verified = verified
  if (!verified) return { result: 'not-verified' }
  const algorithm = 'hash' in spec ? `${spec.scheme}/${spec.hash}` : spec.scheme
  return { result: 'verified', algorithm, signer }
}

function becauseOf(verdict: AlgorithmVerdict): Refused['because'] | null {
  return verdict.acceptable ? null : verdict.because
}

function partOf(verdict: AlgorithmVerdict): string {
  return verdict.acceptable ? '' : verdict.algorithm
}

function knownOf(source: SignedBytes, key: SubjectPublicKeyInfo): Known {
  let keys = knownSources.get(source)
  if (keys === undefined) {
    keys = new Map()
    knownSources.set(source, keys)
  }
  const keyId = keyIdOf(key)
  let known = keys.get(keyId)
  if (known === undefined) {
    const { signatureAlgorithm } = source
    const resolved = resolveSignatureAlgorithm({ signatureAlgorithm, key })
    known = { spec: resolved.ok ? resolved.value : null }
    if (keys.size < maxRemembered) keys.set(keyId, known)
  }
  return known
}
