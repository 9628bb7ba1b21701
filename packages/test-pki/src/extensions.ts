import type { Der } from './der/der.js'
import {
  bitString,
  boolean,
  concat,
  context,
  contextPrimitive,
  ia5String,
  integer,
  namedBits,
  nullValue,
  octetString,
  oid,
  sequence,
  setOf,
} from './der/der.js'
import { readElement } from './der/read.js'
import { digestOf } from './keys.js'

/** One certificate, CRL or OCSP extension before it is encoded. `value` is what goes into the OCTET STRING. */
export interface Extension {
  readonly oid: string
  readonly critical: boolean
  readonly value: Der
}

/** Bits of RFC 5280 §4.2.1.3. */
export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'

const keyUsageBits: Readonly<Record<KeyUsage, number>> = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
}

export const extensionOids = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  crlReason: '2.5.29.21',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extKeyUsage: '2.5.29.37',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  ocspNocheck: '1.3.6.1.5.5.7.48.1.5',
  ocspNonce: '1.3.6.1.5.5.7.48.1.2',
} as const

export const extKeyUsageOids = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  documentSigning: '1.3.6.1.5.5.7.3.36',
} as const

/** GeneralName constructors, RFC 5280 §4.2.1.6. */
export const generalName = {
  email: (text: string): Der => contextPrimitive(1, new TextEncoder().encode(text)),
  dns: (text: string): Der => contextPrimitive(2, new TextEncoder().encode(text)),
  directory: (name: Der): Der => context(4, name),
  uri: (text: string): Der => contextPrimitive(6, new TextEncoder().encode(text)),
  ip: (octets: Uint8Array): Der => contextPrimitive(7, octets),
  other: (type: string, value: Der): Der => context(0, oid(type), context(0, value)),
} as const

/** One Extension structure; `critical` FALSE is left out, being the default. */
export function encodeExtension({ oid: id, critical, value }: Extension): Der {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value))
}

export function keyUsage(usages: readonly KeyUsage[], critical = true): Extension {
  const bits = usages.map((usage) => keyUsageBits[usage])
  return { oid: extensionOids.keyUsage, critical, value: namedBits(bits) }
}

export function extKeyUsage(purposes: readonly string[], critical = false): Extension {
  const value = sequence(...purposes.map((purpose) => oid(purpose)))
  return { oid: extensionOids.extKeyUsage, critical, value }
}

export function basicConstraints(ca: boolean, pathLength?: number, critical = true): Extension {
  const value = sequence(
    ...(ca ? [boolean(true)] : []),
    ...(pathLength === undefined ? [] : [integer(pathLength)]),
  )
  return { oid: extensionOids.basicConstraints, critical, value }
}

/** Method 1 of RFC 5280 §4.2.1.2: SHA-1 of the key's bits. */
export function keyIdentifier(spki: Der): Uint8Array {
  const { content } = readElement(spki)
  const algorithm = readElement(content)
  return digestOf('SHA-1', readElement(content, algorithm.raw.length).content.subarray(1))
}

export function subjectKeyIdentifier(spki: Der): Extension {
  const value = octetString(keyIdentifier(spki))
  return { oid: extensionOids.subjectKeyIdentifier, critical: false, value }
}

export function authorityKeyIdentifier(issuerSpki: Der): Extension {
  const value = sequence(contextPrimitive(0, keyIdentifier(issuerSpki)))
  return { oid: extensionOids.authorityKeyIdentifier, critical: false, value }
}

/** The form old Hong Kong certificates use: the issuer's own issuer and serial number, and no key identifier. */
export function authorityIssuerAndSerial(issuer: Der, serialNumber: bigint): Extension {
  const serial = readElement(integer(serialNumber)).content
  const value = sequence(context(1, generalName.directory(issuer)), contextPrimitive(2, serial))
  return { oid: extensionOids.authorityKeyIdentifier, critical: false, value }
}

export function certificatePolicies(policies: readonly string[], cpsUri?: string): Extension {
  const qualifiers =
    cpsUri === undefined ? [] : [sequence(sequence(oid('1.3.6.1.5.5.7.2.1'), ia5String(cpsUri)))]
  const value = sequence(...policies.map((policy) => sequence(oid(policy), ...qualifiers)))
  return { oid: extensionOids.certificatePolicies, critical: false, value }
}

export function crlDistributionPoints(urls: readonly string[]): Extension {
  const value = sequence(...urls.map((url) => sequence(distributionPointName(url))))
  return { oid: extensionOids.crlDistributionPoints, critical: false, value }
}

/** DistributionPointName in its `[0]`: one full name. */
export function distributionPointName(url: string): Der {
  return context(0, context(0, generalName.uri(url)))
}

export function authorityInfoAccess(urls: {
  readonly caIssuers?: string
  readonly ocsp?: string
}): Extension {
  const access = (method: string, url: string | undefined): readonly Der[] =>
    url === undefined ? [] : [sequence(oid(method), generalName.uri(url))]
  const value = sequence(
    ...access('1.3.6.1.5.5.7.48.1', urls.ocsp),
    ...access('1.3.6.1.5.5.7.48.2', urls.caIssuers),
  )
  return { oid: extensionOids.authorityInfoAccess, critical: false, value }
}

export function subjectAltName(names: readonly Der[], critical = false): Extension {
  return { oid: extensionOids.subjectAltName, critical, value: sequence(...names) }
}

export function nameConstraints(subtrees: {
  readonly permitted?: readonly Der[]
  readonly excluded?: readonly Der[]
}): Extension {
  const trees = (number: number, names: readonly Der[] | undefined): readonly Der[] =>
    names === undefined ? [] : [context(number, ...names.map((name) => sequence(name)))]
  const value = sequence(...trees(0, subtrees.permitted), ...trees(1, subtrees.excluded))
  return { oid: extensionOids.nameConstraints, critical: true, value }
}

export function policyConstraints(
  requireExplicitPolicy?: number,
  inhibitPolicyMapping?: number,
): Extension {
  const skip = (number: number, count: number | undefined): readonly Der[] =>
    count === undefined ? [] : [contextPrimitive(number, readElement(integer(count)).content)]
  const value = sequence(...skip(0, requireExplicitPolicy), ...skip(1, inhibitPolicyMapping))
  return { oid: extensionOids.policyConstraints, critical: true, value }
}

export function policyMappings(pairs: readonly (readonly [string, string])[]): Extension {
  const value = sequence(...pairs.map(([from, to]) => sequence(oid(from), oid(to))))
  return { oid: extensionOids.policyMappings, critical: true, value }
}

export function inhibitAnyPolicy(skipCertificates: number): Extension {
  return { oid: extensionOids.inhibitAnyPolicy, critical: true, value: integer(skipCertificates) }
}

/** RFC 6960 §4.2.2.2.1: nobody need ask about this responder's own revocation. */
export function ocspNocheck(): Extension {
  return { oid: extensionOids.ocspNocheck, critical: false, value: nullValue() }
}

/** An extension no verifier can know, under the example arc. */
export function unknownExtension(critical: boolean): Extension {
  return { oid: '2.999.1.1', critical, value: octetString(concat(Uint8Array.of(1, 2, 3))) }
}

/** A netscapeCertType as old server certificates carry it. */
export function netscapeCertType(): Extension {
  return { oid: '2.16.840.1.113730.1.1', critical: false, value: bitString(Uint8Array.of(0x40), 6) }
}

/** subjectDirectoryAttributes with one attribute; harmless, and often the first extension a reader forgets. */
export function subjectDirectoryAttributes(type: string, value: Der): Extension {
  return { oid: '2.5.29.9', critical: false, value: sequence(sequence(oid(type), setOf(value))) }
}
