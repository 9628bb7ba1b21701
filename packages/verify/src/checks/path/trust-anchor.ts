import type { Certificate, Instant } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'
import { isoTime } from '../../iso-time.js'

export interface TrustAnchorInput {
  /** The anchor the path ends at; null: it ends nowhere. */
  readonly anchorId: string | null
  /** The certificate the anchor came in. */
  readonly certificate?: Certificate | undefined
  /** What that certificate in itself is refused for: the first of the checks that are asked of any certificate. */
  readonly unsound?: string | undefined
  readonly at: Instant
  /** CA certificates of the path that are not self-issued, the target left out. */
  readonly intermediates: number
  /** The target is the anchor's own certificate: then it need not be a CA. */
  readonly itself: boolean
}

/**
 * Does the path end at a trust anchor, and does the certificate in which the anchor came allow the path?
 * RFC 5280 leaves the limits of an anchor to the relying party; those that the anchor's own certificate states are taken
 * (validity, CA, key usage, path length; name constraints and purposes are asked with those of the other CAs). A version-1 root
 * states nothing and is limited by nothing.
 * Source: RFC 5280 §6.1.1 (d), RFC 5937 §3.2.
 */
export const trustAnchor: Check<TrustAnchorInput, 'path.trust-anchor'> = {
  id: 'path.trust-anchor',
  clause: 'RFC 5280 §6.1.1 (d), RFC 5937 §3.2',
  run({ anchorId, certificate, unsound, at, intermediates, itself }) {
    if (anchorId === null) return indeterminate('NO_CERTIFICATE_CHAIN_FOUND', { anchor: null })
    if (certificate === undefined) return passed({ anchor: anchorId })
    const { notBefore, notAfter, extension, version } = certificate
    const facts = {
      anchor: anchorId,
      notBefore: isoTime(notBefore),
      notAfter: isoTime(notAfter),
    }
    const problem = refusal()
    return problem === null
      ? passed(facts)
      : indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', { ...facts, problem })

    function refusal(): string | null {
      if (unsound !== undefined) return unsound
      if (at < notBefore || at > notAfter) return 'OUT_OF_VALIDITY'
      if (itself || version !== 3) return null
      const { basicConstraints, keyUsage } = extension
      if (basicConstraints?.cA !== true) return 'NOT_A_CA'
      if (keyUsage?.includes('keyCertSign') === false) return 'KEY_USAGE'
      const { pathLenConstraint } = basicConstraints
      return pathLenConstraint !== undefined && intermediates > pathLenConstraint
        ? 'PATH_LENGTH'
        : null
    }
  },
}
