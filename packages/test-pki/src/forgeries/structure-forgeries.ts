import type { CadesMessage } from '../cades/sign-cades.js'
import { signCades } from '../cades/sign-cades.js'
import { dataOid, encapsulated, signedDataOid } from '../cades/write-signed-data.js'
import type { Der } from '../der/der.js'
import { concat, context, integer, oid, sequence, tlv } from '../der/der.js'
import { descend } from '../der/read.js'
import { keyIdentifier } from '../extensions.js'
import { editSignedData, editSignerInfo, partsOf } from './edit-message.js'
import type { CmsForgery, ExpectedVerdict, ForgeryMaterial } from './forgery.js'
import { cryptoFailure, formatFailure, hashFailure, notPassed, signatureCase } from './forgery.js'

/** Row 5, the letters D, F and G, and the plain tampering that every verifier must see. */
export const structureForgeries: readonly CmsForgery[] = [
  edited(
    'no-signer',
    '5 D',
    'a SignedData with certificates and no SignerInfo: nothing is signed',
    formatFailure,
    (good) => editSignedData(good, (parts) => [...parts.slice(0, -1), tlv(0x31)]),
  ),
  edited(
    'no-signer-no-algorithms',
    '5 D',
    'no SignerInfo and an empty digestAlgorithms: a certificate bag',
    formatFailure,
    (good) =>
      editSignedData(good, (parts) => [
        ...parts.map((part, index) => (index === 1 ? tlv(0x31) : part)).slice(0, -1),
        tlv(0x31),
      ]),
  ),
  edited('trailing-octets', '13 F', 'four octets after the ContentInfo', notPassed, (good) =>
    concat(good, Uint8Array.of(0xde, 0xad, 0xbe, 0xef)),
  ),
  edited('trailing-zeros', '13 F', 'two zero octets after the ContentInfo', notPassed, (good) =>
    concat(good, Uint8Array.of(0, 0)),
  ),
  edited(
    'trailing-element-in-signed-data',
    '13 F',
    'an element after signerInfos inside SignedData',
    formatFailure,
    (good) => editSignedData(good, (parts) => [...parts, integer(7)]),
  ),
  edited(
    'trailing-element-in-signer-info',
    '13 F',
    'an element after the signature inside SignerInfo',
    formatFailure,
    (good) => editSignerInfo(good, (parts) => [...parts, integer(7)]),
  ),
  edited(
    'trailing-element-in-content-info',
    '13 F',
    'an element after the content inside ContentInfo',
    formatFailure,
    (good) => sequence(...partsOf(good), integer(7)),
  ),
  signed(
    'signer-info-version-3-with-issuer',
    '13 G',
    'SignerInfo version 3 with issuerAndSerialNumber',
    notPassed,
    () => ({ signerInfo: { version: 3 } }),
  ),
  signed(
    'signer-info-version-1-with-key-identifier',
    '13 G',
    'SignerInfo version 1 with subjectKeyIdentifier',
    notPassed,
    ({ signer }) => ({
      signerInfo: { version: 1, keyIdentifier: keyIdentifier(signer.key.spki) },
    }),
  ),
  signed(
    'signed-data-version-0',
    '13 G',
    'SignedData version 0, which does not exist',
    notPassed,
    () => ({ signedData: { version: 0 } }),
  ),
  signed(
    'digest-algorithm-not-announced',
    '7',
    'SignedData.digestAlgorithms leaves the signer’s digest out',
    notPassed,
    () => ({ signedData: { digestAlgorithms: [] } }),
  ),
  edited('version-not-minimal', '13', 'the version INTEGER in two octets', notPassed, (good) =>
    editSignedData(good, ([, ...rest]) => [tlv(0x02, Uint8Array.of(0, 1)), ...rest]),
  ),
  edited(
    'content-info-of-other-type',
    '13',
    'the ContentInfo says id-data around a SignedData',
    formatFailure,
    (good) => sequence(oid(dataOid), context(0, descend(good, 1, 0).raw)),
  ),
  edited(
    'signed-data-in-signed-data',
    '1',
    'the message wrapped as content of a second one without signers',
    notPassed,
    (good) =>
      editSignedData(good, ([version, algorithms]) => [
        version ?? integer(1),
        algorithms ?? tlv(0x31),
        encapsulated(signedDataOid, good),
        tlv(0x31),
      ]),
  ),
  edited(
    'content-changed',
    '–',
    'the attached content changed after signing',
    hashFailure,
    (good) =>
      editSignedData(good, (parts) =>
        parts.map((part, index) =>
          index === 2
            ? encapsulated(dataOid, new TextEncoder().encode('Pay HKD 9,100,000.\n'))
            : part,
        ),
      ),
  ),
  edited(
    'signature-bit-flipped',
    '–',
    'one bit of the signature value flipped',
    cryptoFailure,
    (good) =>
      editSignerInfo(good, (parts) =>
        parts.map((part) => (part[0] === 0x04 ? flipLastBit(part) : part)),
      ),
  ),
  signed('signature-empty', '8', 'a signature value of no octets', cryptoFailure, () => ({
    signerInfo: { tamperSignature: () => new Uint8Array(0) },
  })),
  signed(
    'signature-leading-zero',
    '8',
    'an RSA signature value with a zero octet before it: longer than the modulus',
    notPassed,
    () => ({
      signerInfo: { tamperSignature: (right) => concat(Uint8Array.of(0), right) },
    }),
  ),
]

/** A good message, edited by somebody without the key. */
function edited(
  id: string,
  row: string,
  description: string,
  expected: ExpectedVerdict,
  edit: (good: Der) => Der,
): CmsForgery {
  const make: CmsForgery['make'] = (material) => {
    const { signer, content, pki } = material
    const good = signCades({ signer, content, signingTime: pki.clock() })
    return Promise.resolve(signatureCase(material, edit(good)))
  }
  return { id, row, description, expected, about: 'signature', make }
}

/** A message that the signer's own software wrote wrongly. */
function signed(
  id: string,
  row: string,
  description: string,
  expected: ExpectedVerdict,
  options: (material: ForgeryMaterial) => Partial<CadesMessage>,
): CmsForgery {
  const make: CmsForgery['make'] = (material) => {
    const { signer, content, pki } = material
    const message = { signer, content, signingTime: pki.clock(), ...options(material) }
    return Promise.resolve(signatureCase(material, signCades(message)))
  }
  return { id, row, description, expected, about: 'signature', make }
}

function flipLastBit(bytes: Der): Der {
  const flipped = bytes.slice()
  flipped[flipped.length - 1] = (flipped[flipped.length - 1] ?? 0) ^ 1
  return flipped
}
