import { contextConstructed, contextPrimitive, type DerReader, Tag } from '@chopmark/core'
import { maxRecipientInfos } from './limits.js'
import { type Algorithm, readAlgorithm } from './read-algorithm.js'

/** Whose key: RFC 5652 §6.2.1. */
export type RecipientId =
  | { readonly issuer: Uint8Array; readonly serialNumber: Uint8Array }
  | { readonly subjectKeyIdentifier: Uint8Array }

/** The content-encryption key for one recipient (for several, with key agreement), RFC 5652 §6.2. */
export type RecipientInfo =
  | {
      readonly kind: 'key-transport'
      readonly id: RecipientId
      readonly algorithm: Algorithm
      readonly encryptedKey: Uint8Array
    }
  | {
      readonly kind: 'key-agreement'
      /** Absent when the sender's key stands in a certificate (static-static agreement). */
      readonly originator?: Algorithm & { readonly publicKey: Uint8Array }
      readonly keyingMaterial?: Uint8Array
      readonly algorithm: Algorithm
      readonly keys: readonly { readonly id: RecipientId; readonly encryptedKey: Uint8Array }[]
    }
  | {
      readonly kind: 'key-encryption-key'
      readonly keyIdentifier: Uint8Array
      readonly algorithm: Algorithm
      readonly encryptedKey: Uint8Array
    }
  | {
      readonly kind: 'password'
      readonly derivation?: Algorithm
      readonly algorithm: Algorithm
      readonly encryptedKey: Uint8Array
    }
  | { readonly kind: 'other' }

/** Reads a RecipientInfo as the next value. */
export function readRecipientInfo(set: DerReader): RecipientInfo {
  switch (set.peek()) {
    case Tag.sequence: {
      const fields = set.enter(Tag.sequence)
      fields.smallInteger(4)
      const id = readId(fields, contextPrimitive(0))
      return { kind: 'key-transport', id, ...readKey(fields) }
    }
    case contextConstructed(1):
      return readKeyAgreement(set.enter(contextConstructed(1)))
    case contextConstructed(2): {
      const fields = set.enter(contextConstructed(2))
      fields.smallInteger(4)
      const kek = fields.enter(Tag.sequence)
      const keyIdentifier = kek.octetString()
      return { kind: 'key-encryption-key', keyIdentifier, ...readKey(fields) }
    }
    case contextConstructed(3): {
      const fields = set.enter(contextConstructed(3))
      fields.smallInteger(4)
      const derivation =
        fields.peek() === contextConstructed(0)
          ? { derivation: readAlgorithm(fields, contextConstructed(0)) }
          : {}
      return { kind: 'password', ...derivation, ...readKey(fields) }
    }
    default:
      // OtherRecipientInfo is passed over; what no RecipientInfo can be is refused.
      set.next(contextConstructed(4))
      return { kind: 'other' }
  }
}

function readKey(fields: DerReader): {
  readonly algorithm: Algorithm
  readonly encryptedKey: Uint8Array
} {
  const algorithm = readAlgorithm(fields)
  const encryptedKey = fields.octetString()
  fields.expectEnd()
  return { algorithm, encryptedKey }
}

/** RFC 5652 §6.2.2. */
function readKeyAgreement(fields: DerReader): RecipientInfo {
  fields.smallInteger(4)
  const explicit = fields.enter(contextConstructed(0))
  let originator: (Algorithm & { readonly publicKey: Uint8Array }) | undefined
  if (explicit.peek() === contextConstructed(1)) {
    const key = explicit.enter(contextConstructed(1))
    const algorithm = readAlgorithm(key)
    originator = { ...algorithm, publicKey: key.bitStringOctets() }
    key.expectEnd()
  } else {
    explicit.any()
  }
  explicit.expectEnd()
  let keyingMaterial: Uint8Array | undefined
  if (fields.peek() === contextConstructed(1)) {
    const ukm = fields.enter(contextConstructed(1))
    keyingMaterial = ukm.octetString()
    ukm.expectEnd()
  }
  const algorithm = readAlgorithm(fields)
  const list = fields.enter(Tag.sequence)
  fields.expectEnd()
  const keys: { readonly id: RecipientId; readonly encryptedKey: Uint8Array }[] = []
  while (list.hasMore()) {
    if (keys.length === maxRecipientInfos) list.fail('TOO_MANY')
    const one = list.enter(Tag.sequence)
    const id = readId(one, contextConstructed(0))
    keys.push({ id, encryptedKey: one.octetString() })
    one.expectEnd()
  }
  return {
    kind: 'key-agreement',
    ...(originator === undefined ? {} : { originator }),
    ...(keyingMaterial === undefined ? {} : { keyingMaterial }),
    algorithm,
    keys,
  }
}

/** IssuerAndSerialNumber, or a key identifier: bare, or at the head of a RecipientKeyIdentifier. */
function readId(parent: DerReader, keyIdentifierTag: number): RecipientId {
  if (parent.peek() === contextPrimitive(0) && keyIdentifierTag === contextPrimitive(0)) {
    return { subjectKeyIdentifier: parent.octetString(keyIdentifierTag) }
  }
  if (parent.peek() === contextConstructed(0) && keyIdentifierTag === contextConstructed(0)) {
    return { subjectKeyIdentifier: parent.enter(keyIdentifierTag).octetString() }
  }
  const fields = parent.enter(Tag.sequence)
  fields.any()
  const issuer = fields.raw()
  const serialNumber = fields.integer()
  fields.expectEnd()
  return { issuer, serialNumber }
}
