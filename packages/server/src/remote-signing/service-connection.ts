import { UsageError } from '@chopmark/core'
import { fetchGuarded, type FetchSettings } from '../collector/fetch-guarded.js'

/** How a service is reached. */
export interface ServiceSettings {
  /** https; http only to an address that `allowAddresses` lists. No slash at its end. */
  readonly baseUrl: string
  /** As for the collector: public addresses only, unless listed. Defaults: 5 seconds to connect, 15 in all. */
  readonly fetch?: Partial<FetchSettings>
}

export interface ServiceQuestion {
  /** Below the base URL, with a leading slash. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: { readonly mediaType: string; readonly text: string }
  readonly signal: AbortSignal
}

export type ServiceAnswer =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly json: Readonly<Record<string, unknown>>
    }
  /** No answer, or one that says the service itself is out of order. */
  | { readonly kind: 'unavailable' }
  /** An answer that is no JSON object. */
  | { readonly kind: 'malformed' }

/** Chains of certificates and a batch of signatures; a service sends no more. */
const maxAnswerBytes = 512 * 1024
/** CSC §10.1: these explain themselves in JSON; 202 means that the authorisation is under way. */
const alsoStatuses = [201, 202, 400, 401, 403]
const connectTimeoutMs = 5000
const totalTimeoutMs = 15_000

/** POST to one service under the collector's rules: checked addresses, no redirect, no proxy, limits of time and size. */
export class ServiceConnection {
  readonly #baseUrl: string
  readonly #fetch: FetchSettings

  /** @throws UsageError `INVALID_SERVICE_URL`. */
  constructor({ baseUrl, fetch = {} }: ServiceSettings) {
    this.#baseUrl = checkedServiceUrl(baseUrl, fetch.allowAddresses)
    this.#fetch = { connectTimeoutMs, totalTimeoutMs, ...fetch }
  }

  async post({ path, headers = {}, body, signal }: ServiceQuestion): Promise<ServiceAnswer> {
    const { mediaType, text } = body
    const outcome = await fetchGuarded(
      {
        url: `${this.#baseUrl}${path}`,
        maxBytes: maxAnswerBytes,
        accept: 'application/json',
        body: { mediaType, bytes: new TextEncoder().encode(text) },
        headers,
        alsoStatuses,
        signal,
      },
      this.#fetch,
    )
    if (outcome.kind !== 'fetched') return { kind: 'unavailable' }
    const json = jsonObject(outcome.bytes)
    return json ? { kind: 'answered', status: outcome.status ?? 200, json } : { kind: 'malformed' }
  }
}

/**
 * A URL of the operator's, to which people and secrets are sent.
 * @throws UsageError `INVALID_SERVICE_URL` unless it is https, or http to a listed loopback address.
 */
export function checkedServiceUrl(text: string, allowAddresses: readonly string[] = []): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const secure =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && allowAddresses.includes(url.host))
  if (!url || !secure || text.endsWith('/') || url.username !== '' || /[?#]/.test(text)) {
    throw new UsageError(
      'INVALID_SERVICE_URL',
      'Give an https URL without query and without a slash at its end (http: list its address).',
    )
  }
  return text
}

/** The JSON object in some octets, or undefined. */
export function jsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isObject(json) ? json : undefined
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The octets of base64 (RFC 4648 §4, line breaks let through), at most so many; undefined for anything else, and for none. */
export function bytesFromBase64(value: unknown, maxBytes: number): Uint8Array | undefined {
  if (typeof value !== 'string' || value.length > maxBytes * 2) return undefined
  const text = value.replace(/[\r\n]+/g, '')
  const buffer = Buffer.from(text, 'base64')
  const canonical = buffer.length > 0 && buffer.toString('base64') === text
  return canonical && buffer.length <= maxBytes ? new Uint8Array(buffer) : undefined
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
