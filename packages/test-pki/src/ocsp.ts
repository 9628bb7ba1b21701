import type { Der } from './der/der.js'
import {
  bitString,
  context,
  contextPrimitive,
  enumerated,
  generalizedTime,
  integer,
  octetString,
  oid,
  sequence,
} from './der/der.js'
import { readElement } from './der/read.js'
import type { RevocationReason } from './crl.js'
import { reasonCode } from './crl.js'
import type { Extension } from './extensions.js'
import { encodeExtension, extensionOids, keyIdentifier } from './extensions.js'
import type { Digest, SignatureChoice, TestKey } from './keys.js'
import { digestAlgorithm, digestOf, signBytes, signatureAlgorithm } from './keys.js'

export type OcspStatus =
  | { readonly status: 'good' }
  | { readonly status: 'revoked'; readonly date: Date; readonly reason?: RevocationReason }
  | { readonly status: 'unknown' }

/** One SingleResponse, RFC 6960 §4.2.1. */
export type OcspSingle = OcspStatus & {
  /** DER CertID; made by `ocspCertId`, or taken over from a request. */
  readonly certId: Der
  readonly thisUpdate: Date
  readonly nextUpdate: Date | null
  readonly extensions?: readonly Extension[]
}

/** Everything a basic OCSP response says. */
export interface OcspTemplate {
  /** `byName`: a DER Name; `byKey`: a SubjectPublicKeyInfo whose hash is written. */
  readonly responderId: { readonly byName: Der } | { readonly byKey: Der }
  readonly producedAt: Date
  readonly responses: readonly OcspSingle[]
  readonly nonce?: Uint8Array
  readonly extensions?: readonly Extension[]
  /** Certificates to enclose. */
  readonly certificates: readonly Der[]
}

/** CertID of a certificate: hashes of its issuer's name and key, and its serial number. */
export function ocspCertId(
  issuer: { readonly name: Der; readonly spki: Der },
  serialNumber: bigint,
  digest: Digest = 'SHA-1',
): Der {
  const keyBits = readElement(issuer.spki).content
  const key = readElement(keyBits, readElement(keyBits).raw.length).content.subarray(1)
  return sequence(
    digestAlgorithm(digest, true),
    octetString(digestOf(digest, issuer.name)),
    octetString(digestOf(digest, key)),
    integer(serialNumber),
  )
}

/** OCSPRequest without a signature. */
export function ocspRequest(certIds: readonly Der[], nonce?: Uint8Array): Der {
  return sequence(
    sequence(
      sequence(...certIds.map((certId) => sequence(certId))),
      ...(nonce === undefined ? [] : [context(2, sequence(encodeExtension(ocspNonce(nonce))))]),
    ),
  )
}

/** Writes and signs a successful OCSPResponse around a BasicOCSPResponse. */
export function signOcspResponse(
  template: OcspTemplate,
  key: TestKey,
  choice: SignatureChoice = {},
): Der {
  const extensions = [
    ...(template.nonce === undefined ? [] : [ocspNonce(template.nonce)]),
    ...(template.extensions ?? []),
  ]
  const responder = template.responderId
  const responseData = sequence(
    'byName' in responder
      ? context(1, responder.byName)
      : context(2, octetString(keyIdentifier(responder.byKey))),
    generalizedTime(template.producedAt),
    sequence(...template.responses.map(encodeSingle)),
    ...(extensions.length === 0 ? [] : [context(1, sequence(...extensions.map(encodeExtension)))]),
  )
  const basic = sequence(
    responseData,
    signatureAlgorithm(key, choice),
    bitString(signBytes(key, responseData, choice)),
    ...(template.certificates.length === 0 ? [] : [context(0, sequence(...template.certificates))]),
  )
  return sequence(
    enumerated(0),
    context(0, sequence(oid('1.3.6.1.5.5.7.48.1.1'), octetString(basic))),
  )
}

/** An OCSPResponse without an answer: 1 malformedRequest, 2 internalError, 3 tryLater, 5 sigRequired, 6 unauthorized. */
export function ocspError(status: 1 | 2 | 3 | 5 | 6): Der {
  return sequence(enumerated(status))
}

/** RFC 9654: the nonce is an OCTET STRING inside the extension's own. */
export function ocspNonce(nonce: Uint8Array): Extension {
  return { oid: extensionOids.ocspNonce, critical: false, value: octetString(nonce) }
}

function encodeSingle(single: OcspSingle): Der {
  return sequence(
    single.certId,
    encodeStatus(single),
    generalizedTime(single.thisUpdate),
    ...(single.nextUpdate === null ? [] : [context(0, generalizedTime(single.nextUpdate))]),
    ...(single.extensions === undefined
      ? []
      : [context(1, sequence(...single.extensions.map(encodeExtension)))]),
  )
}

function encodeStatus(status: OcspStatus): Der {
  switch (status.status) {
    case 'good':
      return contextPrimitive(0, new Uint8Array(0))
    case 'revoked':
      return context(
        1,
        generalizedTime(status.date),
        ...(status.reason === undefined ? [] : [context(0, reasonCode(status.reason))]),
      )
    case 'unknown':
      return contextPrimitive(2, new Uint8Array(0))
  }
}
