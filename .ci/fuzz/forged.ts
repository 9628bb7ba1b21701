import { createHash } from 'node:crypto'
import type { DecideBase } from './decide-targets.js'
import type { Material } from './material.js'
import { allNodes, contains, parseTlvs, type TlvNode, writeTlv, writeTlvs } from './tlv-tree.js'

/** What of a mutated scene is as it was, told without the code under test. */
export interface Unforged {
  /** SHA-256 of signing certificates whose signatures may still pass. */
  readonly passing: ReadonlySet<string>
  /** The same for counter-signatures, which do not cover the content. RFC 5652 §11.4. */
  readonly counterPassing: ReadonlySet<string>
  /** As `passing`, but evidence beside the message does not count. */
  readonly intact: ReadonlySet<string>
  /** Is there any signature whose attributes and value are there, whatever became of certificates and content? */
  readonly anyIntact: boolean
  /** Is every covered octet of every part unchanged? */
  readonly everything: boolean
}

type Signatures = Pick<Unforged, 'anyIntact'> & {
  readonly signers: ReadonlySet<string>
  readonly content: boolean
}

const nobody: ReadonlySet<string> = new Set()
const none: Signatures = { signers: nobody, content: false, anyIntact: false }

/** Looks for everything that was signed in the mutated parts: lenient about encodings, where BER may be, and about nothing else. */
export function unforged(
  base: DecideBase,
  parts: readonly Uint8Array[],
  material: Material,
): Unforged {
  let evidenceHolds = true
  let signatures = none
  for (const [index, kind] of base.kinds.entries()) {
    const before = base.parts[index] ?? new Uint8Array(0)
    const now = parts[index] ?? new Uint8Array(0)
    if (kind === 'cms') signatures = intactSigners(before, now, material)
    else if (kind === 'ocsp') evidenceHolds &&= ocspHolds(before, now)
    else if (kind !== 'content') evidenceHolds &&= Buffer.from(before).equals(now)
  }
  const at = base.kinds.indexOf('content')
  const content = parts[at]
  if (content !== undefined && !Buffer.from(content).equals(material.content)) {
    signatures = { ...signatures, content: false }
  }
  const cms = base.kinds.indexOf('cms')
  const withCa = cms < 0 || contains(parts[cms] ?? new Uint8Array(0), material.ca.certificate)
  const everything = evidenceHolds && (cms < 0 || withCa)
  const { signers, anyIntact } = signatures
  const intact = signatures.content ? signers : nobody
  return {
    ...{ intact, anyIntact, everything },
    passing: everything ? intact : nobody,
    counterPassing: everything ? signers : nobody,
  }
}

/** Signed attributes and signature value of each signer, and the content, in canonical form. */
function intactSigners(before: Uint8Array, now: Uint8Array, material: Material): Signatures {
  const canonical = canonicalOf(now)
  const root = parseTlvs(before)?.[0]
  const signedData = root?.children?.[1]?.children?.[0]
  if (canonical === null || signedData === undefined) return none
  const encapsulated = signedData.children?.[2]?.children?.[1]
  const content = encapsulated === undefined || contains(canonical, writeTlv(encapsulated, true))
  const found = new Set<string>()
  let anyIntact = false
  const infos = allNodes([signedData]).filter(isSignerInfo)
  for (const { certificate, serialNumber } of [material.signer, material.second, material.unit]) {
    const own = infos.filter((info) => namesSerial(info, serialNumber))
    const holds = own.some((info) =>
      (info.children ?? [])
        .filter(({ tag }) => tag[0] === 0xa0 || tag[0] === 0x04)
        .every((node) => contains(canonical, writeTlv(node, true))),
    )
    anyIntact ||= holds
    // A certificate is taken as it stands, never rewritten.
    if (holds && contains(now, certificate))
      found.add(createHash('sha256').update(certificate).digest('hex'))
  }
  return { signers: found, content, anyIntact }
}

function canonicalOf(bytes: Uint8Array): Uint8Array | null {
  const nodes = parseTlvs(bytes)
  return nodes === null ? null : writeTlvs(nodes, true)
}

/** `SEQUENCE { INTEGER, sid, digestAlgorithm, [0], signatureAlgorithm, OCTET STRING, … }` */
function isSignerInfo({ children }: TlvNode): boolean {
  const tags = (children ?? []).map(({ tag }) => tag[0])
  return tags.slice(0, 6).join() === [0x02, 0x30, 0x30, 0xa0, 0x30, 0x04].join()
}

function namesSerial(info: TlvNode, serialNumber: bigint): boolean {
  const serial = info.children?.[1]?.children?.[1]
  return (
    serial !== undefined &&
    BigInt(`0x${Buffer.from(serial.content).toString('hex')}`) === serialNumber
  )
}

/** ResponseData, algorithm and signature value are there; enclosed certificates are not covered, but the responder's is needed. */
function ocspHolds(before: Uint8Array, now: Uint8Array): boolean {
  const basic = parseTlvs(before)?.[0]?.children?.[1]?.children?.[0]?.children?.[1]?.children?.[0]
  const canonical = canonicalOf(now)
  return (
    canonical !== null &&
    basic?.children != null &&
    basic.children.every((node) => {
      const inner = node.tag[0] === 0xa0 ? node.children?.[0]?.children?.[0] : node
      return inner !== undefined && contains(now, writeTlv(inner))
    })
  )
}
