import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as asn1js from 'asn1js'
import { hex, parseSignedData } from '@chopmark/core'
import { corporaFolder } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { enclosedItems } from './enclosed-items.js'

const folder = corporaFolder()

/** Values of long-lived signatures in DSS's samples, which Bouncy Castle wrote. */
const files = [
  'cades-e-lt.p7m',
  'cades-dss1997.p7m',
  'dss-1469/cadesLTAwithATv2.sig',
  'dss-1619/CAdES-XL-T1-Double-AV2.png.p7m',
]

const childrenOf = (value: asn1js.BaseBlock | undefined): readonly asn1js.AsnType[] =>
  value instanceof asn1js.Constructed ? value.valueBlock.value : []

/** Every value of attributes of this type in the outer signers, as another parser finds them. */
function valuesOf(message: Uint8Array, oid: string): readonly asn1js.AsnType[] {
  const [, content] = childrenOf(asn1js.fromBER(Uint8Array.from(message)).result)
  const signers = childrenOf(childrenOf(childrenOf(content)[0]).at(-1))
  return signers
    .flatMap((signer) => childrenOf(childrenOf(signer).at(-1)))
    .map(childrenOf)
    .filter(([type]) => type instanceof asn1js.ObjectIdentifier && type.getValue() === oid)
    .flatMap(([, set]) => childrenOf(set))
}

const raw = (value: asn1js.BaseBlock): string => hex(new Uint8Array(value.valueBeforeDecodeView))

describe.skipIf(folder === null)('DSS samples (else: no ../shared/corpora)', () => {
  it.each(files)('%s: certificates and revocation data are all found', (file) => {
    const bytes = readFileSync(join(folder ?? '', 'cms/dss/validation', file))
    const parsed = parseSignedData(bytes)
    if (!parsed.ok) throw new Error(parsed.reason)
    const items = enclosedItems(parsed.value)
    const found = (kind: string): readonly string[] =>
      items.flatMap((item) => (item.kind === kind && 'bytes' in item ? [hex(item.bytes)] : []))
    const certificates = valuesOf(bytes, '1.2.840.113549.1.9.16.2.23').flatMap(childrenOf).map(raw)
    expect(certificates.length).toBeGreaterThan(0)
    expect(found('certificate')).toEqual(expect.arrayContaining(certificates))
    const lists = valuesOf(bytes, '1.2.840.113549.1.9.16.2.24').flatMap(childrenOf)
    const under = (tagNumber: number): string[] =>
      lists
        .filter(({ idBlock }) => idBlock.tagNumber === tagNumber)
        .flatMap(childrenOf)
        .flatMap(childrenOf)
        .map(raw)
    expect(found('crl')).toEqual(expect.arrayContaining(under(0)))
    expect(found('ocsp')).toEqual(expect.arrayContaining(under(1)))
    expect(under(0).length + under(1).length).toBeGreaterThan(0)
  })
})
