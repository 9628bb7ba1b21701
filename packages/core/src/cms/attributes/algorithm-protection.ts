import type { DerReader } from '../../der/der-reader.js'
import { parsing } from '../../der/parsing.js'
import { contextConstructed, Tag } from '../../der/tag.js'
import type { Result } from '../../result.js'
import type { AlgorithmIdentifier } from '../../x509/algorithm-identifier.js'
import { readAlgorithmIdentifier } from '../../x509/read-algorithm-identifier.js'

/** CMSAlgorithmProtection of a signature: both have to equal the SignerInfo's, RFC 6211 §2. */
export interface AlgorithmProtection {
  readonly digestAlgorithm: AlgorithmIdentifier
  /** `raw` under the universal tag, ready to be compared with the SignerInfo's. */
  readonly signatureAlgorithm?: AlgorithmIdentifier
  readonly macAlgorithm?: AlgorithmIdentifier
}

/** RFC 6211 §2: a digest algorithm with either a signature algorithm or a MAC algorithm. */
export function parseAlgorithmProtection(value: Uint8Array): Result<AlgorithmProtection> {
  return parsing(value, (reader) => {
    const fields = reader.enter(Tag.sequence)
    const digestAlgorithm = readAlgorithmIdentifier(fields)
    const kind = fields.peek() === contextConstructed(1) ? 'signatureAlgorithm' : 'macAlgorithm'
    const second = readImplicit(fields, contextConstructed(kind === 'signatureAlgorithm' ? 1 : 2))
    fields.expectEnd()
    return { digestAlgorithm, [kind]: second }
  })
}

function readImplicit(fields: DerReader, tag: number): AlgorithmIdentifier {
  const identifier = readAlgorithmIdentifier(fields, tag)
  const raw = new Uint8Array(identifier.raw)
  raw[0] = Tag.sequence
  return { ...identifier, raw }
}
