import { randomInt } from 'node:crypto'
import type { Der } from '../der/der.js'
import type { Extension, KeyUsage } from '../extensions.js'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  extKeyUsage,
  extKeyUsageOids,
  generalName,
  keyUsage,
  subjectAltName,
  subjectKeyIdentifier,
} from '../extensions.js'
import type { KeyAlgorithm } from '../keys.js'
import type { NameAttribute } from '../name.js'
import { distinguishedName } from '../name.js'

/** The look-alikes a sandbox issues; the last part of a profile id `sandbox/…`. */
export type ECertKind =
  | 'e-cert-personal'
  | 'e-cert-organisational'
  | 'e-cert-encipherment'
  | 'bank-cert'
  | 'e-cert-server'
  | 'iam-smart-cert'

/** What a person or organisation would write on the application form; anything left out is made up. */
export interface ECertRequest {
  /** Holder, authorised user, unit or server: the common name. Default `CHAN TAI MAN`, `app1.sandbox.example` for a server. */
  readonly name?: string
  readonly email?: string
  /** Subscriber reference number, ten digits; default random. */
  readonly srn?: string
  /** 28 characters: business registration (16, zero padded), then company registration. */
  readonly registrationNumber?: string
  readonly organisation?: string
  readonly branch?: string
  /** Default RSA-2048, the only kind Hongkong Post issues. */
  readonly keyAlgorithm?: KeyAlgorithm
  /** Default one minute before the sandbox's clock. */
  readonly notBefore?: Date
  /** Default three years after `notBefore`. */
  readonly notAfter?: Date
  /** Default the kind's own. */
  readonly keyUsage?: readonly KeyUsage[]
  /** Default `2.999.16030.1.…`, the kind's own. */
  readonly policies?: readonly string[]
  /** Whole subject instead of the kind's layout: DER Name. */
  readonly subject?: Der
  /** Sees the extensions of the kind and answers those to write: leave out, change, repeat, add. */
  readonly extensions?: (standard: readonly Extension[]) => readonly Extension[]
}

interface Kind {
  /** The organizationName that says what kind of certificate it is. */
  readonly type: string
  readonly policy: string
  readonly keyUsage: readonly KeyUsage[]
  readonly layout: 'person' | 'organisation'
}

/** Under the arc ITU-T keeps for examples, 2.999, standing for 1.3.6.1.4.1 of the real 1.3.6.1.4.1.16030.1. */
export const sandboxPolicyArc = '2.999.16030.1'

export const eCertKinds: Readonly<Record<ECertKind, Kind>> = {
  'e-cert-personal': {
    type: 'Sandbox e-Cert (Personal)',
    policy: `${sandboxPolicyArc}.1.52`,
    keyUsage: ['digitalSignature', 'nonRepudiation', 'keyEncipherment'],
    layout: 'person',
  },
  'e-cert-organisational': {
    type: 'Sandbox e-Cert (Organisational)',
    policy: `${sandboxPolicyArc}.1.52`,
    keyUsage: ['digitalSignature', 'nonRepudiation', 'keyEncipherment'],
    layout: 'organisation',
  },
  // It signs acknowledgements of receipt, so the bit is there: its terms, not its key usage, forbid other signatures.
  'e-cert-encipherment': {
    type: 'Sandbox e-Cert (Encipherment)',
    policy: `${sandboxPolicyArc}.1.52`,
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    layout: 'organisation',
  },
  'bank-cert': {
    type: 'Sandbox Bank-Cert (Corporate)',
    policy: `${sandboxPolicyArc}.2.8`,
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    layout: 'organisation',
  },
  'e-cert-server': {
    type: 'Sandbox e-Cert (Server)',
    policy: `${sandboxPolicyArc}.7.24`,
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    layout: 'organisation',
  },
  // The real one's policy and subject were not seen; what tells it apart here is its name and a policy of its own.
  'iam-smart-cert': {
    type: 'Sandbox iAM Smart-Cert',
    policy: `${sandboxPolicyArc}.9.1`,
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    layout: 'person',
  },
}

/** `C=HK, O=<type>, OU=<SRN>[, OU=<registration>, OU=<organisation>, OU=<branch>], CN=<name>[, E=<e-mail>]`. */
export function eCertSubject(kind: ECertKind, request: ECertRequest): Der {
  if (request.subject !== undefined) return request.subject
  const { type, layout } = eCertKinds[kind]
  const organisation: readonly NameAttribute[] = [
    ['OU', request.registrationNumber ?? '0000000099999999000000000000'],
    ['OU', request.organisation ?? 'Sandbox Trading Company Limited'],
    ...(request.branch === undefined ? [] : [['OU', request.branch] as const]),
  ]
  const email = request.email
  return distinguishedName(
    ['C', 'HK'],
    ['O', type],
    [
      'OU',
      request.srn ??
        randomInt(10 ** 10)
          .toString()
          .padStart(10, '0'),
    ],
    ...(layout === 'organisation' ? organisation : []),
    ['CN', holderName(kind, request)],
    ...(email === undefined || kind === 'e-cert-server' ? [] : [['E', email] as const]),
  )
}

/** The extensions of a kind as the real certificates carry them, `request.extensions` having the last word. */
export function eCertExtensions(
  kind: ECertKind,
  request: ECertRequest,
  issued: {
    readonly spki: Der
    readonly issuerSpki: Der
    readonly crlUrl: string
    readonly issuerUrl: string
    readonly ocspUrl: string
    readonly cpsUrl: string
  },
): readonly Extension[] {
  const { policy, keyUsage: usual } = eCertKinds[kind]
  const server = kind === 'e-cert-server'
  const alternative = server
    ? [generalName.dns(holderName(kind, request))]
    : request.email === undefined
      ? []
      : [generalName.email(request.email)]
  const standard: readonly Extension[] = [
    authorityKeyIdentifier(issued.issuerSpki),
    subjectKeyIdentifier(issued.spki),
    basicConstraints(false, undefined, false),
    keyUsage(request.keyUsage ?? usual),
    certificatePolicies(request.policies ?? [policy], issued.cpsUrl),
    ...(alternative.length === 0 ? [] : [subjectAltName(alternative)]),
    ...(server ? [extKeyUsage([extKeyUsageOids.serverAuth, extKeyUsageOids.clientAuth])] : []),
    crlDistributionPoints([issued.crlUrl]),
    authorityInfoAccess({ caIssuers: issued.issuerUrl, ocsp: issued.ocspUrl }),
  ]
  return request.extensions?.(standard) ?? standard
}

function holderName(kind: ECertKind, request: ECertRequest): string {
  return request.name ?? (kind === 'e-cert-server' ? 'app1.sandbox.example' : 'CHAN TAI MAN')
}
