import { createHmac, randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.js'
import type { RemoteCode } from '../remote-code.js'
import {
  isObject,
  jsonObject,
  ServiceConnection,
  type ServiceSettings,
} from '../service-connection.js'

/** How the portal is known at iAM Smart. */
export interface IamSmartClient extends ServiceSettings {
  readonly clientId: string
  /** Signs every request (HmacSHA256); never sent. */
  readonly clientSecret: string
  /**
   * Encrypts what is sent and decrypts what comes, where the service asks for it (key from `/security/getKey`). Its layout is
   * given to registered online services only, so they bring it; absent: bodies travel plain inside TLS.
   */
  readonly cipher?: IamSmartCipher
}

export interface IamSmartCipher {
  seal(json: string): string | Promise<string>
  /** Rejects, or gives something else than JSON, for what cannot be opened: then the answer is malformed. */
  open(content: string): string | Promise<string>
}

export type IamSmartAnswer =
  | { readonly kind: 'answered'; readonly content: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly code: RemoteCode }

/** The service's codes for what a person does. FACTS: D40000 cancelled, D40001 rejected, D40003 timeout. */
const personCodes: Readonly<Record<string, RemoteCode | undefined>> = {
  D40000: 'REMOTE_CANCELLED',
  D40001: 'REMOTE_REJECTED',
  D40003: 'REMOTE_TIMEOUT',
}

/** What a result code that is not `D00000` means. */
export function refusalOf(code: unknown): RemoteCode {
  if (typeof code !== 'string') return 'REMOTE_ANSWER_MALFORMED'
  return personCodes[code] ?? 'REMOTE_AUTHORISATION_FAILED'
}

/** Requests to iAM Smart: JSON in `content`, signed by HMAC in the headers. */
export class IamSmartConnection {
  readonly #client: IamSmartClient
  readonly #service: ServiceConnection
  readonly #clock: Clock

  constructor(client: IamSmartClient, clock: Clock) {
    this.#client = client
    this.#service = new ServiceConnection(client)
    this.#clock = clock
  }

  async post(path: string, content: object, signal: AbortSignal): Promise<IamSmartAnswer> {
    const { cipher } = this.#client
    const body = JSON.stringify(
      cipher ? { content: await cipher.seal(JSON.stringify(content)) } : content,
    )
    const answer = await this.#service.post({
      path: `/api/v1${path}`,
      headers: this.#signed(body),
      body: { mediaType: 'application/json', text: body },
      signal,
    })
    if (answer.kind === 'unavailable') return { kind: 'refused', code: 'REMOTE_UNAVAILABLE' }
    if (answer.kind === 'malformed') return { kind: 'refused', code: 'REMOTE_ANSWER_MALFORMED' }
    return this.read(answer.json)
  }

  /** Reads `{code, content}`, as an answer and a callback have it. */
  async read(json: Readonly<Record<string, unknown>>): Promise<IamSmartAnswer> {
    if (json['code'] !== 'D00000') return { kind: 'refused', code: refusalOf(json['code']) }
    const content = await this.#opened(json['content'])
    return content
      ? { kind: 'answered', content }
      : { kind: 'refused', code: 'REMOTE_ANSWER_MALFORMED' }
  }

  async #opened(content: unknown): Promise<Readonly<Record<string, unknown>> | undefined> {
    const { cipher } = this.#client
    if (!cipher) return isObject(content) ? content : content === undefined ? {} : undefined
    if (typeof content !== 'string') return undefined
    try {
      return jsonObject(new TextEncoder().encode(await cipher.open(content)))
    } catch {
      // What a stranger sends may be no ciphertext at all.
      return undefined
    }
  }

  #signed(body: string): Readonly<Record<string, string>> {
    const { clientId, clientSecret } = this.#client
    const method = 'HmacSHA256'
    const timestamp = String(this.#clock())
    const nonce = randomUUID()
    const signature = createHmac('sha256', clientSecret)
      .update(`${clientId}${method}${timestamp}${nonce}${body}`)
      .digest('base64')
    return { clientid: clientId, signaturemethod: method, timestamp, nonce, signature }
  }
}
