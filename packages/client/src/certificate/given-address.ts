/** 32 KiB as base64, and what stands before it. */
const maxDataLength = 44_000
const imageData = /^data:image\/(?:png|jpeg|webp|gif|svg\+xml)[;,]/

/**
 * The address of a logo as an image may carry it: image data of a limited size, or an address on the page's own origin. An
 * SVG in an image runs no script and loads nothing.
 * @param base - The page's address.
 * @returns Undefined for anything else: no logo is shown then.
 */
export function logoAddress(logo: string, base: string): string | undefined {
  if (!logo.startsWith('data:')) return ownAddress(logo, base)
  return logo.length <= maxDataLength && imageData.test(logo) ? logo : undefined
}

/**
 * The address of a page for renewals as a link may carry it: https, or on the page's own origin.
 * @returns Undefined for anything else: no link is shown then.
 */
export function renewalAddress(url: string, base: string): string | undefined {
  if (!URL.canParse(url, base)) return undefined
  const { protocol, href } = new URL(url, base)
  return protocol === 'https:' ? href : ownAddress(url, base)
}

function ownAddress(url: string, base: string): string | undefined {
  if (!URL.canParse(url, base)) return undefined
  const { href, origin, protocol } = new URL(url, base)
  return /^https?:$/.test(protocol) && origin === new URL(base).origin ? href : undefined
}
