import type { Der } from '../der/der.js'
import { integer } from '../der/der.js'
import { randomSerialNumber } from '../certificate.js'
import type { SignedAttribute } from '../cades/signed-attributes.js'
import type { Digest, SignatureChoice } from '../keys.js'
import {
  messageImprint,
  parseTimestampRequest,
  signTimestampToken,
  timestampRejection,
  timestampResponse,
} from '../timestamp.js'
import type { IssuedCertificate } from './issued-certificate.js'
import type { SandboxPki } from './sandbox-pki.js'

/** How a timestamp is to differ from the good one. */
export interface TimestampOptions {
  /** Of the message imprint; default SHA-256. */
  readonly digest?: Digest
  /** DER MessageImprint in place of the right one. */
  readonly imprint?: Der
  /** Default the sandbox's clock. */
  readonly time?: Date
  readonly nonce?: bigint
  /** Default `2.999.16030.1.9.1`. */
  readonly policy?: string
  readonly unit?: IssuedCertificate
  readonly withCertificates?: boolean
  readonly signature?: SignatureChoice
  readonly attributes?: (standard: readonly SignedAttribute[]) => readonly SignedAttribute[]
}

/** Signs a token over some bytes. */
export function signSandboxTimestamp(
  pki: SandboxPki,
  data: Uint8Array,
  options: TimestampOptions,
): Promise<Uint8Array> {
  const imprint = options.imprint ?? messageImprint(data, options.digest)
  const nonce = options.nonce === undefined ? null : integer(options.nonce)
  return token(pki, imprint, nonce, options)
}

/** Reads a request and answers with a token or a rejection. */
export async function answerTimestamp(
  pki: SandboxPki,
  request: Uint8Array,
  options: TimestampOptions,
): Promise<Uint8Array> {
  let parsed
  try {
    parsed = parseTimestampRequest(request)
  } catch (error) {
    if (error instanceof RangeError) return timestampRejection('bad request')
    throw error
  }
  const nonce = options.nonce === undefined ? parsed.nonce : integer(options.nonce)
  const withCertificates = options.withCertificates ?? parsed.certificateWanted
  const imprint = options.imprint ?? parsed.imprint
  return timestampResponse(await token(pki, imprint, nonce, { ...options, withCertificates }))
}

async function token(
  pki: SandboxPki,
  imprint: Der,
  nonce: Der | null,
  options: TimestampOptions,
): Promise<Der> {
  const unit = options.unit ?? (await pki.timestampUnit())
  return signTimestampToken(
    {
      imprint,
      time: options.time ?? pki.clock(),
      serialNumber: randomSerialNumber(),
      policy: options.policy ?? '2.999.16030.1.9.1',
      accuracySeconds: 1,
      ...(nonce === null ? {} : { nonce }),
    },
    {
      certificate: unit.certificate,
      key: unit.key,
      chain: unit.chain,
      ...(options.signature === undefined ? {} : { signature: options.signature }),
    },
    {
      ...(options.attributes === undefined ? {} : { attributes: options.attributes }),
      ...(options.withCertificates === undefined
        ? {}
        : { withCertificates: options.withCertificates }),
    },
  )
}
