import { instant, type DigestAlgorithm, type Instant } from '@chopmark/core'
import type { AlgorithmConstraint } from './algorithm-policy.js'

type Until = Instant | 'no-limit' | 'never'

const digest = (algorithm: DigestAlgorithm, acceptableUntil: Until): AlgorithmConstraint => ({
  kind: 'digest',
  algorithm,
  acceptableUntil,
})

const signature = (
  scheme: Extract<AlgorithmConstraint, { kind: 'signature' }>['scheme'],
  minKeyBits: number,
  acceptableUntil: Until,
): AlgorithmConstraint => ({ kind: 'signature', scheme, minKeyBits, acceptableUntil })

/**
 * The algorithms a policy accepts unless it says otherwise, each with the moment from which it is refused.
 * - SHA-2 and SHA-3 of 256 bits and more, RSA from 3000 bits, ECDSA on P-256 and larger, Ed25519: no date yet
 *   (ETSI TS 119 312 V1.4.3 §5, §6; NIST SP 800-57 Part 1 Rev. 5 §5.6.1).
 * - RSA from 2048 bits, which all Hong Kong certificates of persons carry: until the end of 2030
 *   (112 bits of strength, NIST SP 800-57 Part 1 Rev. 5 table 4).
 * - SHA-224: until the end of 2025 (TS 119 312 V1.4.3 table 1, recommended no longer).
 * - RSA from 1024 bits: until the end of 2013 (NIST SP 800-131A §3). SHA-1: until August 2012 (TS 119 312, as
 *   the validation policies of EU implementations carry it). What was signed with them earlier still needs a proof of
 *   existence from before that day.
 * - MD5, DSA and smaller keys: never (collisions 2004; FIPS 186-5 withdrew DSA, and WebCrypto lacks both).
 */
export function defaultAlgorithms(): readonly AlgorithmConstraint[] {
  table ??= Object.freeze(defaultTable())
  return table
}

let table: readonly AlgorithmConstraint[] | undefined

function defaultTable(): readonly AlgorithmConstraint[] {
  const end2030 = instant('2031-01-01T00:00:00Z')
  const end2013 = instant('2014-01-01T00:00:00Z')
  return [
    digest('MD5', 'never'),
    digest('SHA-1', instant('2012-08-01T00:00:00Z')),
    digest('SHA-224', instant('2026-01-01T00:00:00Z')),
    digest('SHA-256', 'no-limit'),
    digest('SHA-384', 'no-limit'),
    digest('SHA-512', 'no-limit'),
    digest('SHA3-256', 'no-limit'),
    digest('SHA3-384', 'no-limit'),
    digest('SHA3-512', 'no-limit'),
    signature('RSASSA-PKCS1-v1_5', 1024, end2013),
    signature('RSASSA-PKCS1-v1_5', 2048, end2030),
    signature('RSASSA-PKCS1-v1_5', 3000, 'no-limit'),
    signature('RSASSA-PSS', 1024, end2013),
    signature('RSASSA-PSS', 2048, end2030),
    signature('RSASSA-PSS', 3000, 'no-limit'),
    signature('ECDSA', 256, 'no-limit'),
    signature('Ed25519', 0, 'no-limit'),
    signature('DSA', 0, 'never'),
  ]
}

/**
 * Every algorithm the code knows, at any strength and any time. For conformance work and for old archives read with
 * other proof at hand: under it a forger who can break MD5 or a 512-bit key makes signatures that pass, and the report
 * says which algorithms were let through only by it.
 */
export function anyAlgorithms(): readonly AlgorithmConstraint[] {
  const digests: readonly DigestAlgorithm[] = [
    'MD5',
    'SHA-1',
    'SHA-224',
    'SHA-256',
    'SHA-384',
    'SHA-512',
    'SHA3-224',
    'SHA3-256',
    'SHA3-384',
    'SHA3-512',
  ]
  const schemes = ['RSASSA-PKCS1-v1_5', 'RSASSA-PSS', 'ECDSA', 'Ed25519', 'DSA'] as const
  return [
    ...digests.map((algorithm) => digest(algorithm, 'no-limit')),
    ...schemes.map((scheme) => signature(scheme, 0, 'no-limit')),
  ]
}
