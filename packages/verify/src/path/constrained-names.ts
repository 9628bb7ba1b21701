import { type Certificate, type GeneralName, type Name, parsing, Tag } from '@chopmark/core'
import { rdnKeys } from './rdn-keys.js'

/** A certificate's name as name constraints see it. */
export type ConstrainedName =
  | { readonly form: 'directoryName'; readonly rdnKeys: readonly string[] }
  | { readonly form: 'rfc822Name' | 'dNSName' | 'uniformResourceIdentifier'; readonly text: string }
  | { readonly form: 'iPAddress'; readonly octets: Uint8Array }
  | { readonly form: 'otherName' | 'x400Address' | 'ediPartyName' | 'registeredID' }

const smtpUtf8Mailbox = '1.3.6.1.5.5.7.8.9'
const emailAddress = '1.2.840.113549.1.9.1'
const known = new WeakMap<Certificate, readonly ConstrainedName[]>()

/**
 * All names of the subject to which name constraints apply: the subject unless it is empty, each subjectAltName, and each
 * emailAddress in the subject, which RFC 5280 asks for only when there is no subjectAltName; asking always is the stricter.
 * Source: RFC 5280 §4.2.1.10.
 */
export function constrainedNames(certificate: Certificate): readonly ConstrainedName[] {
  let names = known.get(certificate)
  if (names === undefined) {
    names = collectNames(certificate)
    known.set(certificate, names)
  }
  return names
}

function collectNames({ subject, extension }: Certificate): ConstrainedName[] {
  const names: ConstrainedName[] = []
  if (subject.rdns.length > 0) names.push(directoryName(subject))
  for (const rdn of subject.rdns) {
    for (const { oid, text } of rdn) {
      // An emailAddress that is no text at all is taken for one that fits nowhere.
      if (oid === emailAddress) names.push({ form: 'rfc822Name', text: text ?? '' })
    }
  }
  for (const name of extension.subjectAltName ?? []) {
    names.push(constrainedName(name))
    // An internationalised mailbox is an otherName, and what is said of mailboxes holds for it: RFC 9598 §6.
    if (name.kind === 'otherName' && name.oid === smtpUtf8Mailbox) {
      names.push({ form: 'rfc822Name', text: utf8Text(name.value) })
    }
  }
  return names
}

function directoryName(name: Name): ConstrainedName {
  return { form: 'directoryName', rdnKeys: rdnKeys(name) }
}

function constrainedName(name: GeneralName): ConstrainedName {
  switch (name.kind) {
    case 'directoryName':
      return directoryName(name.name)
    case 'rfc822Name':
    case 'dNSName':
    case 'uniformResourceIdentifier':
      return { form: name.kind, text: name.text }
    case 'iPAddress':
      return { form: name.kind, octets: name.octets }
    default:
      return { form: name.kind }
  }
}

/** The text of a UTF8String; anything else fits nowhere. */
function utf8Text(tlv: Uint8Array): string {
  const text = parsing(tlv, (reader) =>
    new TextDecoder().decode(reader.next(Tag.utf8String).content()),
  )
  return text.ok ? text.value : ''
}
