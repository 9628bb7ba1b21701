import { createHash, randomBytes } from 'node:crypto'
import type { IssuedCertificate } from '../sandbox/issued-certificate.js'
import {
  approvalPage,
  jsonBody,
  type LoopbackAnswer,
  type LoopbackRequest,
  serveLoopback,
} from './loopback-server.js'
import { otherDigest, signDigest, type SignedHash } from './sign-digest.js'

/**
 * How the service can go wrong: `wrong-hash` signs another digest, `wrong-certificate` signs with another credential's key,
 * `swapped` gives the signatures of a batch in another order, `too-few` leaves one out, `sad-refused` refuses every SAD,
 * `token-refused` every code, `locked` every authorisation, `disabled` calls its keys so, `no-credentials` lists none,
 * `not-base64` and `html` answer outside the contract, `http-500` and `timeout` do not answer.
 */
export type CscFault =
  | 'wrong-hash'
  | 'wrong-certificate'
  | 'swapped'
  | 'too-few'
  | 'sad-refused'
  | 'token-refused'
  | 'locked'
  | 'disabled'
  | 'no-credentials'
  | 'not-base64'
  | 'html'
  | 'http-500'
  | 'timeout'

export interface SandboxCscOptions {
  /** What the one user of this service holds, RSA keys; the first also signs under `wrong-certificate` for the others. */
  readonly credentials: readonly IssuedCertificate[]
  readonly clientId: string
  readonly clientSecret: string
  /** Where the authorisation server sends people back to, one address or several; others are refused. */
  readonly redirectUri: string | readonly string[]
  /** `page` shows a page with yes and no; `approve` and `reject` answer for the person. Default `page`. */
  readonly person?: 'page' | 'approve' | 'reject'
  /** Default `oauth2code`. In `explicit` mode `authorize` answers with a handle until `approve()`, or at once with a `pin`. */
  readonly mode?: 'oauth2code' | 'explicit'
  /** For `explicit` mode: the PIN that `authData` has to give. */
  readonly pin?: string
  /** OIDs for `key/algo`; default sha256WithRSA to sha512WithRSA. */
  readonly algorithms?: readonly string[]
  /** Default 10. */
  readonly multisign?: number
}

/** A remote signing service for tests, CSC API v2 over http on loopback. */
export interface SandboxCsc {
  /** For `oauthUrl`. */
  readonly url: string
  /** For `baseUrl`: `…/csc/v2`. */
  readonly baseUrl: string
  /** Method and path of every request, oldest first. */
  readonly requests: readonly string[]
  /** The answer of the person to what waits in `explicit` mode. */
  approve(): void
  reject(): void
  setPerson(person: 'page' | 'approve' | 'reject'): void
  setFault(fault: CscFault | null): void
  close(): Promise<void>
}

interface Grant {
  readonly scope: 'service' | 'credential'
  readonly challenge: string
  readonly redirectUri: string
  readonly credentialId: string
  /** base64, in order. */
  readonly hashes: readonly string[]
}

const hashByOid: Readonly<Record<string, SignedHash | undefined>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
}

/** Starts the service. It keeps to the standard: codes, SAD and tokens are good once, for what they were given for. */
export async function serveSandboxCsc(options: SandboxCscOptions): Promise<SandboxCsc> {
  const service = new Csc(options)
  const server = await serveLoopback((request) => service.answer(request))
  return {
    url: server.url,
    baseUrl: `${server.url}/csc/v2`,
    requests: service.requests,
    approve: () => service.decide('approved'),
    reject: () => service.decide('rejected'),
    setPerson: (person) => (service.person = person),
    setFault: (fault) => (service.fault = fault),
    close: () => server.close(),
  }
}

const bad = (error: string): LoopbackAnswer => ({ status: 400, body: { error } })

class Csc {
  readonly requests: string[] = []
  person: 'page' | 'approve' | 'reject'
  fault: CscFault | null = null
  readonly #options: SandboxCscOptions
  readonly #codes = new Map<string, Grant>()
  readonly #serviceTokens = new Set<string>()
  /** SAD → what it is good for. */
  readonly #sads = new Map<string, Pick<Grant, 'credentialId' | 'hashes'>>()
  /** Handles of `credentials/authorize` on their way. */
  readonly #handles = new Map<
    string,
    Pick<Grant, 'credentialId' | 'hashes'> & { answer: 'waiting' | 'approved' | 'rejected' }
  >()

  constructor(options: SandboxCscOptions) {
    this.#options = options
    this.person = options.person ?? 'page'
  }

  decide(answer: 'approved' | 'rejected'): void {
    for (const handle of this.#handles.values()) handle.answer = answer
  }

  answer(request: LoopbackRequest): Promise<LoopbackAnswer | undefined> {
    const { method, path } = request
    this.requests.push(`${method} ${path}`)
    if (this.fault === 'timeout') return Promise.resolve(undefined)
    if (this.fault === 'http-500') return Promise.resolve({ status: 500, body: {} })
    if (this.fault === 'html') return Promise.resolve({ status: 200, body: '<h1>Maintenance</h1>' })
    return Promise.resolve(this.#route(request))
  }

  #route(request: LoopbackRequest): LoopbackAnswer {
    const { method, path } = request
    if (method === 'GET' && path === '/oauth2/authorize') return this.#authorize(request.query)
    if (method !== 'POST') return { status: 404, body: {} }
    if (path === '/oauth2/token') return this.#token(new URLSearchParams(request.body))
    const token = /^Bearer (.+)$/.exec(String(request.headers['authorization']))?.[1] ?? ''
    if (!this.#serviceTokens.has(token)) return { status: 401, body: { error: 'invalid_token' } }
    const json = jsonBody(request)
    switch (path) {
      case '/csc/v2/credentials/list':
        return { status: 200, body: { credentialIDs: this.#ids() } }
      case '/csc/v2/credentials/info':
        return this.#info(json)
      case '/csc/v2/credentials/authorize':
        return this.#authorizeCredential(json)
      case '/csc/v2/credentials/authorizeCheck':
        return this.#check(json)
      case '/csc/v2/signatures/signHash':
        return this.#signHash(json)
      default:
        return { status: 501, body: {} }
    }
  }

  #ids(): readonly string[] {
    if (this.fault === 'no-credentials') return []
    return this.#options.credentials.map(({ serialNumber }) => `SANDBOX-${serialNumber}`)
  }

  #credential(id: unknown): IssuedCertificate | undefined {
    return this.#options.credentials[this.#ids().indexOf(String(id))]
  }

  /** The person's page, or their answer. */
  #authorize(query: URLSearchParams): LoopbackAnswer {
    const get = (name: string): string => query.get(name) ?? ''
    const redirectUri = get('redirect_uri')
    const registered = [this.#options.redirectUri].flat()
    const known = get('client_id') === this.#options.clientId && registered.includes(redirectUri)
    const pkce = get('code_challenge_method') === 'S256' && get('code_challenge').length === 43
    if (!known || !pkce || get('response_type') !== 'code') {
      return { status: 400, body: '<h1>Sandbox: this request is not one of a known client</h1>' }
    }
    const scope = get('scope')
    if (scope !== 'service' && scope !== 'credential') {
      return this.#back(query, { error: 'invalid_scope' })
    }
    const hashes = get('hashes')
      .split(',')
      .filter((hash) => hash !== '')
      .map((hash) => Buffer.from(hash, 'base64url').toString('base64'))
    if (scope === 'credential') {
      const enough = hashes.length > 0 && get('numSignatures') === String(hashes.length)
      if (!this.#credential(get('credentialID')) || !enough) {
        return this.#back(query, { error: 'invalid_request' })
      }
    }
    const decision = query.get('sandbox_decision') ?? this.person
    if (decision === 'reject') return this.#back(query, { error: 'access_denied' })
    if (decision !== 'approve') return this.#page(query, hashes.length)
    const code = randomBytes(16).toString('hex')
    const challenge = get('code_challenge')
    const credentialId = get('credentialID')
    this.#codes.set(code, { scope, challenge, redirectUri, credentialId, hashes })
    return this.#back(query, { code })
  }

  #page(query: URLSearchParams, count: number): LoopbackAnswer {
    const choose = (decision: string): string =>
      `/oauth2/authorize?${query.toString()}&sandbox_decision=${decision}`
    const what =
      query.get('scope') === 'service'
        ? 'A website asks which signing certificates you have here.'
        : `A website asks you to sign ${count} document(s).`
    const choices = [
      { label: 'Approve', url: choose('approve') },
      { label: 'Reject', url: choose('reject') },
    ]
    return { status: 200, body: approvalPage('Sandbox signing service', [what], choices) }
  }

  #back(query: URLSearchParams, values: Readonly<Record<string, string>>): LoopbackAnswer {
    const url = new URL(query.get('redirect_uri') ?? '')
    const state = query.get('state')
    for (const [name, value] of Object.entries({ ...values, ...(state !== null && { state }) })) {
      url.searchParams.set(name, value)
    }
    return { status: 302, location: url.href }
  }

  #token(form: URLSearchParams): LoopbackAnswer {
    const code = form.get('code') ?? ''
    const grant = this.#codes.get(code)
    this.#codes.delete(code)
    const { clientId, clientSecret } = this.#options
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const known = form.get('client_id') === clientId && form.get('client_secret') === clientSecret
    if (!known) return bad('invalid_client')
    const fits = grant?.challenge === verifier && form.get('redirect_uri') === grant.redirectUri
    if (!fits || this.fault === 'token-refused') return bad('invalid_grant')
    const token = randomBytes(24).toString('base64url')
    if (grant.scope === 'service') this.#serviceTokens.add(token)
    else this.#sads.set(token, grant)
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 300 } }
  }

  #info({ credentialID }: Readonly<Record<string, unknown>>): LoopbackAnswer {
    const credential = this.#credential(credentialID)
    if (!credential) return bad('invalid_request')
    const { mode = 'oauth2code', pin, multisign = 10, algorithms } = this.#options
    const certificates = [credential.certificate, ...credential.chain].map((bytes) =>
      Buffer.from(bytes).toString('base64'),
    )
    const defaults = ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13']
    const objects = pin === undefined ? [] : [{ type: 'Password', id: 'PIN', format: 'N' }]
    return {
      status: 200,
      body: {
        key: {
          status: this.fault === 'disabled' ? 'disabled' : 'enabled',
          algo: algorithms ?? defaults,
          len: 2048,
        },
        cert: { status: 'valid', certificates },
        auth: { mode, ...(mode === 'explicit' && { objects }) },
        multisign,
      },
    }
  }

  #authorizeCredential(json: Readonly<Record<string, unknown>>): LoopbackAnswer {
    const { credentialID, numSignatures, hashes, authData } = json
    const { mode, pin } = this.#options
    const listed = Array.isArray(hashes) ? (hashes as readonly string[]) : []
    if (mode !== 'explicit' || this.fault === 'locked') return bad('invalid_request')
    if (!this.#credential(credentialID) || numSignatures !== listed.length) {
      return bad('invalid_request')
    }
    const about = { credentialId: String(credentialID), hashes: listed }
    if (pin !== undefined) {
      const given = Array.isArray(authData)
        ? (authData as readonly { id?: unknown; value?: unknown }[])
        : []
      const right = given.some(({ id, value }) => id === 'PIN' && value === pin)
      return right ? this.#sad(about) : bad('invalid_authentication_data')
    }
    const handle = randomBytes(16).toString('hex')
    this.#handles.set(handle, { ...about, answer: 'waiting' })
    return { status: 202, body: { handle } }
  }

  #check({ handle }: Readonly<Record<string, unknown>>): LoopbackAnswer {
    const waiting = this.#handles.get(String(handle))
    switch (waiting?.answer) {
      case undefined:
        return bad('invalid_request')
      case 'waiting':
        return { status: 202, body: { handle } }
      case 'rejected':
        return bad('access_denied')
      case 'approved':
        this.#handles.delete(String(handle))
        return this.#sad(waiting)
    }
  }

  #sad(about: Pick<Grant, 'credentialId' | 'hashes'>): LoopbackAnswer {
    const sad = randomBytes(24).toString('base64url')
    this.#sads.set(sad, about)
    return { status: 200, body: { SAD: sad, expiresIn: 300 } }
  }

  #signHash(json: Readonly<Record<string, unknown>>): LoopbackAnswer {
    const { credentialID, SAD: sad, hashes, signAlgo, hashAlgorithmOID } = json
    const grant = this.#sads.get(String(sad))
    this.#sads.delete(String(sad))
    const signer = this.#credential(credentialID)
    const listed = Array.isArray(hashes) ? (hashes as readonly string[]) : []
    const authorised =
      grant?.credentialId === credentialID && grant?.hashes.join() === listed.join()
    const hash = hashByOid[String(signAlgo)] ?? hashByOid[String(hashAlgorithmOID)]
    if (!authorised || !signer || !hash || this.fault === 'sad-refused') {
      return bad('invalid_request')
    }
    const [first = signer] = this.#options.credentials.filter((each) => each !== signer)
    const key = this.fault === 'wrong-certificate' ? first : signer
    const signatures = listed.map((text) => {
      const digest = new Uint8Array(Buffer.from(text, 'base64'))
      const signed = this.fault === 'wrong-hash' ? otherDigest(digest) : digest
      return Buffer.from(signDigest(key, signed, hash)).toString('base64')
    })
    if (this.fault === 'swapped') signatures.reverse()
    if (this.fault === 'too-few') signatures.pop()
    if (this.fault === 'not-base64') signatures[0] = '* not base64 *'
    return { status: 200, body: { signatures } }
  }
}
