/** How the length of a node is written. */
export type LengthForm =
  | { readonly kind: 'shortest' }
  | { readonly kind: 'long'; readonly extra: number }
  | { readonly kind: 'indefinite' }
  | { readonly kind: 'wrong'; readonly delta: number }

/**
 * One TLV, open to any change. It has children when it is constructed, or when an OCTET STRING or BIT STRING turned out to
 * hold TLVs itself (an extension, a key, an OCSP answer); then `lead` is what stands before them (unused bits).
 */
export interface TlvNode {
  /** Identifier octets. */
  tag: Uint8Array
  length: LengthForm
  lead: Uint8Array
  content: Uint8Array
  children: TlvNode[] | null
}

const shortest: LengthForm = { kind: 'shortest' }
const nothing = new Uint8Array(0)
/** Nodes of one tree: larger inputs are mutated as octets. */
const maxNodes = 20_000
const maxDepth = 100

/**
 * Takes BER apart, lenient: whatever has identifier, length and enough octets is a node.
 * @returns The values one after another, or null when the octets are no such sequence.
 */
export function parseTlvs(bytes: Uint8Array): TlvNode[] | null {
  return parseAll(bytes, { nodes: 0 }, 0)
}

function parseAll(bytes: Uint8Array, count: { nodes: number }, depth: number): TlvNode[] | null {
  const found: TlvNode[] = []
  for (let at = 0; at < bytes.length;) {
    const one = parseOne(bytes, at, count, depth)
    if (one === null) return null
    found.push(one.node)
    at = one.end
  }
  return found
}

function parseOne(
  bytes: Uint8Array,
  from: number,
  count: { nodes: number },
  depth: number,
): { readonly node: TlvNode; readonly end: number } | null {
  if (depth > maxDepth || ++count.nodes > maxNodes) return null
  let at = from + 1
  const first = bytes[from]
  if (first === undefined) return null
  if ((first & 0x1f) === 0x1f) while (((bytes[at++] ?? 0) & 0x80) !== 0);
  const tag = bytes.subarray(from, at)
  const lengthOctet = bytes[at++]
  if (lengthOctet === undefined) return null
  if (lengthOctet === 0x80) return parseIndefinite(bytes, tag, at, count, depth)
  let length = lengthOctet
  if (lengthOctet > 0x80) {
    const octets = lengthOctet & 0x7f
    if (octets > 16) return null
    length = 0
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at++] ?? 0)
  }
  const end = at + length
  if (!(end <= bytes.length)) return null
  const content = bytes.subarray(at, end)
  const node: TlvNode = { tag, length: shortest, lead: nothing, content, children: null }
  if ((first & 0x20) !== 0) {
    // What is no TLV inside stays as it is: nobody may look there, an unknown certificate choice for example.
    const spent = count.nodes
    node.children = parseAll(content, count, depth + 1)
    if (node.children === null) count.nodes = spent
  } else if (length > 1 && (first === 0x04 || first === 0x03)) {
    const lead = first === 0x03 ? content.subarray(0, 1) : nothing
    const inner = content.subarray(lead.length)
    const spent = count.nodes
    const children = looksLikeTlv(inner) ? parseAll(inner, count, depth + 1) : null
    if (children === null) count.nodes = spent
    else Object.assign(node, { lead, children })
  }
  return { node, end }
}

function parseIndefinite(
  bytes: Uint8Array,
  tag: Uint8Array,
  from: number,
  count: { nodes: number },
  depth: number,
): { readonly node: TlvNode; readonly end: number } | null {
  const children: TlvNode[] = []
  let at = from
  while (bytes[at] !== 0 || bytes[at + 1] !== 0) {
    if (at >= bytes.length) return null
    const one = parseOne(bytes, at, count, depth + 1)
    if (one === null) return null
    children.push(one.node)
    at = one.end
  }
  const node = { tag, length: { kind: 'indefinite' }, lead: nothing, content: nothing, children }
  return { node: node as TlvNode, end: at + 2 }
}

/** Universal types that stand inside strings in X.509 and CMS; anything else is taken for plain octets. */
function looksLikeTlv(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0
  return [0x30, 0x31, 0x02, 0x03, 0x04, 0x06, 0x0c, 0x13, 0x16, 0x0a, 0x01].includes(first)
}

/** Writes nodes back; with `canonical` every length is the shortest, and strings in pieces are joined. */
export function writeTlvs(nodes: readonly TlvNode[], canonical = false): Uint8Array {
  return concat(nodes.map((node) => writeTlv(node, canonical)))
}

/** Writes one node. */
export function writeTlv(node: TlvNode, canonical = false): Uint8Array {
  const pieces = canonical ? joined(node) : null
  const tag = pieces === null ? node.tag : Uint8Array.of((node.tag[0] ?? 0) & ~0x20)
  const content = pieces ?? contentOf(node, canonical)
  const { length } = node
  if (canonical) return concat([tag, lengthOctets(content.length), content])
  switch (length.kind) {
    case 'shortest':
      return concat([tag, lengthOctets(content.length), content])
    case 'long':
      return concat([tag, longLength(content.length, length.extra), content])
    case 'indefinite':
      return concat([tag, Uint8Array.of(0x80), content, Uint8Array.of(0, 0)])
    case 'wrong':
      return concat([tag, lengthOctets(Math.max(0, content.length + length.delta)), content])
  }
}

function contentOf(node: TlvNode, canonical: boolean): Uint8Array {
  return node.children === null
    ? node.content
    : concat([node.lead, writeTlvs(node.children, canonical)])
}

/** The octets of an OCTET STRING that came in pieces, X.690 §8.7.3; null for everything else. */
function joined(node: TlvNode): Uint8Array | null {
  if (node.tag[0] !== 0x24 || node.children === null) return null
  return concat(node.children.map((piece) => joined(piece) ?? contentOf(piece, true)))
}

/** Every node, parents before their children. */
export function allNodes(nodes: readonly TlvNode[], found: TlvNode[] = []): TlvNode[] {
  for (const node of nodes) {
    found.push(node)
    if (node.children !== null) allNodes(node.children, found)
  }
  return found
}

/** A copy that shares octets but no nodes. */
export function copyNode(node: TlvNode): TlvNode {
  return { ...node, children: node.children === null ? null : node.children.map(copyNode) }
}

/** Octets as one node with that identifier. */
export function leaf(tag: number, content: Uint8Array): TlvNode {
  return { tag: Uint8Array.of(tag), length: shortest, lead: nothing, content, children: null }
}

/** The minimal length octets. */
export function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  return longLength(length, 0)
}

/** Length octets in long form, with that many zeros too many. */
function longLength(length: number, extra: number): Uint8Array {
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  const all = [...new Array<number>(extra).fill(0), ...octets]
  return Uint8Array.of(0x80 | all.length, ...all)
}

/** Joins octets. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

/** Do these octets stand anywhere in those? */
export function contains(all: Uint8Array, part: Uint8Array): boolean {
  const needle = Buffer.from(part.buffer, part.byteOffset, part.length)
  return Buffer.from(all.buffer, all.byteOffset, all.length).includes(needle)
}
