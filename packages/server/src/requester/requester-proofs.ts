import {
  canonicalJson,
  type Instant,
  type RequesterProof,
  type RequesterTrust,
  type SignatureRequest,
} from '@chopmark/core'
import { type EvidenceItem, requesterPolicy } from '@chopmark/verify'
import type { Collector } from '../collector/collector.js'
import { toBase64url } from '../encoding.js'
import { type RequesterKey, requesterSigner } from './requester-signer.js'

export interface RequesterSettings extends RequesterKey {
  /** Whom the portal's pages believe: what their dialog will ask about this certificate is collected beforehand. */
  readonly trust: RequesterTrust
}

/** Signs requests and staples what the collector found about the portal's own certificate. */
export interface RequesterProofs {
  proofOf(request: SignatureRequest, now: Instant): Promise<RequesterProof>
}

/** Collected evidence serves this long: CRLs and OCSP answers are newer than that anyway when the collector refreshes them. */
const keptMs = 5 * 60 * 1000
type Stapled = RequesterProof['evidence']

/** @throws UsageError as `requesterSigner` and `requesterPolicy`. */
export function requesterProofs(
  settings: RequesterSettings,
  collector: Collector,
): RequesterProofs {
  const signed = requesterSigner(settings)
  const policy = requesterPolicy(settings.trust)
  let kept: { readonly at: Instant; readonly evidence: Promise<Stapled> } | undefined

  /** One collection at a time; a failed one is not kept. */
  const evidenceFor = (signature: Uint8Array, octets: Uint8Array, now: Instant) => {
    if (kept === undefined || now - kept.at >= keptMs || now < kept.at) {
      const content = { sizeBytes: octets.length, digests: [], bytes: octets }
      const evidence = collector
        .collect({ signature, policy, validationTime: now, content })
        .then(({ items }) => items.flatMap(stapled))
      const mine = { at: now, evidence }
      kept = mine
      evidence.catch(() => {
        if (kept === mine) kept = undefined
      })
    }
    return kept.evidence
  }

  return {
    async proofOf(request, now) {
      const octets = new TextEncoder().encode(canonicalJson(request))
      const signature = await signed(octets, now)
      const evidence = await evidenceFor(signature, octets, now)
      return { signature: toBase64url(signature), evidence }
    },
  }
}

/** What a browser can use; an OCSP answer goes without its nonce, which was this server's own question. */
function stapled(item: EvidenceItem): Stapled {
  switch (item.kind) {
    case 'certificate':
    case 'crl':
    case 'ocsp':
      return [{ kind: item.kind, bytes: toBase64url(item.bytes) }]
    case 'timestamp':
    case 'failed-fetch':
      return []
  }
}
