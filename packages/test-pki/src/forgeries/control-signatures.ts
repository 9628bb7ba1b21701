import { counterSignature } from '../cades/counter-signature.js'
import { essCertIdV2, signingCertificateV2 } from '../cades/signed-attributes.js'
import type { CadesMessage } from '../cades/sign-cades.js'
import { signCades } from '../cades/sign-cades.js'
import type { Der } from '../der/der.js'
import { concat, nullValue, oid, sequence } from '../der/der.js'
import { keyIdentifier, keyUsage, subjectKeyIdentifier } from '../extensions.js'
import type { KeyAlgorithm } from '../keys.js'
import { partsOf } from './edit-message.js'
import type { CmsForgery } from './forgery.js'
import { passed, signatureCase } from './forgery.js'

/** Good signatures: a verifier that refuses one of these refuses too much, and its other refusals prove little. */
export const controlSignatures: readonly CmsForgery[] = [
  good('attached', 'content inside', {}),
  good('detached', 'content beside', { detached: true }),
  good('pss', 'RSASSA-PSS', { scheme: 'pss' }),
  good('pss-sha-512', 'RSASSA-PSS with SHA-512', { scheme: 'pss', digest: 'SHA-512' }),
  good('rsa-sha-384', 'SHA-384', { digest: 'SHA-384' }),
  ofKey('p-256', 'P-256'),
  ofKey('p-384', 'P-384'),
  ofKey('p-521', 'P-521'),
  ofKey('ed25519', 'Ed25519'),
  ofKey('rsa-3072', 'RSA-3072'),
  good('rsa-encryption', 'rsaEncryption as signature algorithm, RFC 3370 §3.2', {
    algorithmProtection: false,
    signerInfo: {
      signatureAlgorithm: sequence(oid('1.2.840.113549.1.1.1'), nullValue()),
    },
  }),
  good('digest-parameters-null', 'NULL parameters beside the digest, RFC 5754 §2', {
    algorithmProtection: false,
    signerInfo: {
      digestAlgorithm: sequence(oid('2.16.840.1.101.3.4.2.1'), nullValue()),
    },
  }),
  good('no-algorithm-protection', 'no cms-algorithm-protection', { algorithmProtection: false }),
  good('commitment-and-identifier', 'commitment type and content identifier', {
    commitment: 5,
    contentIdentifier: new Uint8Array(65).fill(1),
  }),
  {
    ...good('key-identifier', 'subjectKeyIdentifier and version 3', {}),
    make: (material) => {
      const { signer, content, pki } = material
      const signature = signCades({
        signer,
        content,
        signingTime: pki.clock(),
        signerInfo: { keyIdentifier: keyIdentifier(signer.key.spki) },
      })
      return Promise.resolve(signatureCase(material, signature))
    },
  },
  {
    ...good('key-identifier-shared', 'a renewed certificate of the same key is enclosed too', {}),
    make: async (material) => {
      const { signer, content, pki } = material
      const renewed = await pki.issueFrom(pki.ca, {
        key: signer.key,
        subject: signer.subject,
        crlName: signer.crlName ?? pki.ca.crlName,
        extensions: (spki) => [
          subjectKeyIdentifier(spki),
          keyUsage(['digitalSignature', 'nonRepudiation']),
        ],
      })
      const signature = signCades({
        signer,
        content,
        signingTime: pki.clock(),
        certificates: [renewed.certificate, signer.certificate, ...signer.chain],
        signerInfo: { keyIdentifier: keyIdentifier(signer.key.spki) },
      })
      return signatureCase(material, signature)
    },
  },
  {
    ...good('ess-without-issuer-serial', 'ESSCertIDv2 without issuerSerial, RFC 5035 §4', {}),
    make: (material) => {
      const { signer, content, pki } = material
      const reference = signingCertificateV2([essCertIdV2(signer.certificate, 'SHA-256', false)])
      const signature = signCades({
        signer,
        content,
        signingTime: pki.clock(),
        signingCertificate: 'none',
        attributes: (all) => [...all, reference],
      })
      return Promise.resolve(signatureCase(material, signature))
    },
  },
  {
    ...good('ess-sha-512', 'ESSCertIDv2 over SHA-512', {}),
    make: (material) => {
      const { signer, content, pki } = material
      const reference = signingCertificateV2([essCertIdV2(signer.certificate, 'SHA-512')])
      const signature = signCades({
        signer,
        content,
        signingTime: pki.clock(),
        signingCertificate: 'none',
        attributes: (all) => [...all, reference],
      })
      return Promise.resolve(signatureCase(material, signature))
    },
  },
  {
    ...good(
      'ber-outer-layers',
      'indefinite lengths outside signedAttrs, as streaming writers do',
      {},
    ),
    make: (material) => {
      const { signer, content, pki } = material
      const der = signCades({ signer, content, signingTime: pki.clock() })
      const [type, explicit] = partsOf(der)
      const signedData = partsOf(explicit ?? der)[0] ?? der
      const outer = indefinite(
        0x30,
        type ?? der,
        indefinite(0xa0, indefinite(0x30, ...partsOf(signedData))),
      )
      return Promise.resolve(signatureCase(material, outer))
    },
  },
  {
    ...good('two-signers', 'two signers side by side', {}),
    make: async (material) => {
      const { signer, content, pki } = material
      const second = await pki.issue('e-cert-organisational', { keyAlgorithm: 'P-256' })
      const signingTime = pki.clock()
      const coSigners = [{ signer: second, signingTime }]
      const signature = signCades({ signer, content, signingTime, coSigners })
      return signatureCase(material, signature, { signers: [signer, second] })
    },
  },
  {
    ...good('counter-signed', 'a good counter-signature', {}),
    make: async (material) => {
      const { signer, content, pki } = material
      const notary = await pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
      const signingTime = pki.clock()
      const signature = signCades({
        signer,
        content,
        signingTime,
        certificates: [signer.certificate, notary.certificate, ...signer.chain],
        unsignedAttributes: (value) => [counterSignature(value, { signer: notary, signingTime })],
      })
      return signatureCase(material, signature, { signers: [signer, notary] })
    },
  },
]

function good(id: string, what: string, options: Partial<CadesMessage>): CmsForgery {
  return {
    id: `control-${id}`,
    row: 'control',
    description: `a good CAdES-B-B signature: ${what}`,
    expected: passed,
    about: 'signature',
    make: (material) => {
      const { signer, content, pki } = material
      const signature = signCades({ signer, content, signingTime: pki.clock(), ...options })
      const detached = options.detached === true
      return Promise.resolve(signatureCase(material, signature, { detached }))
    },
  }
}

function ofKey(id: string, keyAlgorithm: KeyAlgorithm): CmsForgery {
  return {
    ...good(id, keyAlgorithm, {}),
    make: async (material) => {
      const { content, pki } = material
      const signer = await pki.issue('e-cert-personal', { keyAlgorithm })
      const signature = signCades({ signer, content, signingTime: pki.clock() })
      return signatureCase(material, signature, { signers: [signer] })
    },
  }
}

function indefinite(tag: number, ...contents: readonly Der[]): Der {
  return concat(Uint8Array.of(tag, 0x80), ...contents, Uint8Array.of(0, 0))
}
