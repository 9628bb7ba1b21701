import { createPrivateKey } from 'node:crypto'
import type { Extension, TestKey } from '@chopmark/test-pki'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  counterSignature,
  crlDistributionPoints,
  crlNumber,
  distinguishedName,
  extKeyUsage,
  extKeyUsageOids,
  generalName,
  issuingDistributionPoint,
  keyUsage,
  messageImprint,
  nameConstraints,
  ocspCertId,
  ocspNocheck,
  policyMappings,
  signCades,
  signCertificate,
  signCrl,
  signOcspResponse,
  signTimestampToken,
  subjectAltName,
  subjectKeyIdentifier,
  testKey,
} from '@chopmark/test-pki'
import { rsaTestKey } from './test-key.js'

/** A certificate of the fixed PKI with its key. */
export interface Party {
  readonly name: Uint8Array
  readonly key: TestKey
  readonly certificate: Uint8Array
  readonly serialNumber: bigint
}

/** The moment at which everything made here holds. */
export const materialTime = new Date('2026-03-31T00:00:00Z')
const hourMs = 3_600_000
const hours = (count: number): Date => new Date(materialTime.getTime() + count * hourMs)
const crlUrl = 'http://crl.example.hk/ca.crl'

/** An Ed25519 key whose seed is that one octet, thirty-two times over: its signatures are the same in every run. */
function fixedKey(seed: number): TestKey {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  const key = Buffer.concat([prefix, Buffer.alloc(32, seed)])
  return testKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' }))
}

function rsaKey(): TestKey {
  const key = Buffer.from(rsaTestKey, 'base64')
  return testKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' }))
}

function party(
  commonName: string,
  serialNumber: bigint,
  key: TestKey,
  by: Pick<Party, 'name' | 'key'> | null,
  extensions: readonly Extension[],
): Party {
  const name = distinguishedName(['C', 'HK'], ['O', 'Chopmark Fuzz'], ['CN', commonName])
  const issuer = by ?? { name, key }
  const certificate = signCertificate(
    {
      serialNumber,
      issuer: issuer.name,
      subject: name,
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2027-01-01T00:00:00Z'),
      spki: key.spki,
      extensions: [
        ...extensions,
        subjectKeyIdentifier(key.spki),
        authorityKeyIdentifier(issuer.key.spki),
      ],
    },
    issuer.key,
  )
  return { name, key, certificate, serialNumber }
}

/** Everything that is mutated, made by test-pki: the same octets in every run. */
export interface Material {
  readonly root: Party
  readonly ca: Party
  /** RSA-2048. */
  readonly signer: Party
  /** Ed25519. */
  readonly second: Party
  readonly responder: Party
  readonly unit: Party
  readonly content: Uint8Array
  readonly rootCrl: Uint8Array
  readonly caCrl: Uint8Array
  readonly ocsp: Uint8Array
  readonly attached: Uint8Array
  readonly detached: Uint8Array
  /** Two signers, a counter-signature, a time-stamp. */
  readonly rich: Uint8Array
  readonly token: Uint8Array
}

/** Makes the fixed material. */
export function makeMaterial(): Material {
  const caUsage = [basicConstraints(true), keyUsage(['keyCertSign', 'cRLSign'])]
  const root = party('Fuzz Root', 1n, fixedKey(1), null, caUsage)
  const ca = party('Fuzz CA', 2n, fixedKey(2), root, [
    ...caUsage,
    certificatePolicies(['2.999.1', '2.999.2']),
    policyMappings([['2.999.1', '2.999.3']]),
    nameConstraints({ permitted: [generalName.email('example.hk')] }),
  ])
  const personal = (email: string): readonly Extension[] => [
    keyUsage(['digitalSignature', 'nonRepudiation']),
    certificatePolicies(['2.999.3'], 'http://example.hk/cps'),
    subjectAltName([generalName.email(email)]),
    crlDistributionPoints([crlUrl]),
    authorityInfoAccess({ caIssuers: 'http://example.hk/ca.crt', ocsp: 'http://example.hk/ocsp' }),
  ]
  const signer = party('陳大文 CHAN Tai Man', 0x1234n, rsaKey(), ca, personal('chan@example.hk'))
  const second = party('WONG Siu Ming', 0x5678n, fixedKey(4), ca, personal('wong@example.hk'))
  const responder = party('Fuzz OCSP', 0x51n, fixedKey(6), ca, [
    keyUsage(['digitalSignature']),
    extKeyUsage([extKeyUsageOids.ocspSigning]),
    crlDistributionPoints([crlUrl]),
    ocspNocheck(),
  ])
  const unit = party('Fuzz TSU', 0x52n, fixedKey(7), ca, [
    keyUsage(['digitalSignature']),
    extKeyUsage([extKeyUsageOids.timeStamping], true),
    crlDistributionPoints([crlUrl]),
  ])
  const content = new TextEncoder().encode('Pay HKD 100 to WONG SIU MING.\n')
  const certificates = [signer, second, ca].map(({ certificate }) => certificate)
  const chained = (one: Party) => ({ ...one, chain: [ca.certificate] })
  const signingTime = materialTime
  const tokenFor = (data: Uint8Array): Uint8Array =>
    signTimestampToken(
      {
        imprint: messageImprint(data),
        time: materialTime,
        serialNumber: 99n,
        policy: '2.999.7',
        accuracySeconds: 1,
      },
      chained(unit),
    )
  return {
    ...{ root, ca, signer, second, responder, unit, content },
    rootCrl: crlOf(root, []),
    caCrl: crlOf(ca, [issuingDistributionPoint({ url: crlUrl })]),
    ocsp: signOcspResponse(
      {
        responderId: { byKey: responder.key.spki },
        producedAt: hours(-1),
        responses: [signer, second].map((one) => ({
          status: 'good' as const,
          certId: ocspCertId({ name: ca.name, spki: ca.key.spki }, one.serialNumber, 'SHA-256'),
          thisUpdate: hours(-1),
          nextUpdate: hours(24),
        })),
        certificates: [responder.certificate],
      },
      responder.key,
    ),
    attached: signCades({
      signer: chained(signer),
      content,
      certificates,
      signingTime,
      commitment: 1,
    }),
    detached: signCades({
      signer: chained(second),
      content,
      detached: true,
      certificates,
      signingTime,
    }),
    rich: signCades({
      signer: chained(signer),
      content,
      certificates,
      signingTime,
      unsignedAttributes: (signature) => [
        counterSignature(signature, { signer: chained(second), signingTime }),
        { oid: '1.2.840.113549.1.9.16.2.14', values: [tokenFor(signature)] },
      ],
      coSigners: [{ signer: chained(second), signingTime }],
    }),
    token: tokenFor(content),
  }
}

function crlOf(
  { name, key }: Pick<Party, 'name' | 'key'>,
  extensions: readonly Extension[],
): Uint8Array {
  return signCrl(
    {
      issuer: name,
      thisUpdate: hours(-1),
      nextUpdate: hours(24),
      entries: [
        { serialNumber: 77n, date: hours(-48), reason: 'superseded' },
        {
          serialNumber: 78n,
          date: hours(-48),
          reason: 'certificateHold',
          invalidityDate: hours(-50),
        },
        { serialNumber: 79n, date: hours(-48) },
      ],
      extensions: [authorityKeyIdentifier(key.spki), crlNumber(7), ...extensions],
    },
    key,
  )
}
