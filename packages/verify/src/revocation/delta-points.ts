import type { DistributionPoint } from '@chopmark/core'
import { candidatesFor } from './check-crls.js'
import { isDelta } from './crl-delta.js'
import { Examination } from './examination.js'
import { type CrlQuestion, isGenuine } from './examine-crl.js'
import type { Steps } from './steps.js'

/** CRLs whose signature is verified for the sake of an address; one is the rule, a few where they are partitioned. */
const maxAsked = 4

/**
 * Where delta CRLs for the certificate are published: as it says itself, and as the complete CRLs at hand say. Of these only
 * genuine ones are listened to, however old, so that nobody is sent to an address out of a stranger's CRL.
 * Source: RFC 5280 §4.2.1.15, §5.2.6.
 */
export function* deltaPoints(question: CrlQuestion): Steps<readonly DistributionPoint[]> {
  const { input, context } = question
  const points = [...(input.certificate.certificate.extension.freshestCRL ?? [])]
  const naming = candidatesFor(input, context).filter(
    ({ crl }) => crl.extension.freshestCRL !== undefined && !isDelta(crl),
  )
  for (const known of naming.slice(0, maxAsked)) {
    const examination = new Examination('crl', known.sha256, known.crl.thisUpdate)
    const genuine = yield* isGenuine(examination, known, question)
    if (genuine) points.push(...(known.crl.extension.freshestCRL ?? []))
  }
  return points
}
