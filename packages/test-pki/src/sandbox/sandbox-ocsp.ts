import type { Der } from '../der/der.js'
import { octetString } from '../der/der.js'
import { members, readElement } from '../der/read.js'
import { extensionOids } from '../extensions.js'
import type { Digest, SignatureChoice } from '../keys.js'
import { digestOf } from '../keys.js'
import type { OcspSingle, OcspStatus } from '../ocsp.js'
import { ocspCertId, ocspError, signOcspResponse } from '../ocsp.js'
import { oid } from '../der/der.js'
import type { SandboxAuthority } from './authority.js'
import type { IssuedCertificate } from './issued-certificate.js'
import type { SandboxPki } from './sandbox-pki.js'

/** How an OCSP response is to differ from the good one. */
export interface OcspOptions {
  /** Whose certificates these are; default the CA. */
  readonly authority?: SandboxAuthority
  /** `authority`: the CA signs itself; default the sandbox's delegated responder. */
  readonly responder?: 'authority' | IssuedCertificate
  readonly responderId?: 'byName' | 'byKey'
  readonly nonce?: Uint8Array
  /** Of the CertIDs; default SHA-1, which everybody sends. */
  readonly certIdDigest?: Digest
  /** Default what the authority says. */
  readonly status?: OcspStatus
  readonly producedAt?: Date
  /** Default `producedAt`. */
  readonly thisUpdate?: Date
  /** Default one hour after `thisUpdate`; null leaves it out. */
  readonly nextUpdate?: Date | null
  readonly signature?: SignatureChoice
  /** Default true: a delegated responder's certificate goes in. */
  readonly withCertificate?: boolean
  /** SingleResponses besides those asked for. */
  readonly extraResponses?: readonly OcspSingle[]
}

/** Signs a response about certificates at hand. */
export function signSandboxOcsp(
  pki: SandboxPki,
  about: readonly IssuedCertificate[],
  options: OcspOptions,
): Promise<Uint8Array> {
  const authority = options.authority ?? pki.ca
  const asked = about.map(({ serialNumber }) => ({
    certId: ocspCertId(
      { name: authority.name, spki: authority.key.spki },
      BigInt(`0x${serialNumber}`),
      options.certIdDigest,
    ),
    status: options.status ?? authority.status(serialNumber, options.thisUpdate),
  }))
  return sign(pki, authority, asked, options)
}

/** Reads a request, echoes its nonce, and answers `unknown` for certificates of others. */
export async function answerOcsp(
  pki: SandboxPki,
  request: Uint8Array,
  options: OcspOptions,
): Promise<Uint8Array> {
  const parsed = parseOcspRequest(request)
  if (parsed === null) return ocspError(1)
  const { certIds, nonce } = parsed
  const authority =
    options.authority ??
    [pki.ca, pki.root].find((candidate) => certIds.some((id) => isOf(candidate, id))) ??
    pki.ca
  const asked = certIds.map((certId) => ({
    certId,
    status:
      options.status ??
      (isOf(authority, certId)
        ? authority.status(serialOf(certId), options.thisUpdate)
        : { status: 'unknown' as const }),
  }))
  return sign(pki, authority, asked, { ...(nonce === null ? {} : { nonce }), ...options })
}

async function sign(
  pki: SandboxPki,
  authority: SandboxAuthority,
  asked: readonly { readonly certId: Der; readonly status: OcspStatus }[],
  options: OcspOptions,
): Promise<Uint8Array> {
  const producedAt = options.producedAt ?? pki.clock()
  const thisUpdate = options.thisUpdate ?? producedAt
  const nextUpdate =
    options.nextUpdate === undefined
      ? new Date(thisUpdate.getTime() + 3_600_000)
      : options.nextUpdate
  // A delegated responder of the CA cannot speak for the root: RFC 6960 §4.2.2.2.
  const usual = authority === pki.ca ? await pki.ocspResponder() : 'authority'
  const responder = options.responder ?? usual
  const delegated = responder === 'authority' ? null : responder
  const key = delegated?.key ?? authority.key
  return signOcspResponse(
    {
      responderId:
        options.responderId === 'byName'
          ? { byName: delegated?.subject ?? authority.name }
          : { byKey: key.spki },
      producedAt,
      responses: [
        ...asked.map(({ certId, status }) => ({ ...status, certId, thisUpdate, nextUpdate })),
        ...(options.extraResponses ?? []),
      ],
      ...(options.nonce === undefined ? {} : { nonce: options.nonce }),
      certificates:
        delegated === null || options.withCertificate === false ? [] : [delegated.certificate],
    },
    key,
    options.signature,
  )
}

/** The CertIDs and nonce of an OCSPRequest, or null when it is none. */
function parseOcspRequest(
  bytes: Uint8Array,
): { readonly certIds: readonly Der[]; readonly nonce: Uint8Array | null } | null {
  try {
    const tbs = members(bytes)[0]
    if (tbs === undefined) return null
    const parts = members(tbs)
    const list = parts.find((part) => part.tag === 0x30)
    if (list === undefined) return null
    const certIds = members(list).map((request) => {
      const certId = members(request)[0]
      if (certId === undefined || members(certId).length !== 4) throw new RangeError('No CertID.')
      return certId.raw
    })
    const extensions = parts.find((part) => part.tag === 0xa2)
    return { certIds, nonce: extensions === undefined ? null : nonceOf(extensions.content) }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function nonceOf(extensions: Der): Uint8Array | null {
  const nonceOid = Buffer.from(oid(extensionOids.ocspNonce))
  for (const extension of members(extensions)) {
    const parts = members(extension)
    const value = parts.at(-1)
    if (parts[0] !== undefined && value !== undefined && nonceOid.equals(parts[0].raw)) {
      return readElement(value.content).content
    }
  }
  return null
}

function isOf(authority: SandboxAuthority, certId: Der): boolean {
  const nameHash = Buffer.from(members(certId)[1]?.raw ?? [])
  return (['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const).some((digest) =>
    nameHash.equals(octetString(digestOf(digest, authority.name))),
  )
}

function serialOf(certId: Der): string {
  return Buffer.from(members(certId)[3]?.content ?? [])
    .toString('hex')
    .replace(/^00(?=.)/, '')
}
