import {
  essCertId,
  essCertIdV2,
  issuerAndSerial,
  signingCertificate,
  signingCertificateV2,
  attributeOids,
} from '../cades/signed-attributes.js'
import type { SignedAttribute } from '../cades/signed-attributes.js'
import type { CadesMessage, CadesSigner } from '../cades/sign-cades.js'
import { signCades } from '../cades/sign-cades.js'
import { randomSerialNumber, signCertificate } from '../certificate.js'
import type { Der } from '../der/der.js'
import { context, integer, octetString, sequence } from '../der/der.js'
import type { Extension, KeyUsage } from '../extensions.js'
import {
  basicConstraints,
  extKeyUsage,
  extKeyUsageOids,
  keyUsage,
  subjectKeyIdentifier,
} from '../extensions.js'
import { digestOf, generateTestKey } from '../keys.js'
import { distinguishedName } from '../name.js'
import type { ECertRequest } from '../sandbox/e-cert.js'
import type { IssuedCertificate } from '../sandbox/issued-certificate.js'
import type { CmsForgery, ExpectedVerdict, ForgeryMaterial } from './forgery.js'
import { notPassed, signatureCase } from './forgery.js'

/** A signer, and the CRL that speaks for it. */
type Signing = CadesSigner & Pick<IssuedCertificate, 'crlName'>

const dayMs = 24 * 3_600_000

/** Row 6 (who signed), row 15b (whom it claims to trust), and signers that may not sign. */
export const signerForgeries: readonly CmsForgery[] = [
  {
    id: 'signer-certificate-substituted',
    row: '6 C',
    description:
      'another certificate of the same key put in; signing-certificate-v2 names the first',
    expected: notPassed,
    about: 'signature',
    make: async (material) => {
      const other = await sameKeyOtherName(material)
      return message(material, other, {
        attributes: (all) => withReference(all, [essCertIdV2(material.signer.certificate)]),
      })
    },
  },
  {
    id: 'signer-certificate-substituted-no-reference',
    row: '6',
    description:
      'no signing-certificate attribute at all: any certificate of the key could be put in',
    expected: notPassed,
    about: 'signature',
    make: (material) => message(material, material.signer, { signingCertificate: 'none' }),
  },
  referenced('ess-hash-wrong', 'ESSCertIDv2 with a wrong hash', (certificate) => [
    signingCertificateV2([sequence(octetString(new Uint8Array(32)), issuerSerial(certificate))]),
  ]),
  referenced(
    'ess-issuer-serial-wrong',
    'ESSCertIDv2 with the right hash and another serial number',
    (certificate) => [
      signingCertificateV2([
        sequence(
          octetString(digestOf('SHA-256', certificate)),
          sequence(sequence(context(4, issuerAndSerial(certificate).issuer)), integer(1)),
        ),
      ]),
    ],
  ),
  referenced('ess-no-id', 'signing-certificate-v2 that names no certificate', () => [
    signingCertificateV2([]),
  ]),
  referenced('ess-twice', 'two signing-certificate-v2 attributes', (certificate) => [
    signingCertificateV2([essCertIdV2(certificate)]),
    signingCertificateV2([essCertIdV2(certificate, 'SHA-512')]),
  ]),
  {
    id: 'ess-v1-and-v2-conflict',
    row: '6',
    description:
      'signing-certificate (SHA-1) names one certificate, signing-certificate-v2 another',
    expected: notPassed,
    about: 'signature',
    make: async (material) => {
      const other = await sameKeyOtherName(material)
      return message(material, material.signer, {
        attributes: (all) => [...all, signingCertificate([essCertId(other.certificate)])],
      })
    },
  },
  {
    id: 'signer-certificate-not-enclosed',
    row: '6',
    description: 'the message encloses only the CA: there is no signing certificate to be found',
    expected: { indication: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' },
    about: 'signature',
    make: (material) => message(material, material.signer, { certificates: material.signer.chain }),
  },
  {
    id: 'own-root-enclosed',
    row: '15b',
    description: 'a stranger’s CA and root, enclosed in the message',
    expected: { indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' },
    about: 'signature',
    make: async (material) => {
      const stranger = await strangersSigner(material, distinguishedName(['CN', 'Stranger Root']))
      return message(material, stranger, {
        certificates: [stranger.certificate, ...stranger.chain],
      })
    },
  },
  {
    id: 'namesake-ca-enclosed',
    row: '15b',
    description: 'a CA of the same name as the real one, with a key of its own, enclosed',
    expected: notPassed,
    about: 'signature',
    make: async (material) => {
      const stranger = await strangersSigner(material, material.pki.ca.name)
      return message(material, stranger, {
        certificates: [stranger.certificate, ...stranger.chain],
      })
    },
  },
  {
    id: 'self-signed-signer',
    row: '15b',
    description: 'a self-signed certificate with the good signer’s name',
    expected: notPassed,
    about: 'signature',
    make: async (material) => {
      const signer = await selfSigned(material, material.signer.subject, [
        basicConstraints(false),
        keyUsage(['digitalSignature', 'nonRepudiation']),
      ])
      return message(material, signer)
    },
  },
  issuedAs(
    'signer-key-encipherment-only',
    'a signer whose key usage is keyEncipherment alone',
    usage(['keyEncipherment']),
  ),
  issuedAs(
    'signer-key-agreement-only',
    'a signer for key agreement alone',
    usage(['keyAgreement']),
  ),
  issuedAs('signer-server-auth-critical', 'a signer with a critical serverAuth alone', {
    extensions: (standard) => [...standard, extKeyUsage([extKeyUsageOids.serverAuth], true)],
  }),
  issuedAs(
    'signer-key-encipherment-and-server-auth',
    'a web server’s certificate: keyEncipherment, critical serverAuth',
    {
      keyUsage: ['keyEncipherment'],
      extensions: (standard) => [...standard, extKeyUsage([extKeyUsageOids.serverAuth], true)],
    },
  ),
  {
    ...issuedAs('signer-encipherment-e-cert', 'an e-Cert (Encipherment): its terms forbid it', {}),
    make: async (material) => {
      const signer = await material.pki.issue('e-cert-encipherment')
      return message(material, signer)
    },
  },
  {
    ...issuedAs('signer-server-e-cert', 'an e-Cert (Server)', {}),
    make: async (material) => {
      const signer = await material.pki.issue('e-cert-server')
      return message(material, signer)
    },
  },
  {
    ...issuedAs('signer-ocsp-responder', 'the CA’s OCSP responder signs a document', {}),
    make: async (material) => {
      const { pki } = material
      return message(material, await pki.ocspResponder())
    },
  },
  {
    ...issuedAs(
      'signer-expired',
      'a signer whose certificate has expired, nobody knows when it signed',
      {},
    ),
    expected: notPassed,
    make: async (material) => {
      const now = material.pki.clock().getTime()
      const signer = await material.pki.issue('e-cert-personal', {
        notBefore: new Date(now - 40 * dayMs),
        notAfter: new Date(now - 10 * dayMs),
      })
      return message(material, signer)
    },
  },
  {
    ...issuedAs('signer-not-yet-valid', 'a signer whose certificate is not yet valid', {}),
    expected: { indication: 'TOTAL-FAILED', subIndication: 'NOT_YET_VALID' },
    make: async (material) => {
      const now = material.pki.clock().getTime()
      const signer = await material.pki.issue('e-cert-personal', {
        notBefore: new Date(now + 10 * dayMs),
      })
      return message(material, signer)
    },
  },
  {
    ...issuedAs('signer-revoked', 'a signer whose certificate is revoked', {}),
    expected: { indication: 'INDETERMINATE', subIndication: 'REVOKED_NO_POE' },
    make: async (material) => {
      const signer = await material.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
      material.pki.ca.revoke(signer.serialNumber, 'keyCompromise')
      return message(material, signer)
    },
  },
  {
    ...issuedAs('signer-suspended', 'a signer whose certificate is suspended', {}),
    expected: { indication: 'INDETERMINATE', subIndication: 'TRY_LATER' },
    make: async (material) => {
      const signer = await material.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
      material.pki.ca.hold(signer.serialNumber)
      return message(material, signer)
    },
  },
]

function message(
  material: ForgeryMaterial,
  signer: Signing,
  options: Partial<CadesMessage> = {},
): ReturnType<CmsForgery['make']> {
  const { content, pki } = material
  const signature = signCades({ content, signingTime: pki.clock(), ...options, signer })
  return Promise.resolve(signatureCase(material, signature, { signers: [signer] }))
}

/** The good signer with another reference to its certificate. */
function referenced(
  id: string,
  description: string,
  references: (certificate: Der) => readonly SignedAttribute[],
): CmsForgery {
  const make: CmsForgery['make'] = (material) =>
    message(material, material.signer, {
      signingCertificate: 'none',
      attributes: (all) => [...all, ...references(material.signer.certificate)],
    })
  return { id, row: '6', description, expected: notPassed, about: 'signature', make }
}

/** A signer the CA did certify, for something else. */
function issuedAs(id: string, description: string, request: ECertRequest): CmsForgery {
  const expected: ExpectedVerdict = notPassed
  const make: CmsForgery['make'] = async (material) =>
    message(material, await material.pki.issue('e-cert-personal', request))
  return { id, row: '15', description, expected, about: 'signature', make }
}

function usage(keyUsages: readonly KeyUsage[]): ECertRequest {
  return { keyUsage: keyUsages }
}

function withReference(
  all: readonly SignedAttribute[],
  ids: readonly Der[],
): readonly SignedAttribute[] {
  return all.map((attribute) =>
    attribute.oid === attributeOids.signingCertificateV2 ? signingCertificateV2(ids) : attribute,
  )
}

function issuerSerial(certificate: Der): Der {
  const { issuer, serial } = issuerAndSerial(certificate)
  return sequence(sequence(context(4, issuer)), serial)
}

function sameKeyOtherName({ pki, signer }: ForgeryMaterial): Promise<IssuedCertificate> {
  return pki.issueFrom(pki.ca, {
    key: signer.key,
    subject: distinguishedName(
      ['C', 'HK'],
      ['O', 'Sandbox e-Cert (Personal)'],
      ['OU', '0000000001'],
      ['CN', 'MALLORY MAK'],
    ),
    crlName: signer.crlName ?? pki.ca.crlName,
    extensions: (spki) => [
      subjectKeyIdentifier(spki),
      keyUsage(['digitalSignature', 'nonRepudiation']),
    ],
  })
}

/** A signer under a CA that nobody trusts; the CA's self-signed certificate is its chain. */
async function strangersSigner(material: ForgeryMaterial, caName: Der): Promise<Signing> {
  const ca = await selfSigned(material, caName, [
    basicConstraints(true),
    keyUsage(['keyCertSign', 'cRLSign']),
  ])
  const key = await generateTestKey('P-256')
  const certificate = signCertificate(
    {
      serialNumber: randomSerialNumber(),
      issuer: caName,
      subject: material.signer.subject,
      ...around(material),
      spki: key.spki,
      extensions: [keyUsage(['digitalSignature', 'nonRepudiation'])],
    },
    ca.key,
  )
  return { certificate, chain: [ca.certificate], key, crlName: null }
}

async function selfSigned(
  material: ForgeryMaterial,
  name: Der,
  extensions: readonly Extension[],
): Promise<Signing> {
  const key = await generateTestKey('P-256')
  const certificate = signCertificate(
    {
      serialNumber: randomSerialNumber(),
      issuer: name,
      subject: name,
      ...around(material),
      spki: key.spki,
      extensions,
    },
    key,
  )
  return { certificate, chain: [], key, crlName: null }
}

function around({ pki }: ForgeryMaterial): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = pki.clock().getTime()
  return { notBefore: new Date(now - dayMs), notAfter: new Date(now + 365 * dayMs) }
}
