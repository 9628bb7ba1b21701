import type { Der } from '../der/der.js'
import {
  context,
  enumerated,
  octetString,
  oid,
  sequence,
  setOf,
  time,
  utf8String,
} from '../der/der.js'
import { descend, members, readElement } from '../der/read.js'
import type { Digest } from '../keys.js'
import { digestAlgorithm, digestOf } from '../keys.js'

/** One Attribute of CMS, RFC 5652 §5.3; `values` are complete elements. */
export interface SignedAttribute {
  readonly oid: string
  readonly values: readonly Der[]
}

export const attributeOids = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  counterSignature: '1.2.840.113549.1.9.6',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  contentHint: '1.2.840.113549.1.9.16.2.4',
  contentIdentifier: '1.2.840.113549.1.9.16.2.7',
  timestampToken: '1.2.840.113549.1.9.16.2.14',
  signaturePolicyIdentifier: '1.2.840.113549.1.9.16.2.15',
  commitmentType: '1.2.840.113549.1.9.16.2.16',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  algorithmProtection: '1.2.840.113549.1.9.52',
  shown: '2.25.25713734631804813498694326921943533587',
} as const

/** Attribute, its values in DER order. */
export function encodeAttribute({ oid: id, values }: SignedAttribute): Der {
  return sequence(oid(id), setOf(...values))
}

export function contentType(type: string): SignedAttribute {
  return { oid: attributeOids.contentType, values: [oid(type)] }
}

export function messageDigest(digest: Uint8Array): SignedAttribute {
  return { oid: attributeOids.messageDigest, values: [octetString(digest)] }
}

export function signingTime(date: Date): SignedAttribute {
  return { oid: attributeOids.signingTime, values: [time(date)] }
}

/** ESSCertIDv2, RFC 5035 §4: SHA-256 is the default and left out. */
export function essCertIdV2(
  certificate: Der,
  digest: Digest = 'SHA-256',
  withIssuerSerial = true,
): Der {
  return sequence(
    ...(digest === 'SHA-256' ? [] : [digestAlgorithm(digest)]),
    octetString(digestOf(digest, certificate)),
    ...(withIssuerSerial ? [essIssuerSerial(certificate)] : []),
  )
}

/** ESSCertID, the SHA-1 form of RFC 2634. */
export function essCertId(certificate: Der, withIssuerSerial = true): Der {
  return sequence(
    octetString(digestOf('SHA-1', certificate)),
    ...(withIssuerSerial ? [essIssuerSerial(certificate)] : []),
  )
}

export function signingCertificateV2(ids: readonly Der[]): SignedAttribute {
  return { oid: attributeOids.signingCertificateV2, values: [sequence(sequence(...ids))] }
}

export function signingCertificate(ids: readonly Der[]): SignedAttribute {
  return { oid: attributeOids.signingCertificate, values: [sequence(sequence(...ids))] }
}

/** CMSAlgorithmProtection, RFC 6211: both AlgorithmIdentifiers as they stand in the SignerInfo. */
export function algorithmProtection(digest: Der, signature: Der): SignedAttribute {
  const value = sequence(digest, context(1, readElement(signature).content))
  return { oid: attributeOids.algorithmProtection, values: [value] }
}

/** CommitmentTypeIndication without qualifiers, id-cti-ets-…: 1 proofOfOrigin to 6 proofOfCreation. */
export function commitmentType(number: 1 | 2 | 3 | 4 | 5 | 6): SignedAttribute {
  const value = sequence(oid(`1.2.840.113549.1.9.16.6.${number}`))
  return { oid: attributeOids.commitmentType, values: [value] }
}

export function contentIdentifier(octets: Uint8Array): SignedAttribute {
  return { oid: attributeOids.contentIdentifier, values: [octetString(octets)] }
}

export function contentHint(description: string, type: string): SignedAttribute {
  return {
    oid: attributeOids.contentHint,
    values: [sequence(utf8String(description), oid(type))],
  }
}

/**
 * Chopmark's attribute of what the signing dialog showed.
 * @param rendered - Absent: nothing was shown; `extent` is 0 for the whole document, 1 for a part of it.
 */
export function shown(
  locale: string,
  rendered?: {
    readonly extent: 0 | 1
    readonly renderer: string
    readonly version: string
    readonly sha256: Uint8Array
  },
): SignedAttribute {
  if (rendered === undefined) {
    return { oid: attributeOids.shown, values: [sequence(enumerated(2), utf8String(locale))] }
  }
  const { extent, renderer, version, sha256 } = rendered
  const what = sequence(utf8String(renderer), utf8String(version), octetString(sha256))
  const value = sequence(enumerated(extent), utf8String(locale), what)
  return { oid: attributeOids.shown, values: [value] }
}

/** Issuer Name and serial number element of a certificate. */
export function issuerAndSerial(certificate: Der): { readonly issuer: Der; readonly serial: Der } {
  const tbs = members(descend(certificate, 0))
  const start = tbs[0]?.tag === 0xa0 ? 1 : 0
  const [serial, , issuer] = tbs.slice(start)
  if (serial === undefined || issuer === undefined) throw new RangeError('Give a certificate.')
  return { issuer: issuer.raw, serial: serial.raw }
}

function essIssuerSerial(certificate: Der): Der {
  const { issuer, serial } = issuerAndSerial(certificate)
  return sequence(sequence(context(4, issuer)), serial)
}
