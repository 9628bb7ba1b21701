import type { Instant, TrustAnchors } from '@chopmark/core'
import { certificateProfiles } from '@chopmark/trust-hk'
import {
  anyAlgorithms,
  defaultAlgorithms,
  definePolicy,
  type ValidationPolicy,
} from '@chopmark/verify'

/** What a command line or a batch job asks of the decision. */
export interface DecisionSettings {
  readonly anchors: TrustAnchors
  readonly at: Instant
  readonly algorithms: 'default' | 'any'
  readonly revocation: boolean
  readonly policies: readonly string[]
  readonly explicitPolicy: boolean
  readonly inhibitPolicyMapping: boolean
  readonly inhibitAnyPolicy: boolean
  /** Refuse certificates that RFC 5280 §4 forbids a CA to issue. */
  readonly conforming: boolean
  /** Greatest age of revocation evidence; left out, its own nextUpdate decides, and without one it may be a day old. */
  readonly maxAgeSeconds?: number
}

/**
 * The policy of the command line: CAdES baseline, revocation required, the kinds of certificate known in Hong Kong.
 * Recognition is asked for when every anchor states it, so for `--anchors hk` and not for an operator's own file.
 */
export function policyFor(settings: DecisionSettings): ValidationPolicy {
  const { anchors, policies } = settings
  return definePolicy({
    id: settings.algorithms === 'any' ? 'chopmark-cli/any-algorithm' : 'chopmark-cli',
    trustAnchors: anchors,
    revocation: {
      required: settings.revocation ? 'always' : 'never',
      maxAgeMs:
        settings.maxAgeSeconds === undefined ? 'next-update' : settings.maxAgeSeconds * 1000,
    },
    path: {
      initialPolicySet: policies.length === 0 ? 'any' : policies,
      initialExplicitPolicy: settings.explicitPolicy,
      initialPolicyMappingInhibit: settings.inhibitPolicyMapping,
      initialAnyPolicyInhibit: settings.inhibitAnyPolicy,
      ...(settings.conforming && { requireConformingCertificates: true }),
    },
    algorithms: settings.algorithms === 'any' ? anyAlgorithms() : defaultAlgorithms(),
    certificateProfiles,
    requireRecognition: anchors.every(({ recognition }) => recognition.length > 0),
  })
}
