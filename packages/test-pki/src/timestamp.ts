import type { Der } from './der/der.js'
import {
  boolean,
  context,
  generalizedTime,
  integer,
  namedBits,
  octetString,
  oid,
  sequence,
  utf8String,
} from './der/der.js'
import { members } from './der/read.js'
import { encodeExtension, type Extension, generalName } from './extensions.js'
import type { Digest, SignatureChoice, TestKey } from './keys.js'
import { digestAlgorithm, digestOf } from './keys.js'
import type { SignedAttribute } from './cades/signed-attributes.js'
import { essCertIdV2, signingCertificateV2 } from './cades/signed-attributes.js'
import { writeSignedData } from './cades/write-signed-data.js'

/** id-ct-TSTInfo. */
export const tstInfoOid = '1.2.840.113549.1.9.16.1.4'

/** What a TSTInfo says, RFC 3161 §2.4.2. */
export interface TimestampTemplate {
  /** DER MessageImprint. */
  readonly imprint: Der
  readonly time: Date
  readonly serialNumber: bigint
  readonly policy: string
  /** DER INTEGER as in the request. */
  readonly nonce?: Der
  readonly accuracySeconds?: number
  readonly ordering?: boolean
  /** DER Name of the TSA. */
  readonly tsa?: Der
  readonly extensions?: readonly Extension[]
}

export interface TimestampSigner {
  readonly certificate: Der
  readonly key: TestKey
  /** Certificates to enclose; the signer's own is enclosed when the request asks for it. */
  readonly chain: readonly Der[]
  readonly signature?: SignatureChoice
}

export interface TimestampRequest {
  readonly imprint: Der
  readonly nonce: Der | null
  readonly certificateWanted: boolean
}

/** MessageImprint over some bytes. */
export function messageImprint(data: Uint8Array, digest: Digest = 'SHA-256'): Der {
  return sequence(digestAlgorithm(digest, true), octetString(digestOf(digest, data)))
}

/** TimeStampReq, RFC 3161 §2.4.1. */
export function timestampRequest(imprint: Der, nonce?: bigint, certificateWanted = true): Der {
  return sequence(
    integer(1),
    imprint,
    ...(nonce === undefined ? [] : [integer(nonce)]),
    ...(certificateWanted ? [boolean(true)] : []),
  )
}

/**
 * Takes a request apart.
 * @throws RangeError when it is no TimeStampReq.
 */
export function parseTimestampRequest(bytes: Uint8Array): TimestampRequest {
  const [, imprint, ...rest] = members(bytes)
  if (imprint === undefined) throw new RangeError('Give a TimeStampReq.')
  const nonce = rest.find((element) => element.tag === 0x02)
  return {
    imprint: imprint.raw,
    nonce: nonce?.raw ?? null,
    certificateWanted: rest.some((element) => element.tag === 0x01),
  }
}

/** A TimeStampToken: CMS SignedData over the TSTInfo, with signing-certificate-v2 (RFC 5816). */
export function signTimestampToken(
  template: TimestampTemplate,
  signer: TimestampSigner,
  options: {
    readonly attributes?: (standard: readonly SignedAttribute[]) => readonly SignedAttribute[]
    readonly withCertificates?: boolean
  } = {},
): Der {
  const info = sequence(
    integer(1),
    oid(template.policy),
    template.imprint,
    integer(template.serialNumber),
    generalizedTime(template.time),
    ...(template.accuracySeconds === undefined
      ? []
      : [sequence(integer(template.accuracySeconds))]),
    ...(template.ordering === true ? [boolean(true)] : []),
    ...(template.nonce === undefined ? [] : [template.nonce]),
    ...(template.tsa === undefined ? [] : [context(0, generalName.directory(template.tsa))]),
    ...(template.extensions === undefined
      ? []
      : [context(1, ...template.extensions.map(encodeExtension))]),
  )
  return writeSignedData({
    contentType: tstInfoOid,
    content: info,
    certificates: options.withCertificates === false ? [] : [signer.certificate, ...signer.chain],
    signers: [
      {
        certificate: signer.certificate,
        key: signer.key,
        ...(signer.signature === undefined ? {} : { signature: signer.signature }),
        attributes: (standard) => {
          const all = [...standard, signingCertificateV2([essCertIdV2(signer.certificate)])]
          return options.attributes?.(all) ?? all
        },
      },
    ],
  })
}

/** TimeStampResp with the token, status granted. */
export function timestampResponse(token: Der): Der {
  return sequence(sequence(integer(0)), token)
}

/** TimeStampResp without a token: status 2, rejection, with one PKIFailureInfo bit (2 badRequest, 5 badDataFormat, …). */
export function timestampRejection(text: string, failureBit = 2): Der {
  return sequence(sequence(integer(2), sequence(utf8String(text)), namedBits([failureBit])))
}
