import fc from 'fast-check'
import type { TlvNode } from './tlv-tree.js'
import { allNodes, concat, copyNode, leaf, parseTlvs, writeTlvs } from './tlv-tree.js'

/** One change of one part; numbers are taken modulo what is there, so that every edit fits every input. */
export type Edit =
  | { readonly kind: 'byte'; readonly at: number; readonly value: number }
  | { readonly kind: 'bit'; readonly at: number; readonly bit: number }
  | { readonly kind: 'insert'; readonly at: number; readonly octets: readonly number[] }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | {
      readonly kind: 'repeat'
      readonly at: number
      readonly length: number
      readonly times: number
    }
  | { readonly kind: 'truncate'; readonly length: number }
  | { readonly kind: 'tag'; readonly node: number; readonly tag: number }
  | { readonly kind: 'content'; readonly node: number; readonly octets: readonly number[] }
  | { readonly kind: 'grow'; readonly node: number; readonly octet: number; readonly times: number }
  | { readonly kind: 'remove'; readonly node: number }
  | { readonly kind: 'copy'; readonly node: number; readonly times: number }
  | { readonly kind: 'swap'; readonly node: number; readonly other: number }
  | { readonly kind: 'replace'; readonly node: number; readonly other: number }
  | { readonly kind: 'into'; readonly node: number; readonly other: number }
  | { readonly kind: 'nest'; readonly node: number; readonly tag: number; readonly times: number }
  | { readonly kind: 'long'; readonly node: number; readonly extra: number }
  | { readonly kind: 'indefinite'; readonly node: number }
  | { readonly kind: 'wrong-length'; readonly node: number; readonly delta: number }
  | { readonly kind: 'pieces'; readonly node: number; readonly count: number }
  | { readonly kind: 'reverse'; readonly node: number }
  | { readonly kind: 'number'; readonly node: number; readonly value: number }
  | {
      readonly kind: 'transplant'
      readonly node: number
      readonly donor: number
      readonly from: number
    }

/** Which part an edit is made in. */
export type PartEdit = Edit & { readonly part: number }

/** Everything that is done to one input; `resign` has the signed parts signed anew afterwards. */
export interface Mutation {
  readonly resign: boolean
  readonly edits: readonly PartEdit[]
}

/** Where an edited part may not grow beyond: what is larger is measured by the performance tests. */
export const maxPartBytes = 0x4_0000

const where = fc.nat({ max: 0xffff })
const octet = fc.integer({ min: 0, max: 255 })
const octets = fc.array(octet, { maxLength: 24 })
/** Few, or (seldom) very many. */
const times = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 2, arbitrary: fc.integer({ min: 4, max: 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: 61, max: 2000 }) },
)
const tags = fc.oneof(
  octet,
  fc.constantFrom(0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x16, 0x17, 0x18, 0x1e),
  fc.constantFrom(0x24, 0x30, 0x31, 0x80, 0x81, 0x82, 0x86, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4),
)
const numbers = fc.constantFrom(
  -1,
  0,
  1,
  2,
  127,
  128,
  255,
  65_535,
  0x7fff_ffff,
  0xffff_ffff,
  2 ** 48,
)

const part = fc.nat({ max: 15 })
const edit: fc.Arbitrary<PartEdit> = fc.oneof(
  fc.record({ part, kind: fc.constant('byte'), at: where, value: octet }),
  fc.record({ part, kind: fc.constant('bit'), at: where, bit: fc.nat({ max: 7 }) }),
  fc.record({ part, kind: fc.constant('insert'), at: where, octets }),
  fc.record({ part, kind: fc.constant('cut'), at: where, length: fc.nat({ max: 200 }) }),
  fc.record({ part, kind: fc.constant('repeat'), at: where, length: fc.nat({ max: 99 }), times }),
  fc.record({ part, kind: fc.constant('truncate'), length: where }),
  fc.record({ part, kind: fc.constant('tag'), node: where, tag: tags }),
  fc.record({ part, kind: fc.constant('content'), node: where, octets }),
  fc.record({ part, kind: fc.constant('grow'), node: where, octet, times }),
  fc.record({ part, kind: fc.constant('remove'), node: where }),
  fc.record({ part, kind: fc.constant('copy'), node: where, times }),
  fc.record({ part, kind: fc.constant('swap'), node: where, other: where }),
  fc.record({ part, kind: fc.constant('replace'), node: where, other: where }),
  fc.record({ part, kind: fc.constant('into'), node: where, other: where }),
  fc.record({ part, kind: fc.constant('nest'), node: where, tag: tags, times }),
  fc.record({
    part,
    kind: fc.constant('long'),
    node: where,
    extra: fc.integer({ min: 0, max: 8 }),
  }),
  fc.record({ part, kind: fc.constant('indefinite'), node: where }),
  fc.record({
    ...{ part, kind: fc.constant('wrong-length'), node: where },
    delta: fc.constantFrom(-1000, -2, -1, 1, 2, 128, 0x7fff_ffff),
  }),
  fc.record({
    part,
    kind: fc.constant('pieces'),
    node: where,
    count: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ part, kind: fc.constant('reverse'), node: where }),
  fc.record({ part, kind: fc.constant('number'), node: where, value: numbers }),
  fc.record({ part, kind: fc.constant('transplant'), node: where, donor: part, from: where }),
)

/** Any mutation; shrinking takes edits away and makes numbers small. */
export const mutation: fc.Arbitrary<Mutation> = fc.record({
  resign: fc.boolean(),
  edits: fc.array(edit, { minLength: 1, maxLength: 5 }),
})

/** A part after its tree has changed, before it is written; lets the owner sign it anew. */
export type Resign = (part: number, roots: TlvNode[]) => void

/**
 * Applies a mutation to the parts of an input; the parts given stay as they are. Edits of trees come first, then new
 * signatures, then edits of octets, so that what is signed anew is what the tree says.
 */
export function mutate(
  parts: readonly Uint8Array[],
  { edits, resign }: Mutation,
  signAnew: Resign | null,
): Uint8Array[] {
  return parts.map((bytes, index) => {
    const own = edits.filter((one) => one.part % parts.length === index)
    if (own.length === 0) return bytes
    const inTree = own.filter((one) => 'node' in one)
    const roots = inTree.length === 0 ? null : parseTlvs(bytes)
    let changed = bytes
    if (roots !== null) {
      for (const one of inTree) editTree(roots, one, parts)
      if (resign) signAnew?.(index, roots)
      changed = writeTlvs(roots)
    }
    if (changed.length > maxPartBytes) return bytes
    // New signatures would be spoilt by edits of octets.
    if (resign && signAnew !== null && roots !== null) return changed
    for (const one of own) if (!('node' in one)) changed = editOctets(changed, one)
    return changed.length > maxPartBytes ? bytes : changed
  })
}

function editOctets(bytes: Uint8Array, edit: Exclude<Edit, { node: number }>): Uint8Array {
  const at = bytes.length === 0 ? 0 : ('at' in edit ? edit.at : 0) % bytes.length
  switch (edit.kind) {
    case 'byte':
    case 'bit': {
      const copy = bytes.slice()
      if (copy.length > 0) {
        copy[at] = edit.kind === 'byte' ? edit.value : (copy[at] ?? 0) ^ (1 << edit.bit)
      }
      return copy
    }
    case 'insert':
      return concat([bytes.subarray(0, at), Uint8Array.from(edit.octets), bytes.subarray(at)])
    case 'cut':
      return concat([bytes.subarray(0, at), bytes.subarray(at + edit.length)])
    case 'repeat': {
      const piece = bytes.subarray(at, at + edit.length)
      if (piece.length * edit.times > maxPartBytes) return bytes
      const copies = new Array<Uint8Array>(edit.times).fill(piece)
      return concat([bytes.subarray(0, at), ...copies, bytes.subarray(at)])
    }
    case 'truncate':
      return bytes.subarray(0, bytes.length === 0 ? 0 : edit.length % bytes.length)
  }
}

function editTree(
  roots: TlvNode[],
  edit: Extract<Edit, { node: number }>,
  parts: readonly Uint8Array[],
): void {
  const nodes = allNodes(roots)
  const node = nodes[edit.node % Math.max(1, nodes.length)]
  if (node === undefined) return
  const siblings = siblingsOf(roots, node)
  const index = siblings.indexOf(node)
  switch (edit.kind) {
    case 'tag':
      node.tag = Uint8Array.of(edit.tag)
      return
    case 'content':
      Object.assign(node, { content: Uint8Array.from(edit.octets), children: null })
      return
    case 'grow':
      growBy(node, edit.octet, edit.times)
      return
    case 'remove':
      siblings.splice(index, 1)
      return
    case 'copy':
      insertCopies(siblings, index, node, edit.times)
      return
    case 'swap':
    case 'replace':
    case 'into':
      combine(nodes, node, edit)
      return
    case 'nest':
      nest(node, edit.tag, edit.times)
      return
    case 'long':
      node.length = { kind: 'long', extra: edit.extra }
      return
    case 'indefinite':
      node.length = { kind: 'indefinite' }
      return
    case 'wrong-length':
      node.length = { kind: 'wrong', delta: edit.delta }
      return
    case 'pieces':
      intoPieces(node, edit.count)
      return
    case 'reverse':
      node.children?.reverse()
      return
    case 'number':
      Object.assign(node, { content: integerOctets(edit.value), children: null })
      return
    case 'transplant': {
      const donor = parts[edit.donor % parts.length]
      const donated = donor === undefined ? null : parseTlvs(donor)
      const all = donated === null ? [] : allNodes(donated)
      const found = all[edit.from % Math.max(1, all.length)]
      if (found !== undefined) Object.assign(node, copyNode(found))
    }
  }
}

function siblingsOf(roots: TlvNode[], node: TlvNode): TlvNode[] {
  if (roots.includes(node)) return roots
  for (const one of allNodes(roots)) if (one.children?.includes(node) === true) return one.children
  return []
}

function growBy(node: TlvNode, octet: number, count: number): void {
  const more = new Uint8Array(count).fill(octet)
  if (node.children === null) node.content = concat([node.content, more])
  else node.children.push(leaf(0x04, more))
}

function insertCopies(siblings: TlvNode[], index: number, node: TlvNode, count: number): void {
  const size = allNodes([node]).length
  const fitting = Math.min(count, Math.max(1, Math.floor(10_000 / size)))
  siblings.splice(index, 0, ...Array.from({ length: fitting }, () => copyNode(node)))
}

function combine(
  nodes: readonly TlvNode[],
  node: TlvNode,
  edit: { readonly kind: 'swap' | 'replace' | 'into'; readonly other: number },
): void {
  const other = nodes[edit.other % nodes.length]
  // One inside the other would make a circle.
  if (other === undefined || allNodes([node]).includes(other) || allNodes([other]).includes(node))
    return
  const copies = [copyNode(node), copyNode(other)] as const
  if (edit.kind === 'into') {
    if (other.children === null)
      Object.assign(other, { children: [copies[0]], lead: other.content })
    else other.children.push(copies[0])
    return
  }
  Object.assign(node, copies[1])
  if (edit.kind === 'swap') Object.assign(other, copies[0])
}

function nest(node: TlvNode, tag: number, count: number): void {
  let inner = copyNode(node)
  for (let i = 0; i < Math.min(count, 500); i++)
    inner = { ...leaf(tag, new Uint8Array(0)), children: [inner] }
  Object.assign(node, inner)
}

function intoPieces(node: TlvNode, count: number): void {
  const first = (node.tag[0] ?? 0) | 0x20
  const size = Math.max(1, Math.ceil(node.content.length / count))
  const pieces: TlvNode[] = []
  const whole =
    node.children === null ? node.content : concat([node.lead, writeTlvs(node.children)])
  for (let at = 0; at < whole.length; at += size)
    pieces.push(leaf(0x04, whole.subarray(at, at + size)))
  Object.assign(node, { tag: Uint8Array.of(first), children: pieces, lead: new Uint8Array(0) })
}

/** A two's complement of as few octets as it takes. */
function integerOctets(value: number): Uint8Array {
  if (value < 0) return Uint8Array.of(0xff)
  const octets: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  if (octets.length === 0 || (octets[0] ?? 0) >= 0x80) octets.unshift(0)
  return Uint8Array.from(octets)
}
