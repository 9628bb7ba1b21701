import { generateKeyPairSync } from 'node:crypto'
import type { SignedAttribute } from '../cades/signed-attributes.js'
import { algorithmProtection } from '../cades/signed-attributes.js'
import type { CadesMessage } from '../cades/sign-cades.js'
import { signCades } from '../cades/sign-cades.js'
import type { Der } from '../der/der.js'
import {
  bitString,
  concat,
  context,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
} from '../der/der.js'
import { descend, members } from '../der/read.js'
import { keyUsage, subjectKeyIdentifier } from '../extensions.js'
import type { KeyAlgorithm, TestKey } from '../keys.js'
import { digestAlgorithm, pssParameters, signatureAlgorithm, testKey } from '../keys.js'
import type { IssuedCertificate } from '../sandbox/issued-certificate.js'
import { editSignerInfo, signedAttributesOf } from './edit-message.js'
import type { CmsForgery, ExpectedVerdict, ForgeryMaterial } from './forgery.js'
import { cryptoFailure, notPassed, signatureCase } from './forgery.js'
import { cubeRootSignature, paddedDigest, spkiWithExponent } from './rsa-forgery.js'

const rsaEncryption = '1.2.840.113549.1.1.1'
const rsaSha256 = '1.2.840.113549.1.1.11'
const rsaPss = '1.2.840.113549.1.1.10'

/** Order of the base point of edwards25519, RFC 8032 §5.1. */
const ed25519Order = 2n ** 252n + 27742317777372353535851937790883648493n
/** Order of P-256. */
const p256Order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** Rows 7 to 12: algorithms that disagree, parameters that lie, values out of range, keys too weak. */
export const algorithmForgeries: readonly CmsForgery[] = [
  rsa('digest-algorithm-other', '7', 'digestAlgorithm SHA-512 beside sha256WithRSA', notPassed, {
    algorithmProtection: false,
    signerInfo: { digest: 'SHA-512' },
  }),
  rsa(
    'rsa-encryption-digest-confusion',
    '7',
    'rsaEncryption with digestAlgorithm SHA-512; the value was made with SHA-256',
    notPassed,
    {
      algorithmProtection: false,
      signerInfo: {
        digest: 'SHA-512',
        signatureAlgorithm: sequence(oid(rsaEncryption), nullValue()),
      },
    },
  ),
  rsa(
    'signature-algorithm-garbage-parameters',
    '7',
    'sha256WithRSAEncryption with an OCTET STRING for parameters',
    notPassed,
    {
      algorithmProtection: false,
      signerInfo: {
        signatureAlgorithm: sequence(oid(rsaSha256), octetString(Uint8Array.of(1, 2, 3))),
      },
    },
  ),
  rsa(
    'digest-algorithm-garbage-parameters',
    '7',
    'SHA-256 with an INTEGER for parameters',
    notPassed,
    {
      algorithmProtection: false,
      signerInfo: {
        digestAlgorithm: sequence(oid('2.16.840.1.101.3.4.2.1'), integer(1)),
      },
    },
  ),
  rsa('signature-algorithm-of-other-key', '7', 'an RSA signature named ECDSA', notPassed, {
    algorithmProtection: false,
    signerInfo: { signatureAlgorithm: sequence(oid('1.2.840.10045.4.3.2')) },
  }),
  protection('algorithm-protection-digest-other', 'names another digest', ({ key }) => [
    algorithmProtection(digestAlgorithm('SHA-512'), signatureAlgorithm(key)),
  ]),
  protection('algorithm-protection-signature-other', 'names another signature algorithm', () => [
    algorithmProtection(
      digestAlgorithm('SHA-256'),
      sequence(oid('1.2.840.113549.1.1.13'), nullValue()),
    ),
  ]),
  protection('algorithm-protection-twice', 'is there twice', ({ key }) => [
    algorithmProtection(digestAlgorithm('SHA-256'), signatureAlgorithm(key)),
    algorithmProtection(digestAlgorithm('SHA-256', true), signatureAlgorithm(key)),
  ]),
  protection('algorithm-protection-of-mac', 'names a MAC algorithm, [2], for a signature', () => [
    {
      oid: '1.2.840.113549.1.9.52',
      values: [sequence(digestAlgorithm('SHA-256'), context(2, oid('1.2.840.113549.2.9')))],
    },
  ]),
  pss('pss-salt-other', 'names a salt of 20 octets, made with 32', pssParameters('SHA-256', 20)),
  pss(
    'pss-mgf-other',
    'names MGF1 over SHA-1, made over SHA-256',
    pssParameters('SHA-256', 32, 'SHA-1'),
  ),
  pss(
    'pss-trailer-other',
    'names trailer field 2',
    sequence(...members(pssParameters('SHA-256')).map(({ raw }) => raw), context(3, integer(2))),
  ),
  pss('pss-parameters-absent', 'has no parameters', null),
  pss('pss-digest-other', 'names SHA-512 beside digestAlgorithm SHA-256', pssParameters('SHA-512')),
  rsa('pkcs1-named-pss', '9', 'a PKCS #1 v1.5 signature named RSASSA-PSS', notPassed, {
    algorithmProtection: false,
    signerInfo: { signatureAlgorithm: sequence(oid(rsaPss), pssParameters('SHA-256')) },
  }),
  value('ecdsa-zero', '10', 'r and s are 0', 'P-256', () => sequence(integer(0), integer(0))),
  value('ecdsa-s-plus-order', '10', 's is s + n', 'P-256', (right) =>
    ecdsa(right, (r, s) => [r, s + p256Order]),
  ),
  value('ecdsa-r-negative', '10', 'r is negative', 'P-256', (right) =>
    ecdsa(right, (r, s) => [r - p256Order, s]),
  ),
  value('ecdsa-trailing-octet', '10', 'an octet after the SEQUENCE', 'P-256', (right) =>
    concat(right, Uint8Array.of(0)),
  ),
  value('ecdsa-raw', '10', 'r and s side by side instead of a SEQUENCE', 'P-256', (right) => {
    const octets = members(right).map(({ content }) =>
      Buffer.from(content).toString('hex').slice(-64).padStart(64, '0'),
    )
    return new Uint8Array(Buffer.from(octets.join(''), 'hex'))
  }),
  oddCurve(
    'ec-explicit-parameters',
    'a curve written out instead of named, RFC 5480 §2.1.1',
    () => {
      const options = { namedCurve: 'P-256', paramEncoding: 'explicit' } as const
      const { privateKey, publicKey } = generateKeyPairSync('ec', options)
      const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
      return { algorithm: 'P-256', privateKey, spki }
    },
  ),
  oddCurve('ec-point-off-curve', 'a point that is not on the curve', () =>
    withPoint((point) => {
      const off = point.slice()
      off[off.length - 1] = (off[off.length - 1] ?? 0) ^ 1
      return off
    }),
  ),
  oddCurve('ec-point-at-infinity', 'the point at infinity for a key', () =>
    withPoint(() => Uint8Array.of(0)),
  ),
  value('ed25519-s-plus-order', '11', 'S is S + L', 'Ed25519', (right) => {
    const s = littleEndian(right.subarray(32)) + ed25519Order
    const octets = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse()
    return concat(right.subarray(0, 32), octets)
  }),
  oddRsa(
    'rsa-exponent-3-cube-root',
    'exponent 3, the value a cube root made without the private key',
    3,
    (attributes) => cubeRootSignature(attributes, 256),
  ),
  oddRsa(
    'rsa-exponent-1',
    'exponent 1, where the padded digest is its own signature',
    1,
    (attributes) => paddedDigest(attributes, 256),
  ),
  weak('digest-sha-1', 'SHA-1', 'RSA-2048', { digest: 'SHA-1' }),
  weak('digest-md5', 'MD5', 'RSA-2048', { digest: 'MD5' }),
  weak('signer-rsa-1024', 'an RSA key of 1024 bits', 'RSA-1024', {}),
]

function message(
  material: ForgeryMaterial,
  signer: IssuedCertificate,
  options: Partial<CadesMessage>,
): Uint8Array {
  const { content, pki } = material
  return signCades({ content, signingTime: pki.clock(), ...options, signer })
}

function rsa(
  id: string,
  row: string,
  description: string,
  expected: ExpectedVerdict,
  options: Partial<CadesMessage>,
): CmsForgery {
  const make: CmsForgery['make'] = (material) =>
    Promise.resolve(signatureCase(material, message(material, material.signer, options)))
  return { id, row, description, expected, about: 'signature', make }
}

function protection(
  id: string,
  what: string,
  attributes: (signer: IssuedCertificate) => readonly SignedAttribute[],
): CmsForgery {
  const make: CmsForgery['make'] = (material) => {
    const signature = message(material, material.signer, {
      algorithmProtection: false,
      attributes: (all) => [...all, ...attributes(material.signer)],
    })
    return Promise.resolve(signatureCase(material, signature))
  }
  const description = `cms-algorithm-protection ${what}`
  return { id, row: '7', description, expected: notPassed, about: 'signature', make }
}

function pss(id: string, what: string, parameters: Der | null): CmsForgery {
  const algorithm = sequence(oid(rsaPss), ...(parameters === null ? [] : [parameters]))
  return rsa(id, '9', `an RSASSA-PSS signature that ${what}`, notPassed, {
    scheme: 'pss',
    algorithmProtection: false,
    signerInfo: { signatureAlgorithm: algorithm },
  })
}

function value(
  id: string,
  row: string,
  what: string,
  keyAlgorithm: KeyAlgorithm,
  tamperSignature: (right: Uint8Array) => Uint8Array,
): CmsForgery {
  const make: CmsForgery['make'] = async (material) => {
    const signer = await material.pki.issue('e-cert-personal', { keyAlgorithm })
    const signature = message(material, signer, { signerInfo: { tamperSignature } })
    return signatureCase(material, signature, { signers: [signer] })
  }
  const description = `a signature value in which ${what}`
  return { id, row, description, expected: notPassed, about: 'signature', make }
}

function weak(
  id: string,
  what: string,
  keyAlgorithm: KeyAlgorithm,
  options: Partial<CadesMessage>,
): CmsForgery {
  const make: CmsForgery['make'] = async (material) => {
    const signer = await material.pki.issue('e-cert-personal', { keyAlgorithm })
    return signatureCase(material, message(material, signer, options), { signers: [signer] })
  }
  const description = `a sound signature with ${what}, too weak today`
  return { id, row: '12', description, expected: notPassed, about: 'signature', make }
}

/** A certificate over an RSA key with a small exponent, and a signature that needs no private key. */
function oddRsa(
  id: string,
  what: string,
  exponent: 1 | 3,
  forge: (signedAttributes: Uint8Array) => Uint8Array,
): CmsForgery {
  const make: CmsForgery['make'] = async (material) => {
    const { pki } = material
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key: TestKey = testKey(privateKey)
    const spki = spkiWithExponent(key.spki, exponent)
    const signer = await pki.issueFrom(pki.ca, {
      key: { ...key, spki },
      subject: material.signer.subject,
      extensions: () => [
        subjectKeyIdentifier(spki),
        keyUsage(['digitalSignature', 'nonRepudiation']),
      ],
    })
    const signed = message(material, signer, {})
    const forged = octetString(forge(signedAttributesOf(signed)))
    const signature = editSignerInfo(signed, (parts) =>
      parts.map((part) => (part[0] === 0x04 ? forged : part)),
    )
    return signatureCase(material, signature, { signers: [signer] })
  }
  const description = `an RSA key with ${what}`
  const expected = exponent === 3 ? cryptoFailure : notPassed
  return { id, row: '8', description, expected, about: 'signature', make }
}

/** A certificate over an elliptic-curve key that RFC 5480 does not allow, and a signature by its private key. */
function oddCurve(id: string, what: string, makeKey: () => TestKey): CmsForgery {
  const make: CmsForgery['make'] = async (material) => {
    const { pki } = material
    const signer = await pki.issueFrom(pki.ca, {
      key: makeKey(),
      subject: material.signer.subject,
      extensions: () => [keyUsage(['digitalSignature', 'nonRepudiation'])],
    })
    return signatureCase(material, message(material, signer, {}), { signers: [signer] })
  }
  const description = `a key with ${what}`
  return { id, row: '10', description, expected: notPassed, about: 'signature', make }
}

function withPoint(change: (point: Uint8Array) => Uint8Array): TestKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = testKey(privateKey)
  const point = descend(key.spki, 1).content.subarray(1)
  return { ...key, spki: sequence(descend(key.spki, 0).raw, bitString(change(point))) }
}

function ecdsa(right: Der, change: (r: bigint, s: bigint) => [bigint, bigint]): Der {
  const [r, s] = members(right).map(({ content }) =>
    BigInt(`0x${Buffer.from(content).toString('hex')}`),
  )
  return sequence(...change(r ?? 0n, s ?? 0n).map((part) => integer(part)))
}

function littleEndian(octets: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(octets).reverse().toString('hex')}`)
}
