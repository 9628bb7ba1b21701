import { isIPv4, isIPv6 } from 'node:net'

/**
 * IPv4 blocks that are not the public Internet: the IANA special-purpose registry (RFC 6890 and its updates), multicast
 * and the reserved top. Anycast blocks of AS112 and AMT are in it too: no certification authority publishes there.
 */
const notPublicV4 = [
  '0.0.0.0/8', // this network; 0.0.0.0 reaches the own machine on many systems
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, among it cloud metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
] as const

/** IPv6: inside 2000::/3, the only global unicast space, these are not public. IANA special-purpose registry. */
const notPublicV6 = [
  '2001::/23', // protocol assignments: Teredo, ORCHID, benchmarking
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: carries an IPv4 address of anybody's choice
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
] as const

/** NAT64, RFC 6052: behind it stands an IPv4 address, which is what counts. */
const nat64Prefix = '64:ff9b::/96'
const mappedPrefix = '::ffff:0:0/96'

/**
 * Is this an address of the public Internet?
 * @param address - IPv4 in dotted decimal or IPv6, as the resolver gives it; with a zone, or anything else, it is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublicV4.some((block) => contains(block, address))
  if (!isIPv6(address) || address.includes('%')) return false
  if (contains(mappedPrefix, address) || contains(nat64Prefix, address)) {
    return isPublicAddress(octetsOf(address).slice(12).join('.'))
  }
  return contains('2000::/3', address) && !notPublicV6.some((block) => contains(block, address))
}

function contains(block: string, address: string): boolean {
  const [network = '', bits = ''] = block.split('/')
  const inside = octetsOf(address)
  let left = Number(bits)
  return octetsOf(network).every((octet, index) => {
    const width = Math.max(0, Math.min(8, left))
    left -= width
    const mask = (0xff << (8 - width)) & 0xff
    return (octet & mask) === ((inside[index] ?? 0) & mask)
  })
}

/** 4 or 16 octets of an address that `isIPv4` or `isIPv6` accepted. */
function octetsOf(address: string): number[] {
  if (isIPv4(address)) return address.split('.').map(Number)
  const [head = '', tail] = address.split('::')
  const front = groupsOf(head)
  if (tail === undefined) return front
  const back = groupsOf(tail)
  const gap = Array.from({ length: 16 - front.length - back.length }, () => 0)
  return [...front, ...gap, ...back]
}

function groupsOf(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number)
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}
