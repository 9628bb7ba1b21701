import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Instant, instant } from '@chopmark/core'
import { corporaFolder, readCorpus } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import type { AlgorithmConstraint } from '../algorithm-policy.js'
import { budgetLimits } from '../budget.js'
import { anyAlgorithms } from '../default-algorithms.js'
import type { PathPurpose } from './path.js'
import {
  clientPurpose,
  derOf,
  isCertificate,
  serverPurpose,
  validateVector,
} from './path.fixture.js'

interface OpenSslCase {
  readonly id: string
  readonly description: string
  readonly endEntity: string
  readonly purpose: 'sslserver' | 'sslclient' | 'timestampsign' | null
  readonly trusted: readonly string[]
  readonly untrusted: readonly string[]
  readonly options: readonly string[]
  readonly opensslOnly: boolean
  readonly expected: { readonly valid: boolean }
}

const direct =
  '-partial_chain lets a listed certificate that is no CA and not self-signed vouch for itself; an anchor here issues'
const proxy =
  'proxy certificates (RFC 3820) are no signers here; without the option OpenSSL refuses them too'
const md5 = 'MD5 is supported by no browser and accepted by no policy; -auth_level 0 is for tests'

/** Answered otherwise than the vector asks, each with the reason. */
const otherwise: Readonly<Record<string, string>> = {
  v065: 'OpenSSL looks no further once a listed certificate fits; the path by the other one holds',
  v082: direct,
  v083: direct,
  v101: proxy,
  v102: proxy,
  v105: proxy,
  v116: md5,
  v118: md5,
  v135: direct,
  v136: '-vfyopt distid: SM2 is not among our algorithms',
  v137: '-vfyopt hexdistid: SM2 is not among our algorithms',
}

const folder = corporaFolder()
const all = (readCorpus('openssl-verify')?.items ?? []) as unknown as readonly OpenSslCase[]
/** OpenSSL's "TRUSTED CERTIFICATE" files carry settings of its own; the corpus marks the cases that are about those. */
const cases = all.filter(({ opensslOnly }) => !opensslOnly)
const read = (path: string): Uint8Array =>
  derOf(readFileSync(join(folder ?? '', 'openssl-verify', path), 'utf8'))

describe.skipIf(folder === null)('OpenSSL verify, needs ../shared/corpora/openssl-verify', () => {
  it.each(cases.map((one) => [`${one.id} ${one.description}`, one] as const))(
    '%s',
    async (_, test) => {
      const valid = await isValid(test)
      expect(valid.valid, valid.why).toBe(test.expected.valid !== test.id in otherwise)
    },
  )

  it('holds 139 cases, and every exception is one of them', () => {
    expect(all).toHaveLength(139)
    expect(Object.keys(otherwise).filter((id) => !cases.some((one) => one.id === id))).toEqual([])
  })
})

async function isValid(test: OpenSslCase): Promise<{ valid: boolean; why: string }> {
  const anchors = test.trusted.map(read).filter(isCertificate)
  if (anchors.length === 0)
    return { valid: false, why: 'without a trust anchor there is no policy' }
  const depth = optionOf(test, '-verify_depth')
  const purpose: PathPurpose =
    test.purpose === null ? 'any' : test.purpose === 'timestampsign' ? 'time-stamping' : 'signing'
  const report = await validateVector({
    target: read(test.endEntity),
    anchors,
    certificates: test.untrusted.map(read),
    at: timeOf(test),
    policy: {
      signature: {
        extKeyUsage: [test.purpose === 'sslclient' ? clientPurpose : serverPurpose],
      },
      algorithms: level(Number(optionOf(test, '-auth_level') ?? 1)),
      path: {
        requireConformingCertificates: test.options.includes('-x509_strict'),
        initialExplicitPolicy: test.options.includes('-explicit_policy'),
        initialPolicySet: test.options.includes('-policy')
          ? [optionOf(test, '-policy') ?? '']
          : 'any',
      },
    },
    options: {
      purpose,
      // OpenSSL counts the intermediates, we the certificates.
      ...(depth !== undefined && { budget: { ...budgetLimits, maxDepth: Number(depth) + 1 } }),
    },
  })
  return { valid: report.valid, why: JSON.stringify(report.failures, null, 1) }
}

function optionOf({ options }: OpenSslCase, name: string): string | undefined {
  const at = options.indexOf(name)
  return at < 0 ? undefined : options[at + 1]
}

function timeOf(test: OpenSslCase): Instant {
  const seconds = optionOf(test, '-attime')
  return seconds === undefined
    ? instant('2026-11-24T00:00:00Z')
    : ((Number(seconds) * 1000) as Instant)
}

/** OpenSSL's security levels: 0 anything, 1 from 80 bits of strength, 2 from 112, 3 from 128; MD5 goes with level 1. */
function level(auth: number): readonly AlgorithmConstraint[] {
  const rsaBits = [0, 1024, 2048, 3072][auth] ?? 0
  // WebCrypto has no MD5 to ask at any level.
  const weak = new Set(auth < 2 ? ['MD5'] : ['MD5', 'SHA-1'])
  return anyAlgorithms().map((row) => {
    if (row.kind === 'digest') {
      return weak.has(row.algorithm) ? { ...row, acceptableUntil: 'never' } : row
    }
    return row.scheme.startsWith('RSA') ? { ...row, minKeyBits: rsaBits } : row
  })
}
