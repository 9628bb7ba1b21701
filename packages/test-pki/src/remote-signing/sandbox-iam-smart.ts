import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { IssuedCertificate } from '../sandbox/issued-certificate.js'
import {
  approvalPage,
  jsonBody,
  type LoopbackAnswer,
  type LoopbackRequest,
  serveLoopback,
} from './loopback-server.js'
import { otherDigest, signDigest, signHashedAgain } from './sign-digest.js'

/**
 * How the service can go wrong: `wrong-hash` signs another digest and hides it, `says-other-hash` names another one,
 * `wrong-certificate` gives a certificate that the key does not belong to, `other-person` lets somebody else sign,
 * `changing-certificate` signs with a newly issued one each time, `other-business` answers about another transaction,
 * `other-hkic` names another identity card, `not-base64`, `html`, `http-500` and `timeout` as they say.
 */
export type IamSmartFault =
  | 'wrong-hash'
  | 'says-other-hash'
  | 'wrong-certificate'
  | 'other-person'
  | 'changing-certificate'
  | 'other-business'
  | 'other-hkic'
  | 'not-base64'
  | 'html'
  | 'http-500'
  | 'timeout'

/** Somebody with an account and an iAM Smart-Cert look-alike. */
export interface SandboxIamSmartPerson {
  readonly openId: string
  readonly accessToken: string
  /** base64 of SHA-256, as the portal sends it. */
  readonly hkicHash: string
  /** RSA, of kind `iam-smart-cert`. */
  readonly certificate: IssuedCertificate
}

export interface SandboxIamSmartOptions {
  readonly people: readonly SandboxIamSmartPerson[]
  readonly clientId: string
  readonly clientSecret: string
  /** Whether `hashCode` is signed as it is, or hashed first. Default `as-given`. */
  readonly hashing?: 'as-given' | 'hashed-again'
  /** Who signs under `other-person`, and whose certificate is given under `wrong-certificate`. */
  readonly stranger?: IssuedCertificate
  /** Issues the next certificate under `changing-certificate`. */
  readonly issue?: () => Promise<IssuedCertificate>
}

/** A transaction that waits for its person. */
export interface SandboxIamSmartPending {
  readonly businessId: string
  readonly ticketId: string
  /** 識別碼 as the app shows it. */
  readonly identificationCode: string
  readonly documentName: string
  readonly serviceName: string
  readonly source: string
  /** The octets to be signed. */
  readonly hashCode: Uint8Array
}

/** iAM Smart hash signing for tests, over http on loopback. */
export interface SandboxIamSmart {
  readonly url: string
  /** Method and path of every request, oldest first. */
  readonly requests: readonly string[]
  /** What waits in the app, oldest first. */
  pending(): readonly SandboxIamSmartPending[]
  /** The person approves the latest transaction; resolved when the portal has the result. */
  approve(): Promise<void>
  /** D40001. */
  reject(): Promise<void>
  /** D40000. */
  cancel(): Promise<void>
  /** D40003. */
  expire(): Promise<void>
  setFault(fault: IamSmartFault | null): void
  /** Where a browser opens the transaction's approval page; the portal's `openUrl`. */
  openUrl(ticket: { readonly ticketId: string }): string
  close(): Promise<void>
}

interface Transaction extends SandboxIamSmartPending {
  readonly person: SandboxIamSmartPerson
  readonly anonymous: boolean
  readonly redirectUri: string
  readonly state: string
  readonly asked: string
  /** Ready for `getResult`, once. */
  result?: object
}

/** Starts the service. */
export async function serveSandboxIamSmart(
  options: SandboxIamSmartOptions,
): Promise<SandboxIamSmart> {
  const service = new IamSmart(options)
  const server = await serveLoopback((request) => service.answer(request))
  return {
    url: server.url,
    requests: service.requests,
    pending: () => [...service.transactions],
    approve: async () => service.tell(await service.decide('D00000')),
    reject: async () => service.tell(await service.decide('D40001')),
    cancel: async () => service.tell(await service.decide('D40000')),
    expire: async () => service.tell(await service.decide('D40003')),
    setFault: (fault) => (service.fault = fault),
    openUrl: ({ ticketId }) => `${server.url}/approve?ticketID=${encodeURIComponent(ticketId)}`,
    close: () => server.close(),
  }
}

type Code = 'D00000' | 'D40000' | 'D40001' | 'D40003'

interface Decided {
  readonly transaction: Transaction
  readonly message: Readonly<Record<string, unknown>>
}

class IamSmart {
  readonly requests: string[] = []
  readonly transactions: Transaction[] = []
  fault: IamSmartFault | null = null
  readonly #options: SandboxIamSmartOptions
  readonly #decided = new Map<string, Transaction>()

  constructor(options: SandboxIamSmartOptions) {
    this.#options = options
  }

  async answer(request: LoopbackRequest): Promise<LoopbackAnswer | undefined> {
    const { method, path } = request
    this.requests.push(`${method} ${path}`)
    if (this.fault === 'timeout') return undefined
    if (this.fault === 'http-500') return { status: 500, body: {} }
    if (this.fault === 'html') return { status: 200, body: '<h1>Maintenance</h1>' }
    if (method === 'GET' && path === '/approve') return this.#page(request.query)
    if (method !== 'POST' || !this.#isSigned(request)) {
      return { status: 200, body: { code: 'D10001', msg: 'signature of the request' } }
    }
    const content = jsonBody(request)
    switch (path) {
      case '/api/v1/account/signing/initiateRequest':
      case '/api/v1/anonymous/signing/initiateRequest':
        return this.#initiate(content, path.includes('/anonymous/'))
      case '/api/v1/anonymous/signing/getResult':
        return this.#getResult(content)
      case '/api/v1/account/signing/ackResult':
        return { status: 200, body: { code: 'D00000', content: {} } }
      default:
        return { status: 404, body: {} }
    }
  }

  /** HMAC over client id, method, time, nonce and body. */
  #isSigned({ headers, body }: LoopbackRequest): boolean {
    const { clientId, clientSecret } = this.#options
    const of = (name: string): string => String(headers[name])
    const text = `${of('clientid')}${of('signaturemethod')}${of('timestamp')}${of('nonce')}${body}`
    const expected = createHmac('sha256', clientSecret).update(text).digest('base64')
    return of('clientid') === clientId && of('signature') === expected
  }

  #initiate(content: Readonly<Record<string, unknown>>, anonymous: boolean): LoopbackAnswer {
    const text = (name: string): string => {
      const value = content[name]
      return typeof value === 'string' ? value : ''
    }
    const person = this.#options.people.find((each) =>
      anonymous
        ? each.hkicHash === text('HKICHash')
        : each.openId === text('openID') && each.accessToken === text('accessToken'),
    )
    const hashCode = new Uint8Array(Buffer.from(text('hashCode'), 'base64'))
    const strange = text('HKICHash') !== '' && text('HKICHash') !== person?.hkicHash
    const sized = this.#options.hashing === 'hashed-again' || hashCode.length === 32
    if (!person || strange || !sized || text('sigAlgo') !== 'SHA256withRSA') {
      return { status: 200, body: { code: 'D20001', msg: 'refused' } }
    }
    const ticketId = randomBytes(16).toString('hex')
    const subject = anonymous
      ? Buffer.from(`${person.hkicHash}${this.#options.clientId}`)
      : createHash('sha256').update(person.openId).digest()
    this.transactions.push({
      ...{ person, anonymous, ticketId, hashCode },
      businessId: text('businessID'),
      identificationCode: codeFor(hashCode, subject),
      documentName: text('documentName'),
      serviceName: text('serviceName'),
      source: text('source'),
      redirectUri: text('redirectURI'),
      state: text('state'),
      asked: text('hashCode'),
    })
    return {
      status: 200,
      body: { code: 'D00000', content: { authByQR: false, ticketID: ticketId } },
    }
  }

  async decide(code: Code, ticketId?: string): Promise<Decided> {
    const at = this.transactions.findLastIndex(
      (each) => ticketId === undefined || each.ticketId === ticketId,
    )
    const transaction = this.transactions[at]
    if (!transaction) throw new RangeError('Nothing waits for an answer.')
    this.transactions.splice(at, 1)
    const { state } = transaction
    if (code !== 'D00000') return { transaction, message: { code, state } }
    const content = await this.#result(transaction)
    return { transaction, message: { code, state, content } }
  }

  /** Brings the portal what was decided: a call for accounts, a returning browser otherwise. */
  async tell({ transaction, message }: Decided): Promise<void> {
    const { anonymous, redirectUri } = transaction
    if (anonymous) {
      throw new RangeError('Without an account the browser comes back: follow openUrl.')
    }
    await fetch(redirectUri, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    })
  }

  async #result(transaction: Transaction): Promise<object> {
    const { person, hashCode, asked } = transaction
    const { hashing = 'as-given', stranger = person.certificate, issue } = this.#options
    const { fault } = this
    const signer =
      fault === 'other-person'
        ? stranger
        : fault === 'changing-certificate' && issue
          ? await issue()
          : person.certificate
    const signed = fault === 'wrong-hash' ? otherDigest(hashCode) : hashCode
    const signature =
      hashing === 'as-given'
        ? signDigest(signer, signed, 'SHA-256')
        : signHashedAgain(signer, signed)
    const { certificate } = fault === 'wrong-certificate' ? stranger : signer
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
    return {
      businessID:
        fault === 'other-business' ? randomBytes(16).toString('hex') : transaction.businessId,
      state: transaction.state,
      hashCode: fault === 'says-other-hash' ? base64(otherDigest(hashCode)) : asked,
      HKICHash: fault === 'other-hkic' ? base64(otherDigest(hashCode)) : person.hkicHash,
      signature: fault === 'not-base64' ? '* not base64 *' : base64(signature),
      cert: base64(certificate),
    }
  }

  #getResult({ businessID }: Readonly<Record<string, unknown>>): LoopbackAnswer {
    const transaction = this.#decided.get(String(businessID))
    this.#decided.delete(String(businessID))
    return { status: 200, body: transaction?.result ?? { code: 'D20001', msg: 'unknown' } }
  }

  async #page(query: URLSearchParams): Promise<LoopbackAnswer> {
    const ticketId = query.get('ticketID') ?? ''
    const transaction = this.transactions.find((each) => each.ticketId === ticketId)
    if (!transaction) return { status: 404, body: '<h1>Sandbox: nothing waits here</h1>' }
    const decision = query.get('decision')
    if (decision === null) {
      const choose = (code: Code): string =>
        `/approve?ticketID=${encodeURIComponent(ticketId)}&decision=${code}`
      const body = approvalPage(
        'Sandbox iAM Smart 智方便',
        [
          `Identification code 識別碼: ${transaction.identificationCode}`,
          transaction.serviceName,
          transaction.documentName,
        ],
        [
          { label: 'Approve 授權', url: choose('D00000') },
          { label: 'Reject 拒絕', url: choose('D40001') },
        ],
      )
      return { status: 200, body }
    }
    const code = decision === 'D00000' ? 'D00000' : 'D40001'
    const decided = await this.decide(code, ticketId)
    if (!transaction.anonymous) {
      await this.tell(decided)
      return { status: 200, body: approvalPage('Sandbox iAM Smart 智方便', ['Done 完成'], []) }
    }
    transaction.result = decided.message
    this.#decided.set(transaction.businessId, transaction)
    const url = new URL(transaction.redirectUri)
    url.searchParams.set('state', transaction.state)
    url.searchParams.set('businessID', transaction.businessId)
    if (code !== 'D00000') url.searchParams.set('error_code', code)
    return { status: 302, location: url.href }
  }
}

/** 識別碼: four digits out of what is signed and for whom. */
function codeFor(hashCode: Uint8Array, subject: Uint8Array): string {
  const joined = createHash('sha512')
    .update(Buffer.concat([hashCode, subject]))
    .digest()
  const octets = createHash('md5').update(joined).digest('hex')
  return [0, 8, 16, 24].map((at) => String(parseInt(octets[at] ?? '0', 16) % 10)).join('')
}
