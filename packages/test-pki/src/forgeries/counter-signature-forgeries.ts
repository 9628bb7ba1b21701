import { counterSignature } from '../cades/counter-signature.js'
import { signCades } from '../cades/sign-cades.js'
import type { SignedAttribute } from '../cades/signed-attributes.js'
import { attributeOids } from '../cades/signed-attributes.js'
import { dataOid, encapsulated } from '../cades/write-signed-data.js'
import { tlv } from '../der/der.js'
import { descend } from '../der/read.js'
import type { IssuedCertificate } from '../sandbox/issued-certificate.js'
import { editSignedData, signatureValueOf, signerInfoOf } from './edit-message.js'
import type { CmsForgery, ForgeryMaterial } from './forgery.js'
import { hashFailure, notPassed, signatureCase } from './forgery.js'

/** Row 4. */
export const counterSignatureForgeries: readonly CmsForgery[] = [
  {
    id: 'counter-signature-with-content-type',
    row: '4',
    description:
      'a counter-signature that carries a content-type attribute, against RFC 5652 §11.4',
    expected: notPassed,
    about: 'counter-signature',
    make: (material) =>
      counterSigned(material, (value, signer, signingTime) =>
        counterSignature(value, { signer, signingTime, withContentType: true }),
      ),
  },
  {
    id: 'counter-signature-of-other-value',
    row: '4',
    description: 'a counter-signature over another signature value, carried over',
    expected: hashFailure,
    about: 'counter-signature',
    make: (material) =>
      counterSigned(material, (value, signer, signingTime) =>
        counterSignature(new Uint8Array(value.length), { signer, signingTime }),
      ),
  },
  {
    id: 'counter-signature-over-content',
    row: '4',
    description: 'a counter-signature over the document instead of the signature value',
    expected: hashFailure,
    about: 'counter-signature',
    make: (material) =>
      counterSigned(material, (_, signer, signingTime) =>
        counterSignature(material.content, { signer, signingTime }),
      ),
  },
  {
    id: 'counter-signature-as-signature',
    row: '4',
    description:
      'a counter-signature moved up to be the signature, the countersigned value as its content',
    expected: notPassed,
    about: 'signature',
    make: async (material) => {
      const { message, notary } = await twoSigners(material, (value, signer, signingTime) =>
        counterSignature(value, { signer, signingTime }),
      )
      const value = signatureValueOf(message)
      const unsigned = signerInfoOf(message).find((part) => part[0] === 0xa1)
      const counter = descend(unsigned ?? message, 0, 1, 0).raw
      const forged = editSignedData(message, (parts) => [
        ...parts
          .map((part, index) => (index === 2 ? encapsulated(dataOid, value) : part))
          .slice(0, -1),
        tlv(0x31, counter),
      ])
      return signatureCase(material, forged, { content: value, signers: [notary] })
    },
  },
  {
    id: 'counter-signature-in-signed-attributes',
    row: '4',
    description: 'a counter-signature among the signed attributes, where it cannot be',
    expected: notPassed,
    about: 'signature',
    make: (material) => {
      const { signer, content, pki } = material
      const counter = counterSignature(content, { signer, signingTime: pki.clock() })
      const signature = signCades({
        signer,
        content,
        signingTime: pki.clock(),
        attributes: (all) => [
          ...all,
          { oid: attributeOids.counterSignature, values: counter.values },
        ],
      })
      return Promise.resolve(signatureCase(material, signature))
    },
  },
]

type Counter = (value: Uint8Array, notary: IssuedCertificate, time: Date) => SignedAttribute

async function counterSigned(
  material: ForgeryMaterial,
  counter: Counter,
): ReturnType<CmsForgery['make']> {
  const { message, notary } = await twoSigners(material, counter)
  return signatureCase(material, message, { signers: [material.signer, notary] })
}

async function twoSigners(
  material: ForgeryMaterial,
  counter: Counter,
): Promise<{ readonly message: Uint8Array; readonly notary: IssuedCertificate }> {
  const { signer, content, pki } = material
  const notary = await pki.issue('e-cert-personal', { name: 'NG NOTARY', keyAlgorithm: 'P-256' })
  const signingTime = pki.clock()
  const message = signCades({
    signer,
    content,
    signingTime,
    certificates: [signer.certificate, notary.certificate, ...signer.chain],
    unsignedAttributes: (value) => [counter(value, notary, signingTime)],
  })
  return { message, notary }
}
