import type { TrustAnchor } from '@chopmark/core'
import type { PathSettings } from '../policy.js'
import { anyPolicy } from './policy-graph.js'

/**
 * The initial settings for paths to one anchor: what the caller asked for, cut to the certificate policies for which
 * the anchor is trusted. RFC 5280 §6.1.1 (c), RFC 5937 §3.2.
 */
export function pathSettings(settings: PathSettings, anchor: TrustAnchor): PathSettings {
  const { initialPolicySet: asked } = settings
  const { certificatePolicies: trusted } = anchor
  if (trusted === 'any' || trusted.includes(anyPolicy)) return settings
  return {
    ...settings,
    initialPolicySet:
      asked === 'any' || asked.includes(anyPolicy)
        ? trusted
        : asked.filter((policy) => trusted.includes(policy)),
  }
}
