import { fromBase64url } from '@chopmark/core'
import { ClientError } from '../client-error.js'
import { fetchBytes } from '../wire/fetch-bytes.js'
import { parseJson, type Portal, refusal } from '../wire/portal.js'
import { requesterError } from './requester-texts.js'

/** A requester's signature and what came with it; nothing in it is trusted. */
export interface FetchedProof {
  /** CMS, DER. */
  readonly signature: Uint8Array
  readonly items: readonly {
    readonly kind: 'certificate' | 'crl' | 'ocsp'
    readonly bytes: Uint8Array
  }[]
}

/** CRLs are what is large; a service with larger ones has to staple OCSP answers. */
const maxProofBytes = 8 * 1024 * 1024
const maxSignatureLength = 64 * 1024
const maxItems = 32
const timeoutMs = 60_000
const kinds = ['certificate', 'crl', 'ocsp'] as const

/**
 * `GET {requestUrl}/requester`
 * @returns Undefined: the portal signs no requests.
 * @throws ClientError `PORTAL_UNREACHABLE`, `REQUESTER_SIGNATURE_BROKEN`, a refusal of the portal's.
 */
export async function fetchProof(
  { requestUrl, fetch }: Portal['connection'],
  signal: AbortSignal | undefined,
): Promise<FetchedProof | undefined> {
  const init = { headers: { accept: 'application/json' } }
  const url = `${requestUrl}/requester`
  const answer = await fetchBytes(fetch, url, init, maxProofBytes, timeoutMs, signal)
  if (answer === undefined) throw new ClientError('PORTAL_UNREACHABLE')
  const json = parseJson(answer.body)
  const { code, signature, evidence } = json
  if (answer.response.status === 404 && code === 'REQUESTER_UNSIGNED') return undefined
  if (!answer.response.ok) throw refusal(answer.response, json)
  if (!Array.isArray(evidence) || evidence.length > maxItems) throw broken()
  return {
    signature: octets(signature, maxSignatureLength),
    items: (evidence as readonly unknown[]).map((item) => {
      if (typeof item !== 'object' || item === null) throw broken()
      const { kind, bytes } = item as Readonly<Record<string, unknown>>
      const known = kinds.find((candidate) => candidate === kind)
      if (known === undefined) throw broken()
      return { kind: known, bytes: octets(bytes, maxProofBytes) }
    }),
  }
}

function octets(value: unknown, maxLength: number): Uint8Array {
  if (typeof value !== 'string' || value.length > maxLength) throw broken()
  try {
    return fromBase64url(value)
  } catch {
    throw broken()
  }
}

const broken = (): ClientError => requesterError('REQUESTER_SIGNATURE_BROKEN')
