import type { DerReader } from '../../der/der-reader.js'
import { parsing } from '../../der/parsing.js'
import { Tag } from '../../der/tag.js'
import type { Result } from '../../result.js'
import type { AlgorithmIdentifier } from '../../x509/algorithm-identifier.js'
import { readAlgorithmIdentifier } from '../../x509/read-algorithm-identifier.js'
import { readQualifier } from './commitment-type.js'
import { readList } from './read-list.js'

/** signature-policy-identifier, which makes a CAdES-EPES signature. RFC 5126 §5.8.1; ETSI EN 319 122-1 §5.2.9.1. */
export type SignaturePolicyIdentifier =
  | { readonly kind: 'implied' }
  | {
      readonly kind: 'explicit'
      readonly policyId: string
      /** Absent when the policy is known by its identifier alone. */
      readonly policyHash?: {
        readonly hashAlgorithm: AlgorithmIdentifier
        readonly value: Uint8Array
      }
      /** id-spq-ets-uri, -unotice, -docspec …, values as whole TLVs. */
      readonly qualifiers: readonly { readonly oid: string; readonly value?: Uint8Array }[]
    }

/** The rules the signer says to have signed under. */
export function parseSignaturePolicy(value: Uint8Array): Result<SignaturePolicyIdentifier> {
  return parsing(value, (reader) => {
    if (reader.peek() === Tag.null) {
      reader.null()
      return { kind: 'implied' }
    }
    const fields = reader.enter(Tag.sequence)
    const policyId = fields.objectIdentifier()
    const policyHash = fields.atEnd ? undefined : readHash(fields)
    const qualifiers = fields.atEnd ? [] : readList(fields.enter(Tag.sequence), readQualifier)
    fields.expectEnd()
    return { kind: 'explicit', policyId, ...(policyHash && { policyHash }), qualifiers }
  })
}

function readHash(reader: DerReader): { hashAlgorithm: AlgorithmIdentifier; value: Uint8Array } {
  const fields = reader.enter(Tag.sequence)
  const hashAlgorithm = readAlgorithmIdentifier(fields)
  const value = fields.octetString()
  fields.expectEnd()
  return { hashAlgorithm, value }
}
