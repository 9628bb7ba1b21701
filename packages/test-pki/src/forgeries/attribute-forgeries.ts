import type { SignedAttribute } from '../cades/signed-attributes.js'
import { attributeOids, contentType, messageDigest } from '../cades/signed-attributes.js'
import { dataOid, encapsulated, retag } from '../cades/write-signed-data.js'
import type { CadesMessage } from '../cades/sign-cades.js'
import { signCades } from '../cades/sign-cades.js'
import type { Der } from '../der/der.js'
import { concat, octetString, oid, tlv } from '../der/der.js'
import { signBytes } from '../keys.js'
import { editSignedData, editSignerInfo, partsOf, signedAttributesOf } from './edit-message.js'
import type { CmsForgery, ExpectedVerdict, ForgeryMaterial } from './forgery.js'
import { formatFailure, notPassed, signatureCase } from './forgery.js'

/** `[0] signedAttrs` stands there among the members of a SignerInfo. */
const signedAttributesIndex = 3

const wrongDigest = (octet: number): Uint8Array => new Uint8Array(32).fill(octet)

/** Rows 1 to 3 and what of row 13 concerns signed attributes. */
export const attributeForgeries: readonly CmsForgery[] = [
  {
    id: 'signed-attributes-as-content',
    row: '1 A',
    description:
      'signedAttrs dropped, their DER made the content: the old signature fits (Strenzke)',
    expected: formatFailure,
    about: 'signature',
    make: (material) => {
      const good = sign(material)
      const attributes = signedAttributesOf(good)
      const forged = editSignedData(withoutSignedAttributes(good), (parts) =>
        parts.map((part, index) => (index === 2 ? encapsulated(dataOid, attributes) : part)),
      )
      return done(material, forged, { content: attributes })
    },
  },
  {
    id: 'signed-attributes-as-detached-content',
    row: '1 A',
    description: 'the same, the attributes handed over as a detached document',
    expected: notPassed,
    about: 'signature',
    make: (material) => {
      const good = sign(material, { detached: true })
      const forged = withoutSignedAttributes(good)
      return done(material, forged, { content: signedAttributesOf(good), detached: true })
    },
  },
  {
    id: 'no-signed-attributes',
    row: '2',
    description: 'a good plain CMS signature without signed attributes: no CAdES',
    expected: notPassed,
    about: 'signature',
    make: (material) => done(material, sign(material, { attributes: null })),
  },
  {
    id: 'empty-signed-attributes',
    row: '2',
    description: 'signedAttrs present with no attribute in it, against SIZE (1..MAX)',
    expected: formatFailure,
    about: 'signature',
    make: (material) => done(material, sign(material, { attributes: () => [] })),
  },
  {
    id: 'content-type-swapped',
    row: '3 B',
    description:
      'eContentType exchanged after signing; the content-type attribute still says id-data',
    expected: notPassed,
    about: 'signature',
    make: (material) => {
      const forged = editSignedData(sign(material), (parts) =>
        parts.map((part, index) =>
          index === 2 ? encapsulated('1.2.840.113549.1.9.16.1.4', material.content) : part,
        ),
      )
      return done(material, forged)
    },
  },
  changed('content-type-other', 'the signed content-type names another type', notPassed, (all) =>
    replace(all, attributeOids.contentType, contentType('1.2.840.113549.1.7.5')),
  ),
  changed(
    'content-type-arc-overflow',
    'the last arc of content-type is 2^32 + 1: id-data to who counts in 32 bits',
    notPassed,
    (all) =>
      replace(all, attributeOids.contentType, {
        oid: attributeOids.contentType,
        values: [overflowingDataOid()],
      }),
  ),
  changed('content-type-absent', 'signed attributes without content-type', notPassed, (all) =>
    without(all, attributeOids.contentType),
  ),
  changed('content-type-twice', 'two content-type attributes, both right', notPassed, (all) => [
    ...all,
    contentType(dataOid),
  ]),
  changed('content-type-two-values', 'content-type with two values', notPassed, (all) =>
    replace(all, attributeOids.contentType, {
      oid: attributeOids.contentType,
      values: [...contentType(dataOid).values, ...contentType('1.2.840.113549.1.7.5').values],
    }),
  ),
  changed('content-type-no-value', 'content-type with an empty set of values', notPassed, (all) =>
    replace(all, attributeOids.contentType, { oid: attributeOids.contentType, values: [] }),
  ),
  changed('message-digest-absent', 'signed attributes without message-digest', notPassed, (all) =>
    without(all, attributeOids.messageDigest),
  ),
  changed(
    'message-digest-twice-wrong-first',
    'two message-digest attributes, the wrong one first',
    notPassed,
    (all) => [...all, messageDigest(wrongDigest(0))],
  ),
  changed(
    'message-digest-twice-right-first',
    'two message-digest attributes, the right one first',
    notPassed,
    (all) => [...all, messageDigest(wrongDigest(0xff))],
  ),
  changed('message-digest-two-values', 'message-digest with two values', notPassed, (all) =>
    replace(all, attributeOids.messageDigest, {
      oid: attributeOids.messageDigest,
      values: [...valuesOf(all, attributeOids.messageDigest), octetString(wrongDigest(0xff))],
    }),
  ),
  changed(
    'message-digest-trailing-octet',
    'message-digest with one octet after the digest',
    notPassed,
    (all) =>
      replace(all, attributeOids.messageDigest, {
        oid: attributeOids.messageDigest,
        values: valuesOf(all, attributeOids.messageDigest).map((value) =>
          octetString(concat(value.subarray(2), Uint8Array.of(0))),
        ),
      }),
  ),
  changed('signing-time-twice', 'two signing-time attributes that differ', notPassed, (all) => [
    ...all,
    { oid: attributeOids.signingTime, values: [tlv(0x17, ascii('200101000000Z'))] },
  ]),
  changed(
    'signing-time-generalized-before-2050',
    'signing-time as GeneralizedTime before 2050, against RFC 5652 §11.3',
    notPassed,
    (all) =>
      replace(all, attributeOids.signingTime, {
        oid: attributeOids.signingTime,
        values: [tlv(0x18, ascii('20260331000000Z'))],
      }),
  ),
  reencoded(
    'signed-attributes-unsorted',
    '13',
    'signed attributes in another order than DER, the signature over their DER',
    (attributes) => ({ written: reversed(attributes), signed: attributes }),
  ),
  reencoded(
    'signed-attributes-unsorted-signed-as-is',
    '13',
    'signed attributes in another order than DER, the signature over them as they are',
    (attributes) => ({ written: reversed(attributes), signed: reversed(attributes) }),
  ),
  reencoded(
    'signed-attributes-indefinite-length',
    '13',
    'an attribute of indefinite length inside signedAttrs, the signature over the DER',
    (attributes) => ({ written: indefiniteFirst(attributes), signed: attributes }),
  ),
  reencoded(
    'signed-attributes-indefinite-length-signed-as-is',
    '13',
    'an attribute of indefinite length inside signedAttrs, the signature over it as it is',
    (attributes) => ({
      written: indefiniteFirst(attributes),
      signed: indefiniteFirst(attributes),
    }),
  ),
  reencoded(
    'signed-attributes-long-length',
    '13',
    'a length of two octets where one would do inside signedAttrs, signed as it is',
    (attributes) => ({ written: longFirst(attributes), signed: longFirst(attributes) }),
  ),
]

function sign(material: ForgeryMaterial, message: Partial<CadesMessage> = {}): Uint8Array {
  const { signer, content, pki } = material
  return signCades({ signer, content, signingTime: pki.clock(), ...message })
}

function done(
  material: ForgeryMaterial,
  signature: Uint8Array,
  options: Parameters<typeof signatureCase>[2] = {},
): ReturnType<CmsForgery['make']> {
  return Promise.resolve(signatureCase(material, signature, options))
}

/** The signer's own signed attributes, wrong. */
function changed(
  id: string,
  description: string,
  expected: ExpectedVerdict,
  attributes: (standard: readonly SignedAttribute[]) => readonly SignedAttribute[],
): CmsForgery {
  return {
    id,
    row: '3',
    description,
    expected,
    about: 'signature',
    make: (material) => done(material, sign(material, { attributes })),
  }
}

/** Good attributes in an encoding that is no DER. */
function reencoded(
  id: string,
  row: string,
  description: string,
  encode: (attributes: Der) => { readonly written: Der; readonly signed: Der },
): CmsForgery {
  return {
    id,
    row,
    description,
    expected: notPassed,
    about: 'signature',
    make: (material) => {
      const good = sign(material)
      const { written, signed } = encode(signedAttributesOf(good))
      const signature = signBytes(material.signer.key, signed)
      const forged = editSignerInfo(good, (parts) =>
        parts.map((part, index) => {
          if (index === signedAttributesIndex) return retag(0, written)
          return part[0] === 0x04 ? octetString(signature) : part
        }),
      )
      return done(material, forged)
    },
  }
}

function withoutSignedAttributes(message: Uint8Array): Uint8Array {
  return editSignerInfo(message, (parts) =>
    parts.filter((_, index) => index !== signedAttributesIndex),
  )
}

function without(all: readonly SignedAttribute[], oid: string): readonly SignedAttribute[] {
  return all.filter((attribute) => attribute.oid !== oid)
}

function replace(
  all: readonly SignedAttribute[],
  oid: string,
  by: SignedAttribute,
): readonly SignedAttribute[] {
  return all.map((attribute) => (attribute.oid === oid ? by : attribute))
}

function valuesOf(all: readonly SignedAttribute[], oid: string): readonly Der[] {
  return all.find((attribute) => attribute.oid === oid)?.values ?? []
}

/** id-data with 2^32 + 1 for its last arc, 1, in base 128. */
function overflowingDataOid(): Der {
  const arc = Uint8Array.of(0x90, 0x80, 0x80, 0x80, 0x01)
  return tlv(0x06, concat(oid(dataOid).subarray(2, -1), arc))
}

function reversed(attributes: Der): Der {
  return tlv(0x31, ...partsOf(attributes).reverse())
}

function indefiniteFirst(attributes: Der): Der {
  const [first, ...rest] = partsOf(attributes)
  const content = first?.subarray(2) ?? new Uint8Array(0)
  const indefinite = concat(Uint8Array.of(0x30, 0x80), content, Uint8Array.of(0, 0))
  return tlv(0x31, indefinite, ...rest)
}

function longFirst(attributes: Der): Der {
  const [first, ...rest] = partsOf(attributes)
  const content = first?.subarray(2) ?? new Uint8Array(0)
  return tlv(0x31, concat(Uint8Array.of(0x30, 0x81, content.length), content), ...rest)
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
