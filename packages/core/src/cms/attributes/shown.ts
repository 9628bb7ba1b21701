import {
  octetString,
  objectIdentifier,
  sequence,
  setOf,
  tlv,
  utf8String,
} from '../../der/der-writer.js'
import type { DerReader } from '../../der/der-reader.js'
import { parsing } from '../../der/parsing.js'
import { stringText } from '../../der/strings.js'
import { Tag } from '../../der/tag.js'
import type { Locale } from '../../request.js'
import type { Result } from '../../result.js'
import { attributeOids } from './attribute-oids.js'

/**
 * What the signing dialog showed of the document, as the signed attribute `shown` says it: a claim of the software that
 * made the signature, which binds it to what it put before the person.
 */
export type Shown =
  | {
      /** `part`: the document was longer than what was shown of it. */
      readonly extent: 'whole' | 'part'
      /** The language on the screen when the person agreed. */
      readonly locale: Locale
      /** For example `chopmark/transaction`. */
      readonly renderer: string
      readonly version: string
      /** SHA-256, 32 octets, of what was rendered: `presentationOctets` for the renderers of this package. */
      readonly sha256: Uint8Array
    }
  /** The person was offered the document for opening elsewhere, and no more. */
  | { readonly extent: 'none'; readonly locale: Locale }

const extents = ['whole', 'part', 'none'] as const
const locales: readonly Locale[] = ['en', 'zh-Hant-HK', 'zh-Hans-HK']
const maxNameLength = 64

/**
 * The attribute as DER, a whole Attribute for `SignedAttributesInput.further`:
 * ```asn1
 * Shown ::= SEQUENCE {
 *   extent   ENUMERATED { whole(0), part(1), none(2) },
 *   locale   UTF8String,
 *   rendered SEQUENCE {                 -- absent when none
 *     renderer UTF8String (SIZE (1..64)),
 *     version  UTF8String (SIZE (1..64)),
 *     sha256   OCTET STRING (SIZE (32)) } OPTIONAL }
 * ```
 */
export function shownAttribute(shown: Shown): Uint8Array {
  const value = sequence(
    tlv(Tag.enumerated, Uint8Array.of(extents.indexOf(shown.extent))),
    utf8String(shown.locale),
    ...(shown.extent === 'none'
      ? []
      : [
          sequence(
            utf8String(shown.renderer),
            utf8String(shown.version),
            octetString(shown.sha256),
          ),
        ]),
  )
  return sequence(objectIdentifier(attributeOids.shown), setOf(value))
}

/** shown: what the signing dialog says it showed. @param value - The attribute's one value, a whole TLV. */
export function parseShown(value: Uint8Array): Result<Shown> {
  return parsing(value, (reader) => {
    const fields = reader.enter(Tag.sequence)
    const extent = extents[fields.smallInteger(extents.length - 1, Tag.enumerated)] ?? 'none'
    const said = text(fields)
    const locale = locales.find((known) => known === said) ?? fields.fail('BAD_VALUE')
    if (extent === 'none') {
      fields.expectEnd()
      return { extent, locale }
    }
    const rendered = fields.enter(Tag.sequence)
    fields.expectEnd()
    const renderer = text(rendered)
    const version = text(rendered)
    const sha256 = rendered.octetString()
    if (sha256.length !== 32) rendered.fail('BAD_VALUE')
    rendered.expectEnd()
    return { extent, locale, renderer, version, sha256 }
  })
}

/**
 * The same out of a whole Attribute, as `shownAttribute` makes it.
 * @param attribute - DER; any other attribute, or more than one value, is a problem.
 */
export function parseShownAttribute(attribute: Uint8Array): Result<Shown> {
  const value = parsing(attribute, (reader) => {
    const fields = reader.enter(Tag.sequence)
    if (fields.objectIdentifier() !== attributeOids.shown) fields.fail('BAD_VALUE')
    const values = fields.enter(Tag.set)
    fields.expectEnd()
    values.any()
    const only = values.raw()
    values.expectEnd()
    return only
  })
  return value.ok ? parseShown(value.value) : value
}

function text(reader: DerReader): string {
  reader.next(Tag.utf8String)
  const { bytes, start, contentStart, contentEnd } = reader
  const found = stringText(Tag.utf8String, bytes, start, contentStart, contentEnd) ?? ''
  if (found === '' || found.length > maxNameLength) reader.fail('BAD_VALUE')
  return found
}
