import { UsageError } from '@chopmark/core'
import type { PolicySettings, ValidationPolicy } from './policy.js'
import { defaultAlgorithms } from './default-algorithms.js'

const dayMs = 24 * 60 * 60 * 1000

/** id-kp-emailProtection, id-kp-clientAuth, id-kp-documentSigning, and the two that vendors used before RFC 9336. */
const signingPurposes = [
  '1.3.6.1.5.5.7.3.36', // documentSigning, RFC 9336
  '1.3.6.1.5.5.7.3.4', // emailProtection
  '1.3.6.1.5.5.7.3.2', // clientAuth
  '1.3.6.1.4.1.311.10.3.12', // Microsoft document signing
  '1.2.840.113583.1.1.5', // Adobe authentic documents trust
]

/**
 * Fills in what a policy leaves open and freezes it. The defaults are the strict ones:
 * - `revocation`: `always`, evidence at most 24 hours old (Hong Kong CAs publish three times a day, so an older one was
 *   missed by whoever collected it).
 * - `signature`: CAdES-B-B; `digitalSignature` or `nonRepudiation`; when the certificate restricts its purposes, one of
 *   documentSigning (RFC 9336), emailProtection, clientAuth, or the two vendors' document-signing purposes. e-Certs of
 *   persons are made for signing, mail and log-in alike, and the older ones carry no extended key usage at all; a
 *   certificate for servers, code, time-stamps or OCSP names none of these.
 * - `path`: any certificate policy, no inhibition. `clockSkewMs`: 5 minutes.
 * - `algorithms`: `defaultAlgorithms()`. `acceptedProfiles`: `any`. `requireRecognition`: true.
 * It never supplies a trust anchor.
 * @throws UsageError `INVALID_POLICY_ID` (empty), `INVALID_DURATION` (negative or fractional milliseconds),
 * `DUPLICATE_PROFILE_ID`, `UNKNOWN_PROFILE_ID` (an accepted profile that is not among the profiles),
 * `NO_KEY_USAGE` (no key usage accepted).
 */
export function definePolicy(settings: PolicySettings): ValidationPolicy {
  const policy: ValidationPolicy = {
    id: settings.id,
    trustAnchors: settings.trustAnchors,
    revocation: { required: 'always', maxAgeMs: dayMs, ...settings.revocation },
    signature: {
      level: 'CAdES-B-B',
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      extKeyUsage: signingPurposes,
      ...settings.signature,
    },
    path: {
      initialPolicySet: 'any',
      initialExplicitPolicy: false,
      initialPolicyMappingInhibit: false,
      initialAnyPolicyInhibit: false,
      ...settings.path,
    },
    clockSkewMs: settings.clockSkewMs ?? 5 * 60 * 1000,
    algorithms: settings.algorithms ?? defaultAlgorithms(),
    certificateProfiles: settings.certificateProfiles ?? [],
    acceptedProfiles: settings.acceptedProfiles ?? 'any',
    requireRecognition: settings.requireRecognition ?? true,
    ...(settings.bestSignatureTime !== undefined && {
      bestSignatureTime: settings.bestSignatureTime,
    }),
    ...(settings.documentDigests !== undefined && { documentDigests: settings.documentDigests }),
  }
  refuseMisuse(policy)
  return freezeSettings(policy)
}

function refuseMisuse(policy: ValidationPolicy): void {
  if (policy.id.trim() === '') {
    throw new UsageError('INVALID_POLICY_ID', 'Give the policy an id: reports name it.')
  }
  for (const duration of [policy.clockSkewMs, policy.revocation.maxAgeMs]) {
    if (duration === 'next-update') continue
    if (!Number.isSafeInteger(duration) || duration < 0) {
      throw new UsageError('INVALID_DURATION', 'Give durations as whole milliseconds from 0 up.')
    }
  }
  if (policy.signature.keyUsage.length === 0) {
    throw new UsageError('NO_KEY_USAGE', 'Accept at least one key usage, or nobody can sign.')
  }
  const ids = policy.certificateProfiles.map(({ id }) => id)
  if (new Set(ids).size !== ids.length) {
    throw new UsageError('DUPLICATE_PROFILE_ID', 'Give every certificate profile its own id.')
  }
  const { acceptedProfiles } = policy
  if (acceptedProfiles !== 'any' && acceptedProfiles.some((id) => !ids.includes(id))) {
    throw new UsageError(
      'UNKNOWN_PROFILE_ID',
      'acceptedProfiles names a profile that certificateProfiles does not hold.',
    )
  }
}

/** The settings are frozen to the bottom; anchors are frozen by `trustAnchors()` and shared. */
function freezeSettings(policy: ValidationPolicy): ValidationPolicy {
  const { trustAnchors, ...settings } = policy
  freezeDeep(Object.values(settings))
  return Object.freeze({ ...settings, trustAnchors })
}

function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const field of Object.values(value)) freezeDeep(field)
}
