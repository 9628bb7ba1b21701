import { parseSignedData, type SignatureRequest } from '@chopmark/core'
import type { DetachedContent, Evidence, EvidenceItem, EvidenceNeed } from '@chopmark/verify'
import { bytesFromHex } from '../encoding.js'
import { digestName, localizedText } from './parse-policy-record.js'
import {
  count,
  dictionary,
  flag,
  hexText,
  list,
  moment,
  object,
  octets,
  oneOf,
  type Shape,
  ShapeError,
  text,
} from './shape.js'

/** Bytes by their lower-case hex SHA-256. */
export type Blobs = ReadonlyMap<string, Uint8Array>

/**
 * Reads what `evidenceRecord` wrote.
 * @param blobs - Every byte string that the record names.
 * @throws ShapeError naming the place that is not what it should be.
 */
export function parseEvidenceRecord(
  value: unknown,
  blobs: Blobs,
  at: string,
): { readonly signature: Uint8Array; readonly evidence: Evidence } {
  const blob: Shape<Uint8Array> = (digest, place) => {
    const bytes = blobs.get(hexText(digest, place))
    if (!bytes) throw new ShapeError(place)
    return bytes
  }
  return object((fields) => {
    const signature = fields.get('signature', blob)
    const parsed = parseSignedData(signature)
    return {
      signature,
      evidence: {
        document: parsed.ok
          ? { ok: true, value: { format: 'cms', signatures: [parsed.value] } }
          : parsed,
        ...fields.maybe('content', contentShape(blob)),
        ...fields.maybe('request', requestShape),
        items: fields.get('items', list(itemShape(blob), 1000)),
      } satisfies Evidence,
    }
  })(value, at)
}

const contentShape = (blob: Shape<Uint8Array>) =>
  object((fields): DetachedContent => {
    const { sha256: bytes } = fields.maybe('sha256', blob)
    return {
      sizeBytes: fields.get('sizeBytes', count),
      digests: fields.get(
        'digests',
        list(
          object((digest) => ({
            algorithm: digest.get('algorithm', digestName),
            value: bytesFromHex(digest.get('value', hexText)) ?? new Uint8Array(),
          })),
          20,
        ),
      ),
      ...(bytes && { bytes }),
    }
  })

const itemShape = (blob: Shape<Uint8Array>) =>
  object((fields): EvidenceItem => {
    const kind = fields.get(
      'kind',
      oneOf('certificate', 'timestamp', 'crl', 'ocsp', 'failed-fetch'),
    )
    switch (kind) {
      case 'certificate':
        return { kind, bytes: fields.get('sha256', blob) }
      case 'timestamp':
        return { kind, bytes: fields.get('sha256', blob), ...fields.maybe('nonce', octets(128)) }
      case 'crl':
      case 'ocsp':
        return {
          kind,
          bytes: fields.get('sha256', blob),
          ...(kind === 'ocsp' && fields.maybe('nonce', octets(128))),
          ...fields.maybe('obtainedAt', moment),
          ...fields.maybe('url', text()),
        }
      case 'failed-fetch':
        return {
          kind,
          need: fields.get('need', needShape),
          url: fields.get('url', text()),
          reason: fields.get('reason', failure),
          obtainedAt: fields.get('obtainedAt', moment),
        }
    }
  })

const failure = oneOf(
  'TIMEOUT',
  'TOO_LARGE',
  'NOT_FOUND',
  'HTTP_STATUS',
  'ADDRESS_REFUSED',
  'REDIRECT_REFUSED',
  'SCHEME_REFUSED',
  'CONNECTION',
  'NOT_ASN1',
  'OFFLINE',
  'BUDGET',
)

const needShape = object((fields): EvidenceNeed => {
  const kind = fields.get('kind', oneOf('content', 'issuer', 'crl', 'ocsp', 'trust-anchor'))
  switch (kind) {
    case 'content':
      return { kind, algorithm: fields.get('algorithm', digestName) }
    case 'issuer':
    case 'crl':
    case 'ocsp':
      return {
        kind,
        certificate: fields.get('certificate', text()),
        issuer: fields.get('issuer', text()),
        urls: fields.get('urls', list(text())),
      }
    case 'trust-anchor':
      return {
        kind,
        anchorId: fields.get('anchorId', text()),
        certificateSha256: fields.get('certificateSha256', hexText),
        subject: fields.get('subject', text()),
        publishedAt: fields.get('publishedAt', text()),
      }
  }
})

const texts = list(text())

const signerShape = object((fields) => {
  const { subject } = fields.maybe('subject', dictionary(text()))
  return {
    ...fields.maybe('profiles', texts),
    ...fields.maybe('issuerNameSha256', texts),
    ...(subject && { subject: Object.fromEntries(subject) }),
  }
})

const cosignShape = object((fields) => ({
  as: fields.get('as', oneOf('parallel', 'counter')),
  signatureId: fields.get('signatureId', text()),
  signatureSha256: fields.get('signatureSha256', text()),
  anotherPerson: fields.get('anotherPerson', flag),
}))

/** Reads a signature request as it travels. */
const requestShape = object((fields): SignatureRequest => ({
  version: fields.get('version', oneOf(1)),
  id: fields.get('id', text()),
  nonce: fields.get('nonce', text()),
  origin: fields.get('origin', text()),
  requester: fields.get('requester', localizedText),
  purpose: fields.get('purpose', localizedText),
  document: fields.get(
    'document',
    object((document) => ({
      name: document.get('name', text()),
      mediaType: document.get('mediaType', text()),
      sizeBytes: document.get('sizeBytes', count),
      digestAlgorithm: document.get('digestAlgorithm', oneOf('SHA-256', 'SHA-384', 'SHA-512')),
      digest: document.get('digest', text()),
    })),
  ),
  packaging: fields.get('packaging', oneOf('attached', 'detached')),
  commitmentType: fields.get(
    'commitmentType',
    oneOf(
      'proofOfOrigin',
      'proofOfReceipt',
      'proofOfDelivery',
      'proofOfSender',
      'proofOfApproval',
      'proofOfCreation',
    ),
  ),
  signer: fields.get('signer', signerShape),
  ...fields.maybe('shown', oneOf('whole')),
  ...fields.maybe('cosign', cosignShape),
  createdAt: fields.get('createdAt', text()),
  expiresAt: fields.get('expiresAt', text()),
  sandbox: fields.get('sandbox', flag),
}))
