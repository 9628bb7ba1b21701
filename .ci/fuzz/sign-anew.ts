import type { TestKey } from '@chopmark/test-pki'
import { digestOf, signBytes } from '@chopmark/test-pki'
import type { TlvNode } from './tlv-tree.js'
import { concat, contains, leaf, writeTlv } from './tlv-tree.js'

/** Signs the first member of a `SEQUENCE { tbs, algorithm, BIT STRING }` anew: certificates, CRLs, basic OCSP answers. */
export function signTbs(root: TlvNode | undefined, key: TestKey): void {
  const [tbs, , signature] = root?.children ?? []
  if (tbs === undefined || signature?.tag[0] !== 0x03) return
  const value = signBytes(key, writeTlv(tbs))
  Object.assign(signature, leaf(0x03, concat([Uint8Array.of(0), value])))
}

/** The same for the basic answer inside an OCSPResponse. */
export function signOcsp(root: TlvNode | undefined, key: TestKey): void {
  signTbs(root?.children?.[1]?.children?.[0]?.children?.[1]?.children?.[0], key)
}

/**
 * Signs every SignerInfo of a SignedData anew over its signed attributes as they now stand, with the content's new digest
 * where the attributes still have the old one.
 * @param keyOf - The key by position of the SignerInfo.
 * @param content - What the message-digest attribute has the digest of before.
 */
export function signCms(
  root: TlvNode | undefined,
  keyOf: (index: number) => TestKey,
  content: Uint8Array,
): void {
  const signedData = root?.children?.[1]?.children?.[0]
  const infos = signedData?.children?.at(-1)
  const encapsulated = signedData?.children?.[2]?.children?.[1]?.children?.[0]
  const before = digestOf('SHA-256', content)
  const now = encapsulated === undefined ? content : octetsOf(encapsulated)
  infos?.children?.forEach((info, index) => {
    const attributes = info.children?.find(({ tag }) => tag[0] === 0xa0)
    const signature = info.children?.find(({ tag }) => tag[0] === 0x04)
    if (attributes === undefined || signature === undefined) return
    for (const [old, digest] of [
      [before, digestOf('SHA-256', now)],
      [digestOf('SHA-512', content), digestOf('SHA-512', now)],
    ] as const) {
      replaceContent(attributes, old, digest)
    }
    const set = writeTlv({ ...attributes, tag: Uint8Array.of(0x31) })
    Object.assign(signature, leaf(0x04, signBytes(keyOf(index), set)))
  })
}

function octetsOf(node: TlvNode): Uint8Array {
  return node.children === null ? node.content : concat(node.children.map(octetsOf))
}

function replaceContent(node: TlvNode, old: Uint8Array, now: Uint8Array): void {
  if (node.children === null) {
    if (node.content.length === old.length && contains(node.content, old)) node.content = now
    return
  }
  for (const child of node.children) replaceContent(child, old, now)
}
