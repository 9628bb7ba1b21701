import {
  cadesSigner,
  type CadesSigner,
  counterSignature,
  distinguishedName,
  generateTestKey,
  signCades,
  signCertificate,
  writeSignedData,
} from '@chopmark/test-pki'
import * as asn1js from 'asn1js'
import fc from 'fast-check'
import * as pkijs from 'pkijs'
import { beforeAll, describe, expect, it } from 'vitest'
import { hex } from '../encoding.js'
import { parseCertificate } from '../x509/parse-certificate.js'
import { attributeOids } from './attributes/attribute-oids.js'
import { parseCounterSignature } from './attributes/counter-signature.js'
import { parseContentInfo } from './content-info.js'
import { parseSignedData } from './parse-signed-data.js'
import type { SignedData } from './signed-data.js'

const content = new TextEncoder().encode('Please move my letters to 1 Queen’s Road Central.')

let alice: CadesSigner
let message: Uint8Array

beforeAll(async () => {
  const key = await generateTestKey('P-256')
  const name = distinguishedName(['CN', 'Alice'])
  const certificate = signCertificate(
    {
      serialNumber: 0x1234n,
      issuer: name,
      subject: name,
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2027-01-01T00:00:00Z'),
      spki: key.spki,
      extensions: [],
    },
    key,
  )
  alice = { certificate, chain: [], key }
  message = signCades({ signer: alice, content, commitment: 1 })
})

function parsed(bytes: Uint8Array): SignedData {
  const result = parseSignedData(bytes)
  if (!result.ok) throw new Error(`${result.reason} at ${result.offset}`)
  return result.value
}

/** A TLV with definite lengths taken apart, for rewriting in BER. */
interface Node {
  readonly tag: number
  readonly children?: Node[]
  readonly contents?: Uint8Array
}

function toNode(bytes: Uint8Array): Node {
  const [node] = toNodes(bytes)
  if (node === undefined) throw new Error('nothing there')
  return node
}

function toNodes(bytes: Uint8Array): Node[] {
  const nodes: Node[] = []
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0
    let length = bytes[at + 1] ?? 0
    let start = at + 2
    if (length >= 0x80) {
      const count = length & 0x7f
      length = bytes.subarray(start, start + count).reduce((sum, octet) => sum * 256 + octet, 0)
      start += count
    }
    const contents = bytes.subarray(start, start + length)
    nodes.push((tag & 0x20) === 0 ? { tag, contents } : { tag, children: toNodes(contents) })
    at = start + length
  }
  return nodes
}

type Form = 'der' | 'indefinite' | 'long'

/** Writes a tree; `form` says how the value at a path of child indices is to be written. */
function write(node: Node, form: (path: string) => Form, path = ''): Uint8Array {
  const contents =
    node.contents ??
    Buffer.concat((node.children ?? []).map((child, i) => write(child, form, `${path}/${i}`)))
  const { length } = contents
  switch (form(path)) {
    case 'indefinite':
      return Buffer.concat([Buffer.from([node.tag, 0x80]), contents, Buffer.alloc(2)])
    case 'long':
      return Buffer.concat([
        Buffer.from([node.tag, 0x84, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255]),
        Buffer.from([length & 255]),
        contents,
      ])
    case 'der': {
      const header = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : undefined
      return Buffer.concat([
        Buffer.from([node.tag, ...(header ?? [0x82, length >>> 8, length & 255])]),
        contents,
      ])
    }
  }
}

/** Where things stand in a SignedData with certificates and no CRLs. */
const paths = {
  contentInfo: '',
  explicit: '/1',
  signedData: '/1/0',
  encapsulated: '/1/0/2',
  eContentExplicit: '/1/0/2/1',
  certificates: '/1/0/3',
  certificate: '/1/0/3/0',
  signerInfos: '/1/0/4',
  signerInfo: '/1/0/4/0',
  signedAttributes: '/1/0/4/0/3',
  firstAttribute: '/1/0/4/0/3/0',
}

describe('parseSignedData', () => {
  it('takes DER apart as pkijs does, in views of the bytes given', () => {
    const value = parsed(message)
    const info = pkijs.ContentInfo.fromBER(message.slice().buffer)
    const other = new pkijs.SignedData({ schema: info.content as asn1js.BaseBlock })
    expect(value).toMatchObject({ encoding: 'DER', version: other.version, eContentTag: 4 })
    expect(value.eContentType).toBe(other.encapContentInfo.eContentType)
    expect(value.eContent).toEqual(content)
    expect(value.eContent?.buffer).toBe(message.buffer)
    expect(value.certificates).toEqual([{ kind: 'certificate', raw: alice.certificate }])
    const [signer] = value.signerInfos
    const [theirs] = other.signerInfos
    expect(signer?.digestAlgorithm.oid).toBe(theirs?.digestAlgorithm.algorithmId)
    expect(signer?.signatureAlgorithm.oid).toBe(theirs?.signatureAlgorithm.algorithmId)
    expect(hex(signer?.signatureValue ?? content)).toBe(
      hex(new Uint8Array(theirs?.signature.valueBlock.valueHexView ?? [])),
    )
    expect(signer?.signedAttributes?.attributes.map(({ oid }) => oid)).toEqual(
      theirs?.signedAttrs?.attributes.map(({ type }) => type),
    )
    expect(signer?.sid).toMatchObject({
      kind: 'issuerAndSerialNumber',
      serialNumber: Uint8Array.of(0x12, 0x34),
    })
  })

  it('leaves a Node Buffer as it was', () => {
    const buffer = Buffer.from(message)
    parsed(buffer)
    expect(hex(buffer)).toBe(hex(message))
  })

  it('knows detached content, no attributes, a key identifier and no certificates', () => {
    const value = parsed(
      writeSignedData({
        content,
        detached: true,
        certificates: [],
        signers: [
          {
            ...cadesSigner({ signer: alice, attributes: null }),
            keyIdentifier: content.slice(0, 20),
          },
        ],
      }),
    )
    expect(value.eContent).toBeUndefined()
    expect(value.certificates).toEqual([])
    expect(value.signerInfos[0]).toMatchObject({
      version: 3,
      sid: { kind: 'subjectKeyIdentifier', keyIdentifier: content.slice(0, 20) },
    })
    expect(value.signerInfos[0]).not.toHaveProperty('signedAttributes')
  })

  it('keeps the order of signers and reads counter-signatures', () => {
    const value = parsed(
      signCades({
        signer: alice,
        content,
        unsignedAttributes: (signature) => [counterSignature(signature, { signer: alice })],
        coSigners: [{ signer: alice, signingTime: null }],
      }),
    )
    expect(value.signerInfos).toHaveLength(2)
    const attributes = value.signerInfos.flatMap((signer) => signer.unsignedAttributes ?? [])
    expect(attributes.map(({ oid }) => oid)).toEqual([attributeOids.counterSignature])
    const counter = parseCounterSignature(attributes[0]?.values[0] ?? content)
    expect(counter).toMatchObject({ ok: true, value: { version: 1 } })
  })

  it.each([
    ['the ContentInfo', paths.contentInfo],
    ['its explicit tag', paths.explicit],
    ['the SignedData', paths.signedData],
    ['the EncapsulatedContentInfo', paths.encapsulated],
    ['the certificate set', paths.certificates],
    ['the SignerInfos', paths.signerInfos],
    ['a SignerInfo', paths.signerInfo],
  ])('takes BER in %s', (_what, path) => {
    for (const form of ['indefinite', 'long'] as const) {
      const ber = write(toNode(message), (at) => (at === path ? form : 'der'))
      const value = parsed(ber)
      expect(value.encoding).toBe('BER')
      expect(value.raw).toBe(ber)
      expect(value.certificates[0]?.raw).toEqual(alice.certificate)
      expect(value.signerInfos[0]?.signedAttributes?.wasDer).toBe(true)
      expect(hex(value.signerInfos[0]?.raw ?? content)).toBe(
        hex(parsed(message).signerInfos[0]?.raw ?? message),
      )
    }
  })

  it('joins content that comes in pieces', () => {
    const tree = toNode(message)
    const explicit = tree.children?.[1]?.children?.[0]?.children?.[2]?.children?.[1]
    const pieces = [content.subarray(0, 5), content.subarray(5, 5), content.subarray(5)]
    explicit?.children?.splice(0, 1, {
      tag: 0x24,
      children: pieces.map((contents) => ({ tag: 0x04, contents })),
    })
    for (const form of ['indefinite', 'der'] as const) {
      const ber = write(tree, (at) => (at === `${paths.eContentExplicit}/0` ? form : 'der'))
      expect(parsed(ber)).toMatchObject({ encoding: 'BER', eContent: content })
    }
  })

  it('wants certificates in DER, and never rewrites one', () => {
    const inside = `${paths.certificate}/0`
    for (const path of [paths.certificate, inside]) {
      const ber = write(toNode(message), (at) => (at === path || at === '' ? 'indefinite' : 'der'))
      expect(parseSignedData(ber)).toMatchObject({ ok: false, reason: 'INDEFINITE_LENGTH' })
    }
    const quiet = write(toNode(message), (at) => (at === inside ? 'indefinite' : 'der'))
    const [certificate] = parsed(quiet).certificates
    expect(parseCertificate(certificate?.raw ?? content)).toMatchObject({
      ok: false,
      reason: 'INDEFINITE_LENGTH',
    })
  })

  it('says when signed attributes were not DER, and makes their DER', () => {
    const { der } = parsed(message).signerInfos[0]?.signedAttributes ?? {}
    for (const path of [paths.signedAttributes, paths.firstAttribute]) {
      const ber = write(toNode(message), (at) => (at === path ? 'long' : 'der'))
      const attributes = parsed(ber).signerInfos[0]?.signedAttributes
      expect(attributes).toMatchObject({ wasDer: false, der })
    }
  })

  it('sorts signed attributes that were not, and says so', () => {
    const tree = toNode(message)
    const attributes =
      tree.children?.[1]?.children?.[0]?.children?.[4]?.children?.[0]?.children?.[3]
    attributes?.children?.reverse()
    const swapped = parsed(write(tree, () => 'der'))
    const right = parsed(message)
    expect(swapped.encoding).toBe('DER')
    expect(swapped.signerInfos[0]?.signedAttributes).toMatchObject({
      wasDer: false,
      der: right.signerInfos[0]?.signedAttributes?.der,
    })
  })

  it('refuses what follows, in DER and in BER', () => {
    const tail = Buffer.from([0x05, 0x00])
    const ber = write(toNode(message), (at) => (at === '' ? 'indefinite' : 'der'))
    for (const bytes of [message, ber]) {
      expect(parseSignedData(Buffer.concat([bytes, tail]))).toEqual({
        ok: false,
        problem: 'FORMAT_FAILURE',
        reason: 'TRAILING_BYTES',
        offset: bytes.length,
      })
    }
  })

  it('refuses empty attribute sets and too many of anything', () => {
    const sets = (edit: (signer: Node, signedData: Node) => void): string => {
      const tree = toNode(message)
      const signedData = tree.children?.[1]?.children?.[0]
      const signer = signedData?.children?.[4]?.children?.[0]
      if (signer === undefined || signedData === undefined) throw new Error('no signer')
      edit(signer, signedData)
      const result = parseSignedData(write(tree, () => 'der'))
      return result.ok ? 'ok' : result.reason
    }
    const many = (node: Node | undefined, count: number): void => {
      const [first] = node?.children ?? []
      if (first !== undefined) node?.children?.splice(0, 1, ...Array<Node>(count).fill(first))
    }
    expect(sets((signer) => signer.children?.[3]?.children?.splice(0))).toBe('MISSING_FIELD')
    expect(sets((_, data) => many(data.children?.[4], 50))).toBe('ok')
    expect(sets((_, data) => many(data.children?.[4], 101))).toBe('TOO_MANY')
    expect(sets((_, data) => many(data.children?.[3], 101))).toBe('ok')
    expect(sets((_, data) => many(data.children?.[3], 201))).toBe('TOO_MANY')
    expect(sets((_, data) => many(data.children?.[1], 33))).toBe('TOO_MANY')
    expect(sets((signer) => many(signer.children?.[3], 110))).toBe('TOO_MANY')
    expect(sets((signer) => many(signer.children?.[3]?.children?.[0]?.children?.[1], 101))).toBe(
      'TOO_MANY',
    )
  })

  it('maps an offset in the rewritten copy back to the bytes given', () => {
    const tree = toNode(message)
    tree.children?.[1]?.children?.[0]?.children?.splice(0, 1, { tag: 0x0c, contents: content })
    const ber = write(tree, (at) => (at === '' || at === '/1' ? 'indefinite' : 'der'))
    const result = parseSignedData(ber)
    expect(result).toMatchObject({ ok: false, reason: 'UNEXPECTED_TAG' })
    if (!result.ok) expect(ber[result.offset]).toBe(0x0c)
  })

  it('ends quickly on what is nested, endless or made of nothing', () => {
    const bombs = [
      Buffer.alloc(400_000, Buffer.from([0x30, 0x80])),
      Buffer.alloc(400_000, Buffer.from([0x24, 0x80])),
      Buffer.concat([Buffer.from([0x30, 0x80]), Buffer.alloc(1_000_000, Buffer.from([0x24, 0]))]),
      Buffer.concat([
        Buffer.from([0x30, 0x80]),
        Buffer.alloc(1_000_000, Buffer.from([0x24, 0x80, 0, 0])),
      ]),
    ]
    // Processor time: the machine may have other work.
    const before = process.cpuUsage().user
    for (const bomb of bombs) {
      expect(parseSignedData(bomb)).toMatchObject({ ok: false })
      expect(parseContentInfo(bomb)).toMatchObject({ ok: false })
    }
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(5_000)
  }, 60_000)

  it('gives a value or a problem for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const result = parseSignedData(bytes)
        expect(result.ok).toBe(false)
        if (!result.ok) expect(result.offset).toBeLessThanOrEqual(bytes.length)
      }),
    )
  })

  it('gives a value or a problem for any change, and never touches the bytes', () => {
    const ber = write(toNode(message), (at) => (/^(\/1(\/0)?)?$/.test(at) ? 'indefinite' : 'der'))
    const source = fc.constantFrom(message, ber)
    const edits = fc.array(
      fc.tuple(fc.nat(), fc.constantFrom('set', 'cut', 'insert'), fc.nat(255)),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(source, edits, (bytes, list) => {
        const changed = [...bytes]
        for (const [at, kind, octet] of list) {
          const index = at % (changed.length + 1)
          if (kind === 'set') changed[index] = octet
          else if (kind === 'cut') changed.splice(index, 1)
          else changed.splice(index, 0, octet)
        }
        const given = Uint8Array.from(changed)
        const result = parseSignedData(given)
        expect([...given]).toEqual(changed)
        if (!result.ok) expect(result.offset).toBeLessThanOrEqual(given.length)
      }),
      { numRuns: 2000 },
    )
  }, 60_000)
})
