import type { Der } from './der/der.js'
import {
  bmpString,
  ia5String,
  oid,
  printableString,
  sequence,
  setOf,
  tlv,
  utf8String,
} from './der/der.js'

/** Attribute types by the short names of RFC 4514 and X.520; others by dotted OID. */
const attributeOids: Readonly<Record<string, string>> = {
  C: '2.5.4.6',
  ST: '2.5.4.8',
  L: '2.5.4.7',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  GN: '2.5.4.42',
  serialNumber: '2.5.4.5',
  DC: '0.9.2342.19200300.100.1.25',
  E: '1.2.840.113549.1.9.1',
}

export type StringType = 'printable' | 'utf8' | 'bmp' | 'ia5' | 'teletex'

/** `[type, text]`, or with the string type where the usual one (PrintableString if the text fits, else UTF8String) is not wanted. */
export type NameAttribute = readonly [type: string, text: string, as?: StringType]

/** RDNSequence with one attribute per RDN, in the order given. */
export function distinguishedName(...attributes: readonly NameAttribute[]): Der {
  return sequence(...attributes.map((attribute) => setOf(nameAttribute(attribute))))
}

/** RDNSequence from whole RDNs, for names with several attributes in one. */
export function nameOfRdns(...rdns: readonly (readonly NameAttribute[])[]): Der {
  return sequence(...rdns.map((rdn) => setOf(...rdn.map(nameAttribute))))
}

function nameAttribute([type, text, as]: NameAttribute): Der {
  return sequence(oid(attributeOids[type] ?? type), directoryString(text, as ?? usual(type, text)))
}

function usual(type: string, text: string): StringType {
  if (type === 'E' || type === 'DC') return 'ia5'
  return /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text) ? 'printable' : 'utf8'
}

function directoryString(text: string, as: StringType): Der {
  switch (as) {
    case 'printable':
      return printableString(text)
    case 'utf8':
      return utf8String(text)
    case 'bmp':
      return bmpString(text)
    case 'ia5':
      return ia5String(text)
    case 'teletex':
      return tlv(0x14, new Uint8Array(Buffer.from(text, 'latin1')))
  }
}
