import { base64url, fromBase64url, sameOctets } from '@chopmark/core'
import { parseCertificateHead } from '../../certificate/certificate-head.js'
import type { DeviceCode } from '../../client-error.js'
import { type Fetch, fetchBytes } from '../../wire/fetch-bytes.js'
import {
  type CertifiedRecord,
  proveRenewal,
  publicKeyInfo,
  requestCertificate,
} from './device-key.js'
import type { DeviceRecord } from './device-storage.js'
import { deviceError } from './device-texts.js'

const timeoutMs = 30_000
const maxAnswerBytes = 64 * 1024
const maxChain = 4

/** What the authority's refusals come to here; any other code is a refusal too. */
const refusals: { readonly [code: string]: DeviceCode | undefined } = {
  CODE_WRONG: 'ENROLMENT_CODE_WRONG',
  CODE_USED: 'ENROLMENT_CODE_USED',
  CODE_EXPIRED: 'ENROLMENT_CODE_EXPIRED',
  CODE_LOCKED: 'ENROLMENT_CODE_LOCKED',
  CERTIFICATE_UNKNOWN: 'RENEWAL_REFUSED',
  CERTIFICATE_REVOKED: 'RENEWAL_REFUSED',
  RENEWAL_TOO_EARLY: 'RENEWAL_REFUSED',
  RENEWAL_TOO_LATE: 'RENEWAL_REFUSED',
}

/**
 * The certification authority's enrolment endpoint: `POST challenges`, `POST certificates`, `POST renewals` below one
 * address, JSON with base64url octets, no cookies.
 * @throws ClientError `CA_UNREACHABLE`, `CA_ANSWER_MALFORMED`, `ENROLMENT_…`, `RENEWAL_REFUSED`; the signal's reason.
 */
export class EnrolmentEndpoint {
  readonly #url: string
  readonly #fetch: Fetch

  constructor(url: string, fetch: Fetch) {
    this.#url = url.replace(/\/+$/, '')
    this.#fetch = fetch
  }

  /** Has a record's key certified for the holder of an enrolment code. */
  async enrol(
    record: DeviceRecord,
    code: { readonly referenceNumber: string; readonly pin: string },
    signal: AbortSignal,
  ): Promise<CertifiedRecord> {
    const { request } = await requestCertificate(record, await this.#challenge(signal))
    const body = { ...code, certificationRequest: base64url(request) }
    return certified(record, await this.#post('certificates', body, signal))
  }

  /** Has a record's key certified on the word of the key whose certificate runs out; both may be the same. */
  async renew(
    record: DeviceRecord,
    current: CertifiedRecord,
    signal: AbortSignal,
  ): Promise<CertifiedRecord> {
    const { request, info } = await requestCertificate(record, await this.#challenge(signal))
    const body = {
      certificate: base64url(current.certificate),
      certificationRequest: base64url(request),
      proof: base64url(await proveRenewal(current, info)),
    }
    return certified(record, await this.#post('renewals', body, signal))
  }

  /** Asks for a challenge, and does nothing with it. */
  async answers(signal: AbortSignal): Promise<void> {
    await this.#challenge(signal)
  }

  async #challenge(signal: AbortSignal): Promise<string> {
    const { challenge } = await this.#post('challenges', {}, signal)
    if (typeof challenge !== 'string' || !/^[\x21-\x7e]{16,200}$/.test(challenge)) {
      throw deviceError('CA_ANSWER_MALFORMED')
    }
    return challenge
  }

  async #post(action: string, body: unknown, signal: AbortSignal): Promise<Answer> {
    const init = {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    } as const
    const url = `${this.#url}/${action}`
    const got = await fetchBytes(this.#fetch, url, init, maxAnswerBytes, timeoutMs, signal)
    if (got === undefined) throw deviceError('CA_UNREACHABLE')
    const answer = parseAnswer(got.body)
    if (got.response.ok && answer !== undefined) return answer
    const { code, triesLeft } = answer ?? {}
    if (got.response.status >= 500 || typeof code !== 'string' || !/^[A-Z_]{1,40}$/.test(code)) {
      throw deviceError('CA_ANSWER_MALFORMED')
    }
    throw deviceError(refusals[code] ?? 'ENROLMENT_REFUSED', {
      what: code,
      ...(typeof triesLeft === 'number' ? { triesLeft } : {}),
    })
  }
}

type Answer = Readonly<Record<string, unknown>>

function parseAnswer(body: Uint8Array | undefined): Answer | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    return typeof json === 'object' && json !== null ? (json as Answer) : undefined
  } catch {
    return undefined
  }
}

/** Takes the certificate only when it is for this very key; what else it says is judged by whoever validates. */
async function certified(record: DeviceRecord, answer: Answer): Promise<CertifiedRecord> {
  const certificate = octets(answer['certificate'])
  const given: unknown = answer['chain']
  const chain = Array.isArray(given) ? given.map(octets) : []
  const head = parseCertificateHead(certificate)
  const [issuer] = chain
  const above = issuer === undefined ? undefined : parseCertificateHead(issuer)
  if (
    !head.ok ||
    chain.length > maxChain ||
    !sameOctets(head.value.subjectPublicKeyInfo, await publicKeyInfo(record)) ||
    (above !== undefined && !(above.ok && sameOctets(above.value.subject, head.value.issuer)))
  ) {
    throw deviceError('CA_ANSWER_MALFORMED')
  }
  return { ...record, certificate, chain }
}

function octets(value: unknown): Uint8Array {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]+$/.test(value)) {
    throw deviceError('CA_ANSWER_MALFORMED')
  }
  try {
    return fromBase64url(value)
  } catch (cause) {
    throw deviceError('CA_ANSWER_MALFORMED', { cause })
  }
}
