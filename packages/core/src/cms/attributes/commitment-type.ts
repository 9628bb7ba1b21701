import type { DerReader } from '../../der/der-reader.js'
import { parsing } from '../../der/parsing.js'
import { Tag } from '../../der/tag.js'
import type { CommitmentType } from '../../request.js'
import type { Result } from '../../result.js'
import { readList } from './read-list.js'

/** commitment-type-indication, RFC 5126 §5.11.1; ETSI EN 319 122-1 §5.2.3. */
export interface CommitmentTypeIndication {
  /** Dotted OID; see `commitmentTypeOids`. */
  readonly commitmentTypeId: string
  readonly qualifiers: readonly { readonly oid: string; readonly value?: Uint8Array }[]
}

/** id-cti-ets-…, RFC 5126 §5.11.1. */
export const commitmentTypeOids: Readonly<Record<CommitmentType, string>> = {
  proofOfOrigin: '1.2.840.113549.1.9.16.6.1',
  proofOfReceipt: '1.2.840.113549.1.9.16.6.2',
  proofOfDelivery: '1.2.840.113549.1.9.16.6.3',
  proofOfSender: '1.2.840.113549.1.9.16.6.4',
  proofOfApproval: '1.2.840.113549.1.9.16.6.5',
  proofOfCreation: '1.2.840.113549.1.9.16.6.6',
}

/** What the signature means to say. */
export function parseCommitmentType(value: Uint8Array): Result<CommitmentTypeIndication> {
  return parsing(value, (reader) => {
    const fields = reader.enter(Tag.sequence)
    const commitmentTypeId = fields.objectIdentifier()
    const qualifiers = fields.atEnd ? [] : readList(fields.enter(Tag.sequence), readQualifier)
    fields.expectEnd()
    return { commitmentTypeId, qualifiers }
  })
}

/** An OID and, as its type says, a value. */
export function readQualifier(list: DerReader): { oid: string; value?: Uint8Array } {
  const fields = list.enter(Tag.sequence)
  const oid = fields.objectIdentifier()
  if (fields.atEnd) return { oid }
  const value = fields.opaque()
  fields.expectEnd()
  return { oid, value }
}
