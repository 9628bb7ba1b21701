import { contextConstructed, type DerReader, Tag } from '@chopmark/core'
import { parseLayer } from './asn1.js'
import { type EncryptionScheme, parseEncryptionScheme } from './encryption-scheme.js'
import { maxAttributes, maxBags, maxNesting } from './limits.js'
import { Pkcs12Error } from './pkcs12-error.js'

/** What a writer says about a bag. RFC 7292 §4.2. */
export interface BagAttributes {
  readonly friendlyName?: string
  /** Ties a key to its certificate. */
  readonly localKeyId?: Uint8Array
}

/** A SafeBag that matters here; CRLs and secrets are passed over. */
export type Bag = BagAttributes &
  (
    | { readonly kind: 'certificate'; readonly der: Uint8Array }
    | { readonly kind: 'key'; readonly pkcs8: Uint8Array }
    | {
        readonly kind: 'shroudedKey'
        readonly encrypted: Uint8Array
        readonly encryption: EncryptionScheme
      }
  )

const bagOids = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  safeContents: '1.2.840.113549.1.12.10.1.6',
} as const
const x509CertificateOid = '1.2.840.113549.1.9.22.1'
const friendlyNameOid = '1.2.840.113549.1.9.20'
const localKeyIdOid = '1.2.840.113549.1.9.21'

/**
 * Parses SafeContents, nested ones too, RFC 7292 §4.2.
 * @param count - Bags met so far in the whole file; raised by each bag.
 */
export function parseSafeContents(bytes: Uint8Array, count: { bags: number }): readonly Bag[] {
  const before = count.bags
  return parseLayer(bytes, (reader) => {
    // A BER file is parsed twice; its bags count once.
    count.bags = before
    const bags: Bag[] = []
    parseBags(reader.enter(Tag.sequence), bags, count, 0)
    return bags
  })
}

function parseBags(list: DerReader, bags: Bag[], count: { bags: number }, depth: number): void {
  if (depth > maxNesting) list.fail('TOO_DEEP')
  while (!list.atEnd) {
    if (++count.bags > maxBags) throw new Pkcs12Error('P12_DAMAGED')
    const bag = list.enter(Tag.sequence)
    const oid = bag.objectIdentifier()
    const value = bag.enter(contextConstructed(0))
    const attributes = bag.atEnd ? {} : parseAttributes(bag)
    bag.expectEnd()
    switch (oid) {
      case bagOids.key:
        value.next(Tag.sequence)
        bags.push({ kind: 'key', pkcs8: value.raw(), ...attributes })
        break
      case bagOids.shroudedKey: {
        const info = value.enter(Tag.sequence)
        const encryption = parseEncryptionScheme(info)
        bags.push({ kind: 'shroudedKey', encrypted: info.octetString(), encryption, ...attributes })
        break
      }
      case bagOids.certificate: {
        const certBag = value.enter(Tag.sequence)
        if (certBag.objectIdentifier() !== x509CertificateOid) break
        const der = certBag.enter(contextConstructed(0)).octetString()
        bags.push({ kind: 'certificate', der, ...attributes })
        break
      }
      case bagOids.safeContents:
        parseBags(value.enter(Tag.sequence), bags, count, depth + 1)
        break
    }
  }
}

function parseAttributes(bag: DerReader): BagAttributes {
  const set = bag.enter(Tag.set)
  const found: { friendlyName?: string; localKeyId?: Uint8Array } = {}
  for (let seen = 0; !set.atEnd; seen++) {
    if (seen === maxAttributes) set.fail('TOO_MANY')
    const attribute = set.enter(Tag.sequence)
    const oid = attribute.objectIdentifier()
    const values = attribute.enter(Tag.set)
    if (oid === friendlyNameOid && values.peek() === Tag.bmpString) {
      values.any()
      found.friendlyName = bmpText(values.content())
    } else if (oid === localKeyIdOid && values.peek() === Tag.octetString) {
      found.localKeyId = values.octetString()
    }
  }
  return found
}

function bmpText(octets: Uint8Array): string {
  let text = ''
  for (let i = 0; i + 1 < octets.length && i < 1024; i += 2) {
    text += String.fromCharCode((octets[i] ?? 0) * 256 + (octets[i + 1] ?? 0))
  }
  return text
}
