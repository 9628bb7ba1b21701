import type { DerReader } from '../der/der-reader.js'
import { ia5Text } from '../der/strings.js'
import { Tag } from '../der/tag.js'
import type { GeneralName } from './general-name.js'
import { readName } from './read-name.js'

/** What an iPAddress stands for: an address, or an address with its mask in a name constraint. RFC 5280 §4.2.1.10. */
export type AddressForm = 'address' | 'address-and-mask'

/** GeneralNames, SEQUENCE SIZE (1..MAX), RFC 5280 §4.2.1.6; `tag` for an implicit one. */
export function readGeneralNames(reader: DerReader, tag: number = Tag.sequence): GeneralName[] {
  const inner = reader.enter(tag)
  if (inner.atEnd) reader.fail('MISSING_FIELD')
  const names: GeneralName[] = []
  while (inner.hasMore()) names.push(readGeneralName(inner))
  return names
}

/** GeneralName, RFC 5280 §4.2.1.6. The text of names is octets below 128 as they stand: no part of it is interpreted here. */
export function readGeneralName(reader: DerReader, form: AddressForm = 'address'): GeneralName {
  switch (reader.any()) {
    case 0xa0: {
      const raw = reader.raw()
      const fields = reader.inner()
      const oid = fields.objectIdentifier()
      const explicit = fields.enter(0xa0)
      fields.expectEnd()
      const value = explicit.opaque()
      explicit.expectEnd()
      return { kind: 'otherName', oid, value, raw }
    }
    case 0x81:
      return { kind: 'rfc822Name', text: textOf(reader), raw: reader.raw() }
    case 0x82:
      return { kind: 'dNSName', text: textOf(reader), raw: reader.raw() }
    case 0xa3:
      return { kind: 'x400Address', raw: reader.raw() }
    case 0xa4: {
      const raw = reader.raw()
      const explicit = reader.inner()
      const name = readName(explicit)
      explicit.expectEnd()
      return { kind: 'directoryName', name, raw }
    }
    case 0xa5:
      return { kind: 'ediPartyName', raw: reader.raw() }
    case 0x86:
      return { kind: 'uniformResourceIdentifier', text: textOf(reader), raw: reader.raw() }
    case 0x87: {
      const octets = reader.content()
      const unit = form === 'address' ? 4 : 8
      if (octets.length !== unit && octets.length !== unit * 4) reader.fail('BAD_VALUE')
      return { kind: 'iPAddress', octets, raw: reader.raw() }
    }
    case 0x88:
      return { kind: 'registeredID', oid: reader.oidText(), raw: reader.raw() }
    default:
      return reader.fail('UNEXPECTED_TAG')
  }
}

function textOf(reader: DerReader): string {
  return ia5Text(reader.bytes, reader.start, reader.contentStart, reader.contentEnd)
}
