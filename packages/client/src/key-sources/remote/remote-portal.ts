import { ClientError } from '../../client-error.js'
import { fetchBytes } from '../../wire/fetch-bytes.js'
import { type Json, parseAnswer, parseJson, type Portal, refusal } from '../../wire/portal.js'
import type { PortalAnswer } from '../../wire/portal-answer.js'
import { remoteCodes } from './remote-codes.js'
import type { RemoteStep } from './remote-source.js'

/** Where a run stands. */
export type RemoteState =
  | ({ readonly kind: 'waiting'; readonly handle: string } & RemoteStep)
  | { readonly kind: 'decided'; readonly answer: PortalAnswer }

const maxAnswerBytes = 4 * 1024 * 1024
/** The portal asks the service before it answers. */
const timeoutMs = 60_000
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
  start(signer: string, signal: AbortSignal): Promise<RemoteState>
  /** `GET {requestUrl}/remote/{handle}`; undefined: no answer came, ask again. */
  poll(handle: string, signal: AbortSignal): Promise<RemoteState | undefined>
  /** `DELETE {requestUrl}/remote/{handle}`; whether it arrives or not, nothing more can be done. */
  cancel(handle: string): Promise<void>
}

/** @throws ClientError from its methods: `REMOTE_…`, a refusal of the portal, `PORTAL_UNREACHABLE`, `PORTAL_ANSWER_MALFORMED`. */
export function remotePortal({ requestUrl, fetch }: Portal['connection']): RemotePortal {
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
    async start(signer, signal) {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ signer }),
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

function stateOf(response: Response, json: Json): RemoteState {
  if (!response.ok) {
    const code = remoteCodes.find((candidate) => candidate === json['code'])
    throw code === undefined ? refusal(response, json) : new ClientError(code)
  }
  if (json['outcome'] !== 'waiting') return { kind: 'decided', answer: parseAnswer(json) }
  const { handle, redirectUrl, identificationCode } = json
  if (typeof handle !== 'string' || handle === '') malformed()
  return {
    kind: 'waiting',
    handle,
    ...(redirectUrl !== undefined && { redirectUrl: webAddress(redirectUrl) }),
    ...(typeof identificationCode === 'string' && { identificationCode }),
  }
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
