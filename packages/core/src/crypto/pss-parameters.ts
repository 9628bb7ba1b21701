import { DerError } from '../der/der-error.js'
import { DerReader } from '../der/der-reader.js'
import { contextConstructed, Tag } from '../der/tag.js'
import type { Ok } from '../result.js'
import { readAlgorithmIdentifier } from '../x509/read-algorithm-identifier.js'
import { type AlgorithmProblem, algorithmProblem } from './algorithm-problem.js'
import type { DigestAlgorithm } from './contract.js'
import { digestAlgorithmOf } from './digest-algorithms.js'

/** RSASSA-PSS-params, RFC 4055 §3.1. */
export interface PssParameters {
  readonly hash: DigestAlgorithm
  readonly mgfHash: DigestAlgorithm
  readonly saltLength: number
}

export const pssOid = '1.2.840.113549.1.1.10'
const mgf1Oid = '1.2.840.113549.1.1.8'

/** No modulus that we take (8192 bits) holds more. */
const maxSaltLength = 1024

/**
 * Reads RSASSA-PSS-params whole. Defaults may be written out: RFC 4055 §3.1 tells those who validate to recognise them
 * both ways, against X.690 §11.5.
 * @param parameters - The TLV.
 */
export function parsePssParameters(parameters: Uint8Array): Ok<PssParameters> | AlgorithmProblem {
  try {
    const reader = new DerReader(parameters)
    const fields = reader.enter(Tag.sequence)
    reader.expectEnd()
    const hash = fields.optional(contextConstructed(0)) ? readHash(fields.inner()) : sha1
    if (!hash.ok) return hash
    const mgfHash = fields.optional(contextConstructed(1)) ? readMgf1(fields.inner()) : sha1
    if (!mgfHash.ok) return mgfHash
    const saltLength = fields.optional(contextConstructed(2)) ? readNumber(fields.inner()) : 20
    const trailer = fields.optional(contextConstructed(3)) ? readNumber(fields.inner()) : 1
    fields.expectEnd()
    if (trailer !== 1) return algorithmProblem('BAD_PARAMETERS', 'TRAILER_FIELD', pssOid)
    return { ok: true, value: { hash: hash.value, mgfHash: mgfHash.value, saltLength } }
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    return algorithmProblem('BAD_PARAMETERS', 'PARAMETERS_MALFORMED', pssOid)
  }
}

const sha1 = { ok: true, value: 'SHA-1' } as const

function readHash(explicit: DerReader): Ok<DigestAlgorithm> | AlgorithmProblem {
  const identifier = readAlgorithmIdentifier(explicit)
  explicit.expectEnd()
  return digestAlgorithmOf(identifier)
}

function readMgf1(explicit: DerReader): Ok<DigestAlgorithm> | AlgorithmProblem {
  const { oid, parameters } = readAlgorithmIdentifier(explicit)
  explicit.expectEnd()
  if (oid !== mgf1Oid) return algorithmProblem('UNSUPPORTED_ALGORITHM', 'MASK_GENERATION', oid)
  if (parameters === undefined) {
    return algorithmProblem('BAD_PARAMETERS', 'PARAMETERS_MISSING', oid)
  }
  const reader = new DerReader(parameters)
  const hash = readHash(reader)
  reader.expectEnd()
  return hash
}

function readNumber(explicit: DerReader): number {
  const value = explicit.smallInteger(maxSaltLength)
  explicit.expectEnd()
  return value
}
