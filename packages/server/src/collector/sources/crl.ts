import { type Instant, parseCertificateList } from '@chopmark/core'
import { maxAgeFor, type ValidationPolicy } from '@chopmark/verify'
import type { Inspected } from '../answer-cache.js'
import { askInTurn, type EvidenceSource } from '../evidence-source.js'
import { derValues } from '../der-values.js'

/** Collects the CRL that a certificate's distribution point names, RFC 5280 §4.2.1.13. */
export const crlSource: EvidenceSource<'crl'> = {
  kind: 'crl',
  collect: (need, context) =>
    askInTurn(
      need,
      context,
      (url) => ({
        key: url,
        url,
        accept: 'application/pkix-crl, */*;q=0.1',
        maxBytes: context.limits.maxCrlBytes,
        inspect: (bytes) => inspectCrl(bytes, context.policy),
      }),
      ({ bytes, fetchedAt }, url) => [{ kind: 'crl', bytes, obtainedAt: fetchedAt, url }],
    ),
}

/** A CRL speaks until its nextUpdate, and no longer than until the policy calls it too old. */
function inspectCrl(bytes: Uint8Array, { revocation }: ValidationPolicy): Inspected | undefined {
  const [der] = derValues(bytes, 1)
  if (!der) return undefined
  const parsed = parseCertificateList(der)
  if (!parsed.ok) return undefined
  const { thisUpdate, nextUpdate } = parsed.value
  const maxAgeMs = maxAgeFor(revocation, nextUpdate) ?? Infinity
  const tooOld = thisUpdate + maxAgeMs
  const currentUntil = Math.min(nextUpdate ?? tooOld, tooOld) as Instant
  return { bytes: der, currentUntil, issuedAt: thisUpdate }
}
