import type { SubtreeMatch } from './name-constraints.js'

/**
 * Does an address lie in a subnet? IPv4 and IPv6 are one name form: permitting a subnet of one leaves no room for the other.
 * @param address - 4 or 16 octets.
 * @param subnet - Address and mask, 8 or 32 octets; the mask has to be ones followed by zeros, as in CIDR.
 * Source: RFC 5280 §4.2.1.10.
 */
export function matchIpAddress(address: Uint8Array, subnet: Uint8Array): SubtreeMatch {
  const { length } = address
  const half = subnet.length / 2
  if ((length !== 4 && length !== 16) || (half !== 4 && half !== 16)) return 'malformed'
  if (!isPrefixMask(subnet.subarray(half))) return 'malformed'
  if (half !== length) return 'outside'
  for (let i = 0; i < length; i++) {
    const mask = subnet[half + i] as number
    if (((address[i] as number) & mask) !== ((subnet[i] as number) & mask)) return 'outside'
  }
  return 'inside'
}

function isPrefixMask(mask: Uint8Array): boolean {
  let ended = false
  for (const octet of mask) {
    if (ended && octet !== 0) return false
    // Ones, then zeros: the octet's complement plus one is a power of two.
    const zeros = octet ^ 0xff
    if ((zeros & (zeros + 1)) !== 0) return false
    if (octet !== 0xff) ended = true
  }
  return true
}
