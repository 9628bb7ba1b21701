/**
 * DER of `SET OF Attribute` of a Chopmark signature. Made by `signWithKey` alone; every key handle asks
 * `requireOwnAttributes` again before it signs, so that a cast does not turn it into an oracle.
 */
export type OwnAttributes = Uint8Array & { readonly __brand: 'OwnAttributes' }

/**
 * Refuses anything but the signed attributes of a Chopmark signature by this very certificate: they have to parse as such,
 * carry a Chopmark content-identifier (a request's nonce and origin) and name the certificate by its SHA-256.
 * @throws UsageError `NOT_OWN_ATTRIBUTES`.
 * Source: RFC 5652 §5.3; RFC 5035 §3; RFC 2634 §2.7.
 */
export async function requireOwnAttributes(
  octets: Uint8Array,
  certificate: Uint8Array,
): Promise<void> {
  // Loaded when a key source asks: the page's first load does without it.
  const { checkOwnAttributes } = await import('./check-own-attributes.js')
  return checkOwnAttributes(octets, certificate)
}
