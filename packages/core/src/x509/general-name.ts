import type { Name } from './name.js'

/** GeneralName, RFC 5280 §4.2.1.6. */
export type GeneralName =
  | {
      readonly kind: 'otherName'
      readonly oid: string
      readonly value: Uint8Array
      readonly raw: Uint8Array
    }
  | { readonly kind: 'rfc822Name'; readonly text: string; readonly raw: Uint8Array }
  | { readonly kind: 'dNSName'; readonly text: string; readonly raw: Uint8Array }
  | { readonly kind: 'x400Address'; readonly raw: Uint8Array }
  | { readonly kind: 'directoryName'; readonly name: Name; readonly raw: Uint8Array }
  | { readonly kind: 'ediPartyName'; readonly raw: Uint8Array }
  | { readonly kind: 'uniformResourceIdentifier'; readonly text: string; readonly raw: Uint8Array }
  /** 4 or 16 octets in a subject, 8 or 32 in a name constraint. */
  | { readonly kind: 'iPAddress'; readonly octets: Uint8Array; readonly raw: Uint8Array }
  | { readonly kind: 'registeredID'; readonly oid: string; readonly raw: Uint8Array }
