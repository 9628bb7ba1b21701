import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { instant, type Instant } from '@chopmark/core'
import { corporaFolder } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { budgetLimits } from '../budget.js'
import { defaultAlgorithms } from '../default-algorithms.js'
import { derOf, isCertificate, serverPurpose, validateVector } from './path.fixture.js'

interface LimboCase {
  readonly id: string
  readonly expected_result: 'SUCCESS' | 'FAILURE'
  readonly trusted_certs: readonly string[]
  readonly untrusted_intermediates: readonly string[]
  readonly peer_certificate: string
  readonly validation_time: string | null
  readonly max_chain_depth: number | null
  readonly extended_key_usage: readonly string[] | null
}

const serverName = 'the name of a TLS server is no question for a signer'
const browser = 'CA/Browser Forum profile of TLS certificates'

/** Answered otherwise than the vector asks, each with the reason. */
const otherwise: Readonly<Record<string, string>> = {
  'pathlen::max-chain-depth-1-self-issued':
    'our depth is an allowance of work, which self-issued certificates take as well',
  'webpki::nc::permitted-dns-match-noncritical':
    'the Forum allows it; RFC 5280 §4.2.1.10 does not, as rfc5280::nc::permitted-dns-match-noncritical says',
  'webpki::aki::root-with-aki-missing-keyidentifier': browser,
  'webpki::aki::root-with-aki-authoritycertissuer': browser,
  'webpki::aki::root-with-aki-authoritycertserialnumber': browser,
  'webpki::aki::root-with-aki-all-fields': browser,
  'webpki::aki::root-with-aki-ski-mismatch': browser,
  'webpki::eku::ee-anyeku': browser,
  'webpki::eku::ee-critical-eku': browser,
  'webpki::eku::ee-without-eku': browser,
  'webpki::eku::root-has-eku': browser,
  'webpki::san::mismatch-domain-san': serverName,
  'webpki::san::mismatch-subdomain-san': serverName,
  'webpki::san::mismatch-subdomain-apex-san': serverName,
  'webpki::san::mismatch-apex-subdomain-san': serverName,
  'webpki::san::public-suffix-wildcard-san': serverName,
  'webpki::san::wildcard-embedded-leftmost-san': serverName,
  'webpki::san::wildcard-not-in-leftmost-san': serverName,
  'webpki::san::wildcard-match-across-labels-san': serverName,
  'webpki::san::wildcard-embedded-ulabel-san': serverName,
  'webpki::san::no-san': serverName,
  'webpki::san::san-critical-with-nonempty-subject': browser,
  'webpki::ee-basicconstraints-ca': browser,
}

const folder = corporaFolder()
const file = folder === null ? null : join(folder, 'limbo', 'limbo.json')
const cases =
  file === null
    ? []
    : (JSON.parse(readFileSync(file, 'utf8')) as { testcases: readonly LimboCase[] }).testcases
/** When the vectors were made; they are valid for long. */
const madeAt = instant('2023-12-02T00:00:00Z')

describe.skipIf(file === null)('x509-limbo, needs ../shared/corpora/limbo', () => {
  it.each(cases.map((one) => [one.id, one] as const))('%s', async (id, test) => {
    const anchors = test.trusted_certs.map(derOf).filter(isCertificate)
    if (anchors.length === 0) {
      expect(test.expected_result).toBe('FAILURE')
      return
    }
    const report = await validateVector({
      target: derOf(test.peer_certificate),
      anchors,
      certificates: test.untrusted_intermediates.map(derOf),
      at: test.validation_time === null ? madeAt : timeOf(test.validation_time),
      policy: {
        signature: { extKeyUsage: [serverPurpose] },
        path: { requireConformingCertificates: true },
        algorithms: defaultAlgorithms(),
      },
      options: {
        purpose: test.extended_key_usage === null ? 'any' : 'signing',
        // limbo counts the intermediates, we the certificates.
        ...(test.max_chain_depth !== null && {
          budget: { ...budgetLimits, maxDepth: test.max_chain_depth + 1 },
        }),
      },
    })
    const expected = (test.expected_result === 'SUCCESS') !== id in otherwise
    expect(report.valid, JSON.stringify(report.failures, null, 1)).toBe(expected)
  })

  it('holds 135 cases, and every exception is one of them', () => {
    expect(cases).toHaveLength(135)
    expect(Object.keys(otherwise).filter((id) => !cases.some((one) => one.id === id))).toEqual([])
  })
})

function timeOf(text: string): Instant {
  return instant(text.replace(' ', 'T').replace(/(\.\d{3})\d*/, '$1'))
}
