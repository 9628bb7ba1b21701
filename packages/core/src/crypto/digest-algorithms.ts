import type { Ok } from '../result.js'
import type { AlgorithmIdentifier } from '../x509/algorithm-identifier.js'
import { type AlgorithmProblem, algorithmProblem } from './algorithm-problem.js'
import type { DigestAlgorithm } from './contract.js'

const digestOids: Readonly<Record<string, DigestAlgorithm | undefined>> = {
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
  '2.16.840.1.101.3.4.2.7': 'SHA3-224',
  '2.16.840.1.101.3.4.2.8': 'SHA3-256',
  '2.16.840.1.101.3.4.2.9': 'SHA3-384',
  '2.16.840.1.101.3.4.2.10': 'SHA3-512',
}

/**
 * The hash that an AlgorithmIdentifier names. Parameters may be absent or NULL, and nothing else: RFC 5754 §2, RFC 3370
 * §2, RFC 9688 §2.
 */
export function digestAlgorithmOf(
  identifier: AlgorithmIdentifier,
): Ok<DigestAlgorithm> | AlgorithmProblem {
  const { oid, parameters } = identifier
  const algorithm = digestOids[oid]
  if (algorithm === undefined) {
    return algorithmProblem('UNSUPPORTED_ALGORITHM', 'UNKNOWN_OID', oid)
  }
  return parameters === undefined || isNull(parameters)
    ? { ok: true, value: algorithm }
    : algorithmProblem('BAD_PARAMETERS', 'PARAMETERS_MALFORMED', oid)
}

/** The dotted OID of a hash. */
export function digestOidOf(algorithm: DigestAlgorithm): string {
  return Object.keys(digestOids).find((oid) => digestOids[oid] === algorithm) as string
}

/** Length of a digest in octets. */
export function digestLength(algorithm: DigestAlgorithm): number {
  switch (algorithm) {
    case 'MD5':
      return 16
    case 'SHA-1':
      return 20
    case 'SHA-224':
    case 'SHA3-224':
      return 28
    case 'SHA-256':
    case 'SHA3-256':
      return 32
    case 'SHA-384':
    case 'SHA3-384':
      return 48
    case 'SHA-512':
    case 'SHA3-512':
      return 64
  }
}

/** Is this TLV a NULL? */
export function isNull(value: Uint8Array): boolean {
  return value.length === 2 && value[0] === 0x05 && value[1] === 0
}
