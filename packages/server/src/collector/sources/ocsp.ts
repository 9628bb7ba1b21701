import { randomBytes } from 'node:crypto'
import {
  type Certificate,
  type CryptoForm,
  type Instant,
  type OcspQuestion,
  parseOcspResponse,
  writeOcspRequest,
} from '@chopmark/core'
import { maxAgeFor, type EvidenceItem, type RevocationSettings } from '@chopmark/verify'
import { toHex } from '../../encoding.js'
import type { Inspected } from '../answer-cache.js'
import { askInTurn, type EvidenceSource, type SourceContext } from '../evidence-source.js'
import type { Issuer } from '../known-certificates.js'

/** RFC 9654 §2.1: clients should send 32 octets. */
const nonceBytes = 32
/** Several issuers may share a name; so many of their keys are asked about. */
const maxIssuers = 3

/**
 * Asks the OCSP responder that a certificate names, RFC 6960, with a fresh nonce. SHA-256 names the issuer first;
 * responders that only know SHA-1 (RFC 5019) refuse such a request and are asked again their way.
 */
export const ocspSource: EvidenceSource<'ocsp'> = {
  kind: 'ocsp',
  async collect(need, context) {
    const certificate = context.known.find(need.certificate)
    if (!certificate) return []
    const issuers = context.known.issuersOf(certificate).slice(0, maxIssuers)
    const found: EvidenceItem[] = []
    for (const issuer of issuers) {
      for (const hashAlgorithm of ['SHA-256', 'SHA-1'] as const) {
        const question = await questionFor(certificate, issuer, hashAlgorithm, context.crypto)
        const items = await ask(need, question, context)
        found.push(...items)
        if (items.some((item) => item.kind === 'ocsp' && isSuccessful(item.bytes))) return found
        if (items.every((item) => item.kind === 'failed-fetch')) break
      }
    }
    return found
  },
}

async function questionFor(
  certificate: Certificate,
  issuer: Issuer,
  hashAlgorithm: OcspQuestion['hashAlgorithm'],
  crypto: CryptoForm,
): Promise<OcspQuestion> {
  return {
    hashAlgorithm,
    issuerNameHash: await crypto.digest(hashAlgorithm, certificate.issuer.raw),
    issuerKeyHash: await crypto.digest(hashAlgorithm, issuer.subjectPublicKeyInfo.publicKey),
    serialNumber: certificate.serialNumber,
  }
}

function ask(
  need: Parameters<typeof ocspSource.collect>[0],
  question: OcspQuestion,
  context: SourceContext,
): Promise<readonly EvidenceItem[]> {
  const nonce = new Uint8Array(randomBytes(nonceBytes))
  const body = { mediaType: 'application/ocsp-request', bytes: writeOcspRequest(question, nonce) }
  // The request without its nonce says what was asked.
  const asked = toHex(writeOcspRequest(question))
  return askInTurn(
    need,
    context,
    (url) => ({
      key: `${url} ${asked}`,
      url,
      accept: 'application/ocsp-response',
      maxBytes: context.limits.maxOtherBytes,
      body,
      nonce,
      inspect: (bytes) => inspectResponse(bytes, context.policy.revocation),
    }),
    (answer, url) => [
      {
        kind: 'ocsp',
        bytes: answer.bytes,
        ...(answer.nonce && { nonce: answer.nonce }),
        obtainedAt: answer.fetchedAt,
        url,
      },
    ],
  )
}

/** An answer without nextUpdate says that newer information is always at hand (RFC 6960 §4.2.2.1): it is not used again. */
function inspectResponse(bytes: Uint8Array, settings: RevocationSettings): Inspected | undefined {
  const parsed = parseOcspResponse(bytes)
  if (!parsed.ok) return undefined
  const ends = (parsed.value.basic?.responses ?? []).map(({ thisUpdate, nextUpdate }) =>
    nextUpdate === undefined
      ? 0
      : Math.min(nextUpdate, thisUpdate + (maxAgeFor(settings, nextUpdate) ?? Infinity)),
  )
  const issuedAt = parsed.value.basic?.producedAt
  return {
    bytes,
    currentUntil: Math.min(...(ends.length > 0 ? ends : [0])) as Instant,
    ...(issuedAt !== undefined && { issuedAt }),
  }
}

function isSuccessful(bytes: Uint8Array): boolean {
  const parsed = parseOcspResponse(bytes)
  return parsed.ok && parsed.value.status === 'successful'
}
