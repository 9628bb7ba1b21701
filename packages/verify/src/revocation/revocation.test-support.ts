import type { CryptoForm, HeldTrustAnchor, Instant, MaybePromise } from '@chopmark/core'
import { hex, instant, parseCertificate, trustAnchors, webCrypto } from '@chopmark/core'
import type {
  CertificateTemplate,
  CrlTemplate,
  Extension,
  OcspSingle,
  OcspTemplate,
  SignatureChoice,
  TestKey,
} from '@chopmark/test-pki'
import {
  basicConstraints,
  crlNumber,
  digestOf,
  distinguishedName,
  generalName,
  generateTestKey,
  keyUsage,
  ocspCertId,
  signCertificate,
  signCrl,
  signOcspResponse,
} from '@chopmark/test-pki'
import type { Budget } from '../budget.js'
import type { DecisionContext, KnownCertificate } from '../decision-context.js'
import { createDecisionContext } from '../create-decision-context.js'
import { definePolicy } from '../define-policy.js'
import { Moments } from '../moments.js'
import type { RevocationSettings } from '../policy.js'
import { checkRevocation } from './check-revocation.js'
import type { FindPath, RevocationAnswer, RevocationTrail } from './revocation-input.js'

/** A small PKI whose every byte comes from test-pki: a root, a CA under it, a person, and whatever a test adds. */
export const names = {
  root: distinguishedName(['C', 'HK'], ['CN', 'SANDBOX Root']),
  ca: distinguishedName(['C', 'HK'], ['CN', 'SANDBOX CA']),
  person: distinguishedName(['C', 'HK'], ['CN', 'SANDBOX CHAN TAI MAN']),
  other: distinguishedName(['C', 'HK'], ['CN', 'SANDBOX Other']),
}

export const keys: Record<'root' | 'ca' | 'person' | 'other' | 'another', TestKey> = {
  root: await generateTestKey('P-256'),
  ca: await generateTestKey('P-256'),
  person: await generateTestKey('P-256'),
  other: await generateTestKey('P-256'),
  another: await generateTestKey('P-256'),
}

export const now = '2026-06-15T12:00:00Z'

/** A Date for test-pki from ISO text. */
export function date(iso: string): Date {
  return new Date(instant(iso))
}

export const caUsage = keyUsage(['keyCertSign', 'cRLSign'])

export function makeCertificate(
  template: Partial<CertificateTemplate>,
  signer: TestKey,
  choice?: SignatureChoice,
): Uint8Array {
  const full: CertificateTemplate = {
    serialNumber: 7n,
    issuer: names.ca,
    subject: names.person,
    notBefore: date('2026-01-01T00:00:00Z'),
    notAfter: date('2027-01-01T00:00:00Z'),
    spki: keys.person.spki,
    extensions: [],
    ...template,
  }
  return signCertificate(full, signer, choice)
}

export const rootCertificate = makeCertificate(
  {
    serialNumber: 1n,
    issuer: names.root,
    subject: names.root,
    spki: keys.root.spki,
    extensions: [basicConstraints(true), caUsage],
  },
  keys.root,
)

export const caCertificate = makeCertificate(
  {
    serialNumber: 2n,
    issuer: names.root,
    subject: names.ca,
    spki: keys.ca.spki,
    extensions: [basicConstraints(true), caUsage],
  },
  keys.root,
)

export const personCertificate = makeCertificate({}, keys.ca)

export function makeCrl(
  template: Partial<CrlTemplate> = {},
  signer: TestKey = keys.ca,
  choice?: SignatureChoice,
): Uint8Array {
  const full: CrlTemplate = {
    issuer: names.ca,
    thisUpdate: date('2026-06-15T08:00:00Z'),
    nextUpdate: date('2026-06-16T08:00:00Z'),
    entries: [],
    extensions: [crlNumber(10)],
    ...template,
  }
  return signCrl(full, signer, choice)
}

export const caOfOcsp = { name: names.ca, spki: keys.ca.spki }

export function makeSingle(single: Partial<OcspSingle> = {}): OcspSingle {
  return {
    certId: ocspCertId(caOfOcsp, 7n),
    status: 'good',
    thisUpdate: date('2026-06-15T11:59:00Z'),
    nextUpdate: date('2026-06-15T13:00:00Z'),
    ...single,
  } as OcspSingle
}

export function makeOcsp(
  template: Partial<OcspTemplate> = {},
  signer: TestKey = keys.ca,
  choice?: SignatureChoice,
): Uint8Array {
  const full: OcspTemplate = {
    responderId: { byName: names.ca },
    producedAt: date('2026-06-15T11:59:00Z'),
    responses: [makeSingle()],
    certificates: [],
    ...template,
  }
  return signOcspResponse(full, signer, choice)
}

/** A TLV for extensions that test-pki has no word for. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const header = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff]
  return Uint8Array.from([...header, ...parts.flatMap((part) => [...part])])
}

/** cRLDistributionPoints with everything a point can say. */
export function distributionPoints(
  ...points: readonly {
    readonly uri?: string
    /** Bytes of the ReasonFlags BIT STRING's contents, unused bits first. */
    readonly reasons?: readonly number[]
    /** DER Name. */
    readonly crlIssuer?: Uint8Array
    /** DER AttributeTypeAndValue of a nameRelativeToCRLIssuer. */
    readonly relative?: Uint8Array
  }[]
): Extension {
  const value = tlv(
    0x30,
    ...points.map(({ uri, reasons, crlIssuer, relative }) =>
      tlv(
        0x30,
        ...(uri === undefined ? [] : [tlv(0xa0, tlv(0xa0, generalName.uri(uri)))]),
        ...(relative === undefined ? [] : [tlv(0xa0, tlv(0xa1, relative))]),
        ...(reasons === undefined ? [] : [tlv(0x81, Uint8Array.from(reasons))]),
        ...(crlIssuer === undefined ? [] : [tlv(0xa2, generalName.directory(crlIssuer))]),
      ),
    ),
  )
  return { oid: '2.5.29.31', critical: false, value }
}

export function known(bytes: Uint8Array): KnownCertificate {
  const parsed = parseCertificate(bytes)
  if (!parsed.ok) throw new Error(`test certificate: ${parsed.reason}`)
  return { certificate: parsed.value, sha256: hex(digestOf('SHA-256', bytes)) }
}

export function sha256(bytes: Uint8Array): string {
  return hex(digestOf('SHA-256', bytes))
}

export interface Question {
  readonly certificate?: Uint8Array
  /** Null: the trust anchor itself issued the certificate. */
  readonly issuer?: Uint8Array | null
  readonly crls?: readonly Uint8Array[]
  readonly ocsp?: readonly (
    Uint8Array | { readonly bytes: Uint8Array; readonly nonce: Uint8Array }
  )[]
  readonly certificates?: readonly Uint8Array[]
  readonly at?: string
  readonly validationTime?: string
  readonly revocation?: Partial<RevocationSettings>
  readonly target?: boolean
  readonly trail?: RevocationTrail
  readonly findPath?: FindPath
  readonly crypto?: CryptoForm
  readonly budget?: ConstructorParameters<typeof Budget>[0]
}

/** Refuses every signer's path: tests that need one give their own. */
const noPath: FindPath = () => ({ valid: false, stoppedBy: 'path.none', missing: [] })

export function anchorOf(bytes: Uint8Array): HeldTrustAnchor {
  const { certificate } = known(bytes)
  return {
    id: 'sandbox/root',
    kind: 'held',
    use: 'signing',
    sandbox: true,
    certificatePolicies: 'any',
    recognition: [],
    name: certificate.subject,
    subjectPublicKeyInfo: certificate.subjectPublicKeyInfo,
    certificate,
  }
}

export async function contextFor(question: Question): Promise<DecisionContext> {
  const policy = definePolicy({
    id: 'revocation-test',
    trustAnchors: trustAnchors([anchorOf(rootCertificate)]),
    ...(question.revocation !== undefined && { revocation: question.revocation }),
  })
  return createDecisionContext({
    items: [
      ...(question.certificates ?? []).map((bytes) => ({ kind: 'certificate', bytes }) as const),
      ...(question.crls ?? []).map((bytes) => ({ kind: 'crl', bytes }) as const),
      ...(question.ocsp ?? []).map((item) =>
        item instanceof Uint8Array
          ? ({ kind: 'ocsp', bytes: item } as const)
          : ({ kind: 'ocsp', ...item } as const),
      ),
    ],
    crypto: question.crypto ?? webCrypto(),
    policy,
    validationTime: instant(question.validationTime ?? question.at ?? now),
    ...(question.budget !== undefined && { budget: question.budget }),
  })
}

/** Asks whether the person's certificate was revoked, with this evidence. */
export async function ask(question: Question): Promise<RevocationAnswer> {
  return askIn(question, await contextFor(question))
}

export function askIn(
  question: Question,
  context: DecisionContext,
): MaybePromise<RevocationAnswer> {
  const issuer = question.issuer === null ? null : known(question.issuer ?? caCertificate)
  const anchor = anchorOf(rootCertificate)
  const at: Instant = instant(question.at ?? now)
  return checkRevocation(
    {
      certificate: known(question.certificate ?? personCertificate),
      issuer:
        issuer === null
          ? {
              name: anchor.name,
              subjectPublicKeyInfo: anchor.subjectPublicKeyInfo,
              certifiedBy: anchor.name,
            }
          : {
              name: issuer.certificate.subject,
              subjectPublicKeyInfo: issuer.certificate.subjectPublicKeyInfo,
              certifiedBy: anchor.name,
              certificate: issuer,
            },
      target: question.target ?? true,
      anchor,
      moments: new Moments({ at, validationTime: context.validationTime }),
      settings: context.policy.path,
      trustAnchors: context.policy.trustAnchors,
      ...(question.trail !== undefined && { trail: question.trail }),
    },
    context,
    question.findPath ?? noPath,
  )
}

/** The status and, when nothing spoke, why each source was left out. */
export function summary({ fact }: RevocationAnswer): string {
  const because = fact.notUsed.map(({ reason }) => reason).join(',')
  const reason = fact.reason === null ? '' : ` ${fact.reason}`
  return `${fact.status}${reason}${because === '' ? '' : ` (${because})`}`
}
