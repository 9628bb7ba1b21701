import { lookup as dnsLookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { FetchFailure } from '@chopmark/verify'
import { isPublicAddress } from './public-address.js'

/** Every name may be resolved by a function of the operator's (a test, a resolver of one's own). */
export type Resolve = (hostname: string) => Promise<readonly string[]>

export interface FetchSettings {
  /**
   * Addresses besides the public Internet that may be reached, each exactly as `ADDRESS:PORT` (`127.0.0.1:8080`,
   * `[::1]:8080`). A certificate's author chooses URLs: everything listed here can be asked by whoever has a certificate.
   */
  readonly allowAddresses?: readonly string[]
  /** Ports besides 80 and 443. */
  readonly allowPorts?: readonly number[]
  /** From the start of a connection to its first byte of answer. */
  readonly connectTimeoutMs: number
  /** For the whole fetch with all its redirects. */
  readonly totalTimeoutMs: number
  readonly resolve?: Resolve
}

export interface FetchRequest {
  readonly url: string
  /** The answer may be at most this long. */
  readonly maxBytes: number
  readonly accept: string
  /** Sent by POST. */
  readonly body?: { readonly mediaType: string; readonly bytes: Uint8Array }
  /** Asks only for what changed since this answer. */
  readonly known?: { readonly etag?: string; readonly lastModified?: string }
  /** Further headers by lower-case name, for a service that the operator chose; never for a URL out of a certificate. */
  readonly headers?: Readonly<Record<string, string>>
  /** Statuses besides 200 whose bodies are wanted: APIs explain themselves in them. */
  readonly alsoStatuses?: readonly number[]
  readonly signal?: AbortSignal
}

export type FetchOutcome =
  | {
      readonly kind: 'fetched'
      readonly bytes: Uint8Array
      /** Absent: 200. */
      readonly status?: number
      readonly etag?: string
      readonly lastModified?: string
    }
  | { readonly kind: 'not-modified' }
  | { readonly kind: 'failed'; readonly reason: FetchFailure }

const maxRedirects = 3
const redirectStatuses = new Set([301, 302, 303, 307, 308])
/** A name with more addresses than this is not tried beyond them. */
const maxAddresses = 4
const maxUrlLength = 2048
/** A validator longer than this is not worth keeping. */
const maxValidatorLength = 256

/**
 * Fetches a URL that a stranger chose: http(s) to the public Internet only. The name is resolved first, every address is
 * checked, and the connection goes to a checked address, so that a name that resolves differently a moment later gains
 * nothing. No proxy, no cookies, no credentials; redirects only to the same host, checked again.
 */
export async function fetchGuarded(
  request: FetchRequest,
  settings: FetchSettings,
): Promise<FetchOutcome> {
  const timeout = AbortSignal.timeout(settings.totalTimeoutMs)
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout
  try {
    return await followed(request, settings, signal)
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'failed', reason: error.reason }
    return { kind: 'failed', reason: signal.aborted ? 'TIMEOUT' : 'CONNECTION' }
  }
}

/** Carries the reason out of nested callbacks; never leaves this file. */
class Refusal extends Error {
  constructor(readonly reason: FetchFailure) {
    super(reason)
  }
}

async function followed(
  request: FetchRequest,
  settings: FetchSettings,
  signal: AbortSignal,
): Promise<FetchOutcome> {
  let url = checkedUrl(request.url)
  for (let redirects = 0; ; redirects++) {
    const response = await connected(url, request, settings, signal)
    try {
      const { statusCode = 0, headers } = response
      if (!redirectStatuses.has(statusCode)) return await answered(response, request, signal)
      if (redirects === maxRedirects || request.body || headers.location === undefined) {
        throw new Refusal('REDIRECT_REFUSED')
      }
      url = redirected(url, headers.location)
    } finally {
      response.destroy()
    }
  }
}

function checkedUrl(text: string): URL {
  if (text.length > maxUrlLength || !URL.canParse(text)) throw new Refusal('SCHEME_REFUSED')
  const url = new URL(text)
  const plain = url.username === '' && url.password === ''
  if (!plain || !['http:', 'https:'].includes(url.protocol)) throw new Refusal('SCHEME_REFUSED')
  return url
}

/** The same host, never from https back to http, and the same port unless both are the schemes' own. */
function redirected(from: URL, location: string): URL {
  if (!URL.canParse(location, from)) throw new Refusal('REDIRECT_REFUSED')
  const to = new URL(location, from)
  const upgraded = from.protocol === 'http:' && to.protocol === 'https:'
  const sameScheme = from.protocol === to.protocol
  const samePort = from.port === to.port
  const plain = to.username === '' && to.password === ''
  if (to.hostname !== from.hostname || !plain || !samePort || !(sameScheme || upgraded)) {
    throw new Refusal('REDIRECT_REFUSED')
  }
  return to
}

async function connected(
  url: URL,
  request: FetchRequest,
  settings: FetchSettings,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const addresses = await checkedAddresses(url, settings, signal)
  let problem: unknown
  for (const address of addresses) {
    try {
      return await opened(url, address, request, settings, signal)
    } catch (error) {
      // Only a connection that could not be made is tried elsewhere; an answer, or the end of the time, stands.
      if (signal.aborted) throw error
      problem = error
    }
  }
  throw problem instanceof Error ? problem : new Refusal('CONNECTION')
}

async function checkedAddresses(
  url: URL,
  { allowAddresses = [], allowPorts = [], resolve = resolveName }: FetchSettings,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const resolved = isIP(hostname) ? [hostname] : await untilAborted(resolve(hostname), signal)
  const publicPort = port === 80 || port === 443 || allowPorts.includes(port)
  for (const address of resolved) {
    const listed = isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`
    if (allowAddresses.includes(listed)) continue
    // One bad address among good ones is how rebinding looks: then none is used.
    if (!publicPort || !isPublicAddress(address)) throw new Refusal('ADDRESS_REFUSED')
  }
  if (resolved.length === 0) throw new Refusal('CONNECTION')
  return resolved.slice(0, maxAddresses)
}

async function resolveName(hostname: string): Promise<readonly string[]> {
  return (await dnsLookup(hostname, { all: true, verbatim: true })).map(({ address }) => address)
}

/** A resolver cannot be stopped; its answer can be left. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Refusal('TIMEOUT'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function opened(
  url: URL,
  address: string,
  request: FetchRequest,
  settings: FetchSettings,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const family = isIP(address)
  const options: RequestOptions = {
    method: request.body ? 'POST' : 'GET',
    agent: false, // a connection of its own: nothing is shared between strangers' hosts
    signal,
    headers: headersFor(request),
    // The connection goes to the address that was checked, whatever the name resolves to by now.
    lookup: (_hostname, { all }, callback) => {
      if (all === true) callback(null, [{ address, family }])
      else callback(null, address, family)
    },
  }
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const outgoing = send(url, options, (response) => {
      clearTimeout(timer)
      resolve(response)
    })
    const timer = setTimeout(
      () => outgoing.destroy(new Refusal('TIMEOUT')),
      settings.connectTimeoutMs,
    )
    outgoing.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    outgoing.end(request.body?.bytes)
  })
}

function headersFor({ accept, body, known, headers }: FetchRequest): Record<string, string> {
  return {
    ...headers,
    accept,
    'accept-encoding': 'identity',
    connection: 'close',
    'user-agent': 'chopmark',
    ...(body && { 'content-type': body.mediaType, 'content-length': String(body.bytes.length) }),
    ...(known?.etag !== undefined && { 'if-none-match': known.etag }),
    ...(known?.lastModified !== undefined && { 'if-modified-since': known.lastModified }),
  }
}

async function answered(
  response: IncomingMessage,
  { maxBytes, known, alsoStatuses = [] }: FetchRequest,
  signal: AbortSignal,
): Promise<FetchOutcome> {
  const { statusCode = 0, headers } = response
  if (statusCode === 304 && known) return { kind: 'not-modified' }
  const wanted = statusCode === 200 || alsoStatuses.includes(statusCode)
  if (!wanted) throw new Refusal([404, 410].includes(statusCode) ? 'NOT_FOUND' : 'HTTP_STATUS')
  // A compressed answer was not asked for, and would outgrow `maxBytes` unseen.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new Refusal('HTTP_STATUS')
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw new Refusal('TOO_LARGE')
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (signal.aborted) throw new Refusal('TIMEOUT')
    sizeBytes += chunk.length
    if (sizeBytes > maxBytes) throw new Refusal('TOO_LARGE')
    chunks.push(chunk)
  }
  if (!response.complete) throw new Refusal('CONNECTION')
  const etag = validator(headers.etag)
  const lastModified = validator(headers['last-modified'])
  return {
    kind: 'fetched',
    bytes: new Uint8Array(Buffer.concat(chunks)),
    ...(statusCode !== 200 && { status: statusCode }),
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  }
}

function validator(value: string | undefined): string | undefined {
  return value !== undefined && value.length <= maxValidatorLength ? value : undefined
}
