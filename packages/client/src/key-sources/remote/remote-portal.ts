import { base64url } from '@chopmark/core'
import { ClientError } from '../../client-error.js'
import { fetchBytes } from '../../wire/fetch-bytes.js'
import { type Json, parseAnswer, parseJson, refusal } from '../../wire/portal.js'
import type { PortalAnswer } from '../../wire/portal-answer.js'
import type { RemoteConnection } from '../key-source.js'
import { remoteCodes } from './remote-codes.js'
import type { RemoteStep } from './remote-source.js'

/** Where a run stands. */
export type RemoteState =
  | ({ readonly kind: 'waiting'; readonly handle: string } & RemoteStep)
  | { readonly kind: 'decided'; readonly answers: RemoteAnswers }

/** One for each request of the run, in the order in which they were named. */
export type RemoteAnswers = readonly [PortalAnswer | ClientError, ...(PortalAnswer | ClientError)[]]

const maxAnswerBytes = 4 * 1024 * 1024
/** The portal asks the service before it answers. */
const timeoutMs = 60_000
/** As many as a batch has besides its first. */
const maxAlso = 49
const maxUrlLength = 16 * 1024

interface RemoteInit {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly keepalive?: boolean
}

/** The exchanges about a signing service, below the request's own address. */
export interface RemotePortal {
  /** `POST {requestUrl}/remote` */
  start(
    signer: string,
    also: readonly RemoteConnection[],
    signal: AbortSignal,
  ): Promise<RemoteState>
  /** `GET {requestUrl}/remote/{handle}`; undefined: no answer came, ask again. */
  poll(handle: string, signal: AbortSignal): Promise<RemoteState | undefined>
  /** `DELETE {requestUrl}/remote/{handle}`; whether it arrives or not, nothing more can be done. */
  cancel(handle: string): Promise<void>
}

/** @throws ClientError from its methods: `REMOTE_…`, a refusal of the portal, `PORTAL_UNREACHABLE`, `PORTAL_ANSWER_MALFORMED`. */
export function remotePortal(connection: RemoteConnection): RemotePortal {
  const { requestUrl, fetch } = connection
  const ask = async (
    path: string,
    init: RemoteInit,
    signal?: AbortSignal,
  ): Promise<RemoteState | undefined> => {
    const url = `${requestUrl}/remote${path}`
    const headers = { accept: 'application/json', ...init.headers }
    const answer = await fetchBytes(
      fetch,
      url,
      { ...init, headers },
      maxAnswerBytes,
      timeoutMs,
      signal,
    )
    return answer && stateOf(answer.response, parseJson(answer.body))
  }
  return {
    async start(signer, also, signal) {
      const others = also.map(idOf)
      const shown = [connection, ...also].flatMap((one) =>
        one.shown === undefined ? [] : [[idOf(one), base64url(one.shown)] as const],
      )
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          signer,
          ...(others.length > 0 && { also: others }),
          ...(shown.length > 0 && { shown: Object.fromEntries(shown) }),
        }),
      }
      const state = await ask('', init, signal)
      if (state === undefined) throw new ClientError('PORTAL_UNREACHABLE')
      return state
    },
    poll: (handle, signal) => ask(`/${encodeURIComponent(handle)}`, {}, signal),
    async cancel(handle) {
      const init = { method: 'DELETE', keepalive: true }
      await ask(`/${encodeURIComponent(handle)}`, init).catch(() => undefined)
    },
  }
}

/** Requests are known to the portal by the last part of their address. */
function idOf({ requestUrl }: RemoteConnection): string {
  return requestUrl.slice(requestUrl.lastIndexOf('/') + 1)
}

function stateOf(response: Response, json: Json): RemoteState {
  if (!response.ok) {
    const code = remoteCodes.find((candidate) => candidate === json['code'])
    const failure = code === undefined ? refusal(response, json) : new ClientError(code)
    // A refusal of the portal is of one request; without `also` there was no other.
    if (!Array.isArray(json['also'])) throw failure
    return { kind: 'decided', answers: [failure, ...others(response, json)] }
  }
  if (json['outcome'] !== 'waiting') {
    return { kind: 'decided', answers: [parseAnswer(json), ...others(response, json)] }
  }
  const { handle, redirectUrl, identificationCode } = json
  if (typeof handle !== 'string' || handle === '') malformed()
  return {
    kind: 'waiting',
    handle,
    ...(redirectUrl !== undefined && { redirectUrl: webAddress(redirectUrl) }),
    ...(typeof identificationCode === 'string' && { identificationCode }),
  }
}

/** What became of the further requests of a run. */
function others(response: Response, { also }: Json): readonly (PortalAnswer | ClientError)[] {
  const list: readonly unknown[] = Array.isArray(also) ? also.slice(0, maxAlso) : []
  return list.map((one) => {
    const json = (typeof one === 'object' && one !== null ? one : {}) as Json
    return json['outcome'] === 'refused' ? refusal(response, json) : parseAnswer(json)
  })
}

/** An address that may be opened: a page, never a script. */
function webAddress(value: unknown): string {
  if (typeof value !== 'string' || value.length > maxUrlLength || !URL.canParse(value)) malformed()
  const { protocol, href } = new URL(value)
  return protocol === 'https:' || protocol === 'http:' ? href : malformed()
}

function malformed(): never {
  throw new ClientError('PORTAL_ANSWER_MALFORMED')
}
