import type { CertificateProfile, Instant, RecognitionPeriod } from '@chopmark/core'
import type { ECertKind } from './e-cert.js'
import { eCertKinds, sandboxPolicyArc } from './e-cert.js'
import { sandboxCaCommonName } from './names.js'
import type { SandboxPki } from './sandbox-pki.js'

/** What a trust anchor says besides its certificate, as `@chopmark/core` spells it. */
export interface SandboxAnchorFacts {
  readonly id: string
  readonly use: 'signing' | 'time-stamping'
  readonly sandbox: true
  readonly certificatePolicies: 'any'
  readonly recognition: readonly RecognitionPeriod[]
}

/** All that a portal needs to accept this sandbox's certificates, and nothing that could pass under a real trust list. */
export interface SandboxTrust {
  /** The root, DER. */
  readonly rootCertificate: Uint8Array
  /** Issuers that signers may leave out, DER. */
  readonly intermediateCertificates: readonly Uint8Array[]
  /** The root as an anchor for signers, and as one for timestamps. */
  readonly anchors: readonly [SandboxAnchorFacts, SandboxAnchorFacts]
  readonly certificateProfiles: readonly CertificateProfile[]
  /** Host and port to which a collector must be let through, although it is a loopback address: `127.0.0.1:3980`. */
  readonly host: string
}

const names: Readonly<Record<ECertKind, CertificateProfile['name']>> = {
  'e-cert-personal': {
    en: 'Sandbox e-Cert (Personal)',
    'zh-Hant-HK': '測試用電子證書(個人)',
    'zh-Hans-HK': '测试用电子证书(个人)',
  },
  'e-cert-organisational': {
    en: 'Sandbox e-Cert (Organisational)',
    'zh-Hant-HK': '測試用電子證書(機構)',
    'zh-Hans-HK': '测试用电子证书(机构)',
  },
  'e-cert-encipherment': {
    en: 'Sandbox e-Cert (Encipherment)',
    'zh-Hant-HK': '測試用電子證書(保密)',
    'zh-Hans-HK': '测试用电子证书(保密)',
  },
  'bank-cert': {
    en: 'Sandbox Bank-Cert',
    'zh-Hant-HK': '測試用銀行證書',
    'zh-Hans-HK': '测试用银行证书',
  },
  'e-cert-server': {
    en: 'Sandbox e-Cert (Server)',
    'zh-Hant-HK': '測試用電子證書(伺服器)',
    'zh-Hans-HK': '测试用电子证书(伺服器)',
  },
  'iam-smart-cert': {
    en: 'Sandbox iAM Smart-Cert',
    'zh-Hant-HK': '測試用智方便電子證書',
    'zh-Hans-HK': '测试用智方便电子证书',
  },
}

const signing: Readonly<Record<ECertKind, CertificateProfile['signing']>> = {
  'e-cert-personal': 'allowed',
  'e-cert-organisational': 'allowed',
  'e-cert-encipherment': 'forbidden',
  'bank-cert': 'designated',
  'e-cert-server': 'forbidden',
  'iam-smart-cert': 'allowed',
}

/** @returns The trust data of one sandbox; `certificate` bytes and rows only, so that the composition root makes the anchors. */
export function sandboxTrust(pki: SandboxPki): SandboxTrust {
  const facts = {
    sandbox: true,
    certificatePolicies: 'any',
    recognition: recognition(pki),
  } as const
  return {
    rootCertificate: pki.root.certificate,
    intermediateCertificates: [pki.ca.certificate],
    anchors: [
      { ...facts, id: 'sandbox/chopmark-sandbox-root-ca', use: 'signing' },
      { ...facts, id: 'sandbox/chopmark-sandbox-root-ca-time-stamping', use: 'time-stamping' },
    ],
    certificateProfiles: sandboxCertificateProfiles,
    host: new URL(pki.baseUrl).host,
  }
}

/** The profiles of every sandbox, in the order in which they are asked. */
export const sandboxCertificateProfiles: readonly CertificateProfile[] = [
  profile('e-cert-personal'),
  profile('e-cert-organisational'),
  profile('e-cert-encipherment'),
  profile('bank-cert'),
  profile('e-cert-server'),
  profile('iam-smart-cert'),
]

function profile(kind: ECertKind): CertificateProfile {
  const { type, policy, layout } = eCertKinds[kind]
  const ou = '2.5.4.11'
  const role = (
    name: CertificateProfile['subjectLayout'][number]['role'],
    oid: string,
    index = 0,
  ): CertificateProfile['subjectLayout'][number] => ({
    role: name,
    oid,
    index,
    confidence: 'seen',
  })
  return {
    id: `sandbox/${kind}`,
    name: names[kind],
    match: {
      // Without the version node, which moves several times a year at the real CA.
      policyPrefixes: [policy.slice(0, policy.lastIndexOf('.'))],
      issuerCommonNames: [sandboxCaCommonName],
      subject: { '2.5.4.10': type },
    },
    subjectLayout: [
      role('certificateType', '2.5.4.10'),
      role('subscriberReferenceNumber', ou),
      ...(layout === 'organisation'
        ? [role('registrationNumber', ou, 1), role('organisation', ou, 2), role('branch', ou, 3)]
        : []),
      role('holderName', '2.5.4.3'),
      role('email', '1.2.840.113549.1.9.1'),
    ],
    signing: signing[kind],
    terms: `Chopmark sandbox, arc ${sandboxPolicyArc}: for trying out, no legal effect`,
    sandbox: true,
    confidence: 'seen',
  }
}

/** A policy may ask for recognition; the sandbox plays it from its first day, and says what it is. */
function recognition(pki: SandboxPki): readonly RecognitionPeriod[] {
  const from = pki.rootNotBefore.getTime() as Instant
  const source = 'Chopmark sandbox: plays recognition for trying out, none under Cap. 553'
  const readOn = pki.rootNotBefore.toISOString().slice(0, 10)
  return [{ status: 'recognised', from, source, readOn }]
}
