import { createHmac } from 'node:crypto'
import { writePkcs12 } from '@chopmark/test-pki'
import { inspectPkcs12, loadKeys, openPkcs12 } from '../../packages/client/src/pkcs12/index.js'
import { codeUnits, encodePassword } from '../../packages/client/src/pkcs12/password.js'
import { KdfPurpose, pkcs12Kdf } from '../../packages/client/src/pkcs12/pkcs12-kdf.js'
import type { Material } from './material.js'
import type { Base, Target } from './target.js'
import { Finding } from './target.js'
import type { TlvNode } from './tlv-tree.js'
import { allNodes, leaf, parseTlvs, writeTlvs } from './tlv-tree.js'
import { pkcs12Budget } from './work.js'

const pin = '12345678'

/** A file that asks for more rounds than this is inspected, not opened: ten million are allowed, and would end the run. */
const maxRounds = 20_000

/** `openPkcs12` with the right password and a wrong one, `inspectPkcs12`, `loadKeys`. */
export function pkcs12Target(material: Material, others: readonly Base[]): Target {
  const { signer, ca } = material
  const bases = (['legacy', 'modern'] as const).map((form) => ({
    id: `made, ${form}`,
    parts: [
      writePkcs12(signer.key, [signer.certificate, ca.certificate], {
        ...{ form, pin, iterations: 2, friendlyName: '陳大文' },
      }),
    ],
    resign: (_: number, roots: TlvNode[]): void => authenticate(roots),
  }))
  return {
    name: 'pkcs12',
    bases: [...bases, ...others],
    budget: pkcs12Budget,
    run: async ([bytes = new Uint8Array(0)], { base, resigned }) => {
      const inspected = inspectPkcs12(bytes)
      if (roundsOf(bytes) > maxRounds) return
      const wrong = await openPkcs12(bytes, 'wrong')
      if (wrong.ok && base.id.startsWith('made'))
        throw new Finding('a wrong password opened a file')
      const opened = await openPkcs12(bytes, pin)
      if (opened.ok && !inspected.ok)
        throw new Finding('a file opened that does not pass inspection')
      if (!opened.ok) return
      if (base.id.startsWith('made') && !resigned && !holds(base.parts[0], bytes)) {
        throw new Finding('a file opened although authenticated octets changed')
      }
      await loadKeys(opened.value, 'SHA-256')
    },
  }
}

/** The greatest INTEGER anywhere that could be a number of rounds; 2^31 where the octets are no TLV. */
function roundsOf(bytes: Uint8Array): number {
  const roots = parseTlvs(bytes)
  if (roots === null) return 0
  return allNodes(roots).reduce((most, { tag, content, children }) => {
    if (tag[0] !== 0x02 || children !== null || content.length > 6) return most
    return Math.max(
      most,
      content.reduce((value, octet) => value * 256 + octet, 0),
    )
  }, 0)
}

function holds(before: Uint8Array | undefined, now: Uint8Array): boolean {
  const safe = (bytes: Uint8Array): Buffer | null => {
    const node = parseTlvs(bytes)?.[0]?.children?.[1]?.children?.[1]?.children?.[0]
    return node === undefined ? null : Buffer.from(octetsOf(node))
  }
  const one = before === undefined ? null : safe(before)
  const other = safe(now)
  return one !== null && other !== null && one.equals(other)
}

function octetsOf(node: TlvNode): Uint8Array {
  if (node.children === null) return node.content
  return node.tag[0] === 0x24
    ? Buffer.concat(node.children.map(octetsOf))
    : writeTlvs(node.children)
}

/** Computes the MAC anew over the AuthenticatedSafe as it now stands. */
function authenticate(roots: TlvNode[]): void {
  const safe = roots[0]?.children?.[1]?.children?.[1]?.children?.[0]
  const mac = roots[0]?.children?.[2]
  const info = mac?.children?.[0]
  const value = info?.children?.[1]
  const salt = mac?.children?.[1]
  if (safe === undefined || value === undefined || salt === undefined) return
  const rounds = mac?.children?.[2]?.content.reduce((sum, octet) => sum * 256 + octet, 0) ?? 1
  if (rounds < 1 || rounds > maxRounds) return
  const [hash, name, length] =
    value.content.length === 20
      ? (['SHA-1', 'sha1', 20] as const)
      : (['SHA-256', 'sha256', 32] as const)
  const { bmp } = encodePassword(codeUnits(pin))
  const octets = salt.children === null ? salt.content : writeTlvs(salt.children)
  const key = pkcs12Kdf(hash, bmp, octets, rounds, KdfPurpose.mac, length)
  Object.assign(value, leaf(0x04, createHmac(name, key).update(octetsOf(safe)).digest()))
}
