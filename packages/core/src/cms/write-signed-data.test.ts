import {
  distinguishedName,
  generateTestKey,
  signBytes,
  signCertificate,
  type TestKey,
} from '@chopmark/test-pki'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { hex } from '../encoding.js'
import { instant } from '../instant.js'
import { certificateIdentity } from './certificate-identity.js'
import {
  attribute,
  signedAttributesFor,
  type SignedAttributesInput,
} from './signed-attributes-for.js'
import { writeSignedData } from './write-signed-data.js'

const content = new TextEncoder().encode('one form')
const algorithm = { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest())

let key: TestKey
let certificate: Uint8Array
let issuer: Uint8Array

beforeAll(async () => {
  key = await generateTestKey('RSA-2048')
  issuer = distinguishedName(['C', 'HK'], ['CN', 'A CA'])
  certificate = signCertificate(
    {
      serialNumber: 0xabcdn,
      issuer,
      subject: distinguishedName(['CN', 'Alice']),
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2027-01-01T00:00:00Z'),
      spki: key.spki,
      extensions: [],
    },
    key,
  )
})

function attributes(more: Partial<SignedAttributesInput> = {}): Uint8Array {
  return signedAttributesFor({
    messageDigest: sha256(content),
    algorithm,
    certificate,
    certificateSha256: sha256(certificate),
    signingTime: instant('2026-06-01T00:00:00Z'),
    ...more,
  })
}

function readByPkijs(cms: Uint8Array): pkijs.SignedData {
  const info = pkijs.ContentInfo.fromBER(cms.slice().buffer)
  return new pkijs.SignedData({ schema: info.content as asn1js.BaseBlock })
}

describe('writeSignedData, read and verified by pkijs', () => {
  it.each([true, false])('verifies, attached: %s', async (attached) => {
    const signedAttributes = attributes({ commitmentType: 'proofOfCreation' })
    const before = hex(signedAttributes)
    const cms = writeSignedData({
      ...(attached && { content }),
      algorithm,
      certificate,
      signedAttributes,
      signature: signBytes(key, signedAttributes),
    })
    expect(hex(signedAttributes)).toBe(before)
    const read = readByPkijs(cms)
    expect(read.version).toBe(1)
    expect(read.signerInfos[0]?.version).toBe(1)
    const data = attached ? {} : { data: content.slice().buffer }
    await expect(read.verify({ signer: 0, ...data })).resolves.toBe(true)
  })

  it('says version 3 for content that is not id-data', () => {
    const contentType = '1.2.840.113549.1.9.16.1.4'
    const signedAttributes = attributes({ contentType })
    const signature = signBytes(key, signedAttributes)
    const cms = writeSignedData({
      content,
      contentType,
      algorithm,
      certificate,
      signedAttributes,
      signature,
    })
    expect(readByPkijs(cms)).toMatchObject({
      version: 3,
      encapContentInfo: { eContentType: contentType },
    })
  })

  it('puts certificates in DER order, each as it came', () => {
    const chain = [Uint8Array.of(0x30, 1, 0), certificate, Uint8Array.of(0x30, 0)]
    const signedAttributes = attributes()
    const signature = new Uint8Array(256)
    const cms = writeSignedData({ algorithm, certificate, chain, signedAttributes, signature })
    expect(hex(cms)).toContain(`30003001 00${hex(certificate)}`.replace(' ', ''))
  })
})

describe('signedAttributesFor', () => {
  const members = (der: Uint8Array): readonly asn1js.BaseBlock[] => {
    const { result } = asn1js.fromBER(der.slice().buffer)
    if (!(result instanceof asn1js.Set)) throw new Error('no SET')
    return result.valueBlock.value
  }
  const types = (der: Uint8Array): string[] =>
    members(der).map((each) => {
      const [type] = each instanceof asn1js.Sequence ? each.valueBlock.value : []
      return type?.toString() ?? ''
    })

  it('states what CAdES-B-B asks for, sorted as DER sorts', () => {
    const found = types(attributes())
    expect(found).toHaveLength(5)
    for (const oid of ['1.9.3', '1.9.4', '1.9.5', '1.9.52', '1.9.16.2.47']) {
      expect(found.join()).toContain(`1.2.840.113549.${oid}`)
    }
    const encoded = members(attributes()).map((each) => Buffer.from(each.toBER()))
    expect([...encoded].sort((a, b) => Buffer.compare(a, b))).toEqual(encoded)
  })

  it('adds what is given', () => {
    const found = types(
      attributes({
        contentIdentifier: content,
        commitmentType: 'proofOfOrigin',
        further: [attribute('1.2.3.4', Uint8Array.of(5, 0))],
      }),
    ).join()
    for (const oid of ['1.9.16.2.7', '1.9.16.2.16', '1.2.3.4']) expect(found).toContain(oid)
  })

  it.each([
    ['2049-12-31T23:59:59.999Z', '170d3439313233313233353935395a'],
    ['2050-01-01T00:00:00Z', '180f32303530303130313030303030305a'],
  ])('writes %s as RFC 5652 §11.3 wants', (time, expected) => {
    expect(hex(attributes({ signingTime: instant(time) }))).toContain(expected)
  })
})

describe('certificateIdentity', () => {
  it('finds issuer and serial number, with a version and without', () => {
    const identity = certificateIdentity(certificate)
    expect(identity.issuer).toEqual(issuer)
    expect(hex(identity.serialNumber)).toBe('020300abcd')
    const first = certificateIdentity(Uint8Array.of(0x30, 9, 0x30, 7, 2, 1, 5, 0x30, 0, 0x30, 0))
    expect(hex(first.serialNumber)).toBe('020105')
    expect(hex(first.issuer)).toBe('3000')
  })

  it('refuses what is no certificate', () => {
    const wrong = [
      new Uint8Array(),
      content,
      certificate.subarray(0, 100),
      Uint8Array.of(0x30, 0xff, ...new Uint8Array(200)),
      Uint8Array.of(0x30, 0x80),
    ]
    for (const bytes of wrong) {
      expect(() => certificateIdentity(bytes)).toThrow(
        expect.objectContaining({ code: 'INVALID_CERTIFICATE' }),
      )
    }
  })
})
