import { createHash, randomBytes } from 'node:crypto'
import { type Locale, sameOctets, type SignatureRequest } from '@chopmark/core'
import { type Clock, systemClock } from '../../clock.js'
import { type NodeCryptoForm, nodeCrypto } from '../../crypto/node-crypto.js'
import { hashed } from '../../crypto/hashed.js'
import type { RemoteCode } from '../remote-code.js'
import type {
  PreparedSignatures,
  RemoteContext,
  RemoteMessage,
  RemoteSigner,
  RemoteSignRequest,
  RemoteStep,
} from '../remote-signer.js'
import { bytesFromBase64, isObject, toBase64 } from '../service-connection.js'
import { maxCertificateBytes, signingKeyOf, verifies } from '../signing-key.js'
import { browserSource } from './browser-source.js'
import { type IamSmartClient, IamSmartConnection, refusalOf } from './iam-smart-connection.js'
import { identificationCode } from './identification-code.js'
import { type KnownCertificates, knownCertificatesInMemory } from './known-certificates.js'

/** The person at iAM Smart, as the portal knows them. */
export type IamSmartPerson =
  /** Logged in to the portal with iAM Smart, scope `eidapi_sign`. */
  | {
      readonly kind: 'account'
      readonly openId: string
      readonly accessToken: string
      /** See `hkicHash`; then the service compares it, too. */
      readonly hkicHash?: string
    }
  /** Not logged in: the service finds the person by the number of their identity card alone. */
  | { readonly kind: 'anonymous'; readonly hkicHash: string }

/**
 * What the service does with `hashCode`. Its documents speak of a hash that is signed, its sample code verifies as if the
 * octets sent were hashed once more; no public text settles it.
 * - `as-given`: the digest goes into DigestInfo as it is. We send SHA-256 of the attributes.
 * - `hashed-again`: the octets sent are hashed first. We send the attributes themselves, so that the one hashing left is theirs.
 * With the wrong setting the signature verifies over the digest's octets and no CMS can carry it: `REMOTE_DOUBLE_HASHED`.
 */
export type IamSmartHashing = 'as-given' | 'hashed-again'

export interface IamSmartSettings extends IamSmartClient {
  /** Default `iam-smart`. */
  readonly id?: string
  /**
   * Who is asked by this request, in this session of the portal; undefined: nobody who could sign. A request with a `dialogOrigin` is
   * answered in a session of the dialog's, of which the portal knows nothing: for whom you made it, its `id` tells you.
   */
  readonly person: (
    session: string,
    request: SignatureRequest,
  ) => Promise<IamSmartPerson | undefined>
  /** Shown by the app beside the document's name. */
  readonly department: string
  /** In which language the app is given the purpose; default Traditional Chinese. */
  readonly locale?: Locale
  /** Default `as-given`; ask the service, or try once in its test environment. */
  readonly hashing?: IamSmartHashing
  /**
   * CA certificates to carry with each signature, the issuer first, DER: the service gives the signer's alone. Absent: the
   * portal has to find them, among its imported ones or from the CA.
   */
  readonly issuers?: readonly Uint8Array[]
  /** Default: in memory. */
  readonly knownCertificates?: KnownCertificates
  /** The address that opens the app or shows its QR code for a ticket; absent: the app tells the person by itself. */
  readonly openUrl?: (ticket: { readonly ticketId: string; readonly byQr: boolean }) => string
  /** Names of the result's members; the public sources do not show them. Default `signature` and `cert`, both base64. */
  readonly resultFields?: { readonly signature?: string; readonly certificate?: string }
  readonly clock?: Clock
}

/** A transaction that the person is asked about. */
interface Asked {
  readonly person: IamSmartPerson
  /** Random, for this transaction alone; the service names it in its result. */
  readonly businessId: string
  /** The octets sent as `hashCode`. */
  readonly sent: Uint8Array
  /** What a good signature covers: the attributes, or the challenge of the first step. */
  readonly covered: Uint8Array
  /** Absent in the first step, which learns the certificate. */
  readonly prepared?: PreparedSignatures
  /** How many more transactions this run may ask. */
  readonly asksLeft: number
  readonly redirectUrl?: string
}

type Step = RemoteStep<Asked>

const algorithm = { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
const maxSignatureBytes = 1024
/** No DER SET: what is signed over it can never be taken for the attributes of a document's signature. */
const challengeText = 'Chopmark: shows which certificate signs. Approves no document.\0'
const maxIdLength = 256

const refused = (code: RemoteCode): Step => ({ kind: 'refused', code })

/**
 * Signs with iAM Smart (智方便數碼簽署), whose hash signing gives a raw RSA signature and the person's certificate.
 * CAdES names the signing certificate inside what is signed, but the certificate comes with the signature. So: a certificate
 * known from an earlier accepted signature is named at once, and one approval does; for somebody new, or after a renewal, a
 * first transaction signs a challenge of ours that is no document's attributes, only to learn the certificate, and a second
 * one signs. Never more than two. Nothing that comes back is trusted: the portal validates in full afterwards.
 * @throws UsageError `INVALID_SERVICE_URL`.
 */
export function iamSmartSigner(settings: IamSmartSettings): RemoteSigner<Asked> {
  return new IamSmartSigner(settings)
}

class IamSmartSigner implements RemoteSigner<Asked> {
  readonly id: string
  readonly maxDocuments = 1
  readonly #settings: IamSmartSettings
  readonly #connection: IamSmartConnection
  readonly #known: KnownCertificates
  readonly #crypto: NodeCryptoForm = nodeCrypto()

  constructor(settings: IamSmartSettings) {
    this.id = settings.id ?? 'iam-smart'
    this.#settings = settings
    this.#connection = new IamSmartConnection(settings, settings.clock ?? systemClock)
    this.#known = settings.knownCertificates ?? knownCertificatesInMemory()
  }

  async start(request: RemoteSignRequest, context: RemoteContext): Promise<Step> {
    const person = await this.#personOf(request)
    if (!person) return refused('REMOTE_NOT_LOGGED_IN')
    const certificate = await this.#known.get(accountOf(person))
    return certificate
      ? this.#askToSign(person, certificate, 2, request, context)
      : this.#askForCertificate(person, request, context)
  }

  poll(state: Asked): Promise<Step> {
    return Promise.resolve(this.#waiting(state))
  }

  keyOf({ values }: RemoteMessage): string | undefined {
    // A result's content may be encrypted; the state stands beside it.
    const content = isObject(values['content']) ? values['content'] : {}
    const state = values['state'] ?? content['state']
    return typeof state === 'string' ? state : undefined
  }

  async receive(
    state: Asked,
    message: RemoteMessage,
    request: RemoteSignRequest,
    context: RemoteContext,
  ): Promise<Step> {
    const { person } = state
    if (message.kind === 'redirect') {
      const { error_code: error } = message.values
      if (error !== undefined) return refused(refusalOf(error))
      // With a login the result comes by a call of its own; the person is only back early.
      if (person.kind === 'account') return this.#waiting(state)
    }
    const answer =
      person.kind === 'anonymous'
        ? await this.#connection.post(
            '/anonymous/signing/getResult',
            { businessID: state.businessId },
            context.signal,
          )
        : await this.#connection.read(message.values)
    if (answer.kind === 'refused') return refused(answer.code)
    const step = await this.#result(state, answer.content, request, context)
    if (person.kind === 'account') this.#acknowledge(state, person, context)
    return step
  }

  async accepted(request: RemoteSignRequest, certificate: Uint8Array): Promise<void> {
    const person = await this.#personOf(request)
    if (person) await this.#known.put(accountOf(person), certificate)
  }

  #personOf({
    session,
    documents: [{ request }],
  }: RemoteSignRequest): Promise<IamSmartPerson | undefined> {
    return this.#settings.person(session, request)
  }

  /** The signature and the certificate, compared with what was asked, in the order in which one makes sense of the other. */
  async #result(
    state: Asked,
    content: Readonly<Record<string, unknown>>,
    request: RemoteSignRequest,
    context: RemoteContext,
  ): Promise<Step> {
    const { businessID, hashCode, HKICHash } = content
    const fields = { signature: 'signature', certificate: 'cert', ...this.#settings.resultFields }
    const { person, businessId, sent, covered, prepared, asksLeft } = state
    if (businessID !== businessId) return refused('REMOTE_ANSWER_MALFORMED')
    if (hashCode !== undefined && hashCode !== toBase64(sent)) {
      return refused('REMOTE_HASH_MISMATCH')
    }
    if (HKICHash !== undefined && HKICHash !== person.hkicHash) {
      return refused('REMOTE_CERTIFICATE_MISMATCH')
    }
    const signature = bytesFromBase64(content[fields.signature], maxSignatureBytes)
    const certificate = bytesFromBase64(content[fields.certificate], maxCertificateBytes)
    const key = certificate && signingKeyOf(certificate)
    if (!signature || !certificate || !key) return refused('REMOTE_ANSWER_MALFORMED')
    if (!verifies(this.#crypto, key, algorithm, covered, signature)) {
      // What the samples' reading would give: the octets that were sent, hashed once more.
      const again = verifies(this.#crypto, key, algorithm, sent, signature)
      return refused(again ? 'REMOTE_DOUBLE_HASHED' : 'REMOTE_SIGNATURE_BROKEN')
    }
    if (prepared && sameOctets(certificate, prepared.certificate)) {
      return { kind: 'signed', prepared, signatures: [signature] }
    }
    // The attributes name no certificate yet, or an earlier one of a person whose certificate was renewed.
    if (asksLeft === 0) return refused('REMOTE_CERTIFICATE_MISMATCH')
    return this.#askToSign(person, certificate, asksLeft, request, context)
  }

  /** The first step for somebody new: a signature over a challenge, which shows the certificate and binds nobody to anything. */
  #askForCertificate(
    person: IamSmartPerson,
    request: RemoteSignRequest,
    context: RemoteContext,
  ): Promise<Step> {
    const covered = new Uint8Array(
      Buffer.concat([new TextEncoder().encode(challengeText), randomBytes(32)]),
    )
    return this.#ask({ person, covered, asksLeft: 1 }, request, context)
  }

  #askToSign(
    person: IamSmartPerson,
    certificate: Uint8Array,
    asksLeft: number,
    request: RemoteSignRequest,
    context: RemoteContext,
  ): Promise<Step> {
    const prepared = request.prepare({
      certificate,
      chain: this.#settings.issuers ?? [],
      algorithm,
    })
    const covered = prepared?.documents[0]?.attributes
    if (!prepared || !covered) return Promise.resolve(refused('REMOTE_NOT_SUITABLE'))
    return this.#ask({ person, covered, prepared, asksLeft: asksLeft - 1 }, request, context)
  }

  async #ask(
    about: Pick<Asked, 'person' | 'covered' | 'prepared' | 'asksLeft'>,
    request: RemoteSignRequest,
    { nextKey, callbackUrl, signal }: RemoteContext,
  ): Promise<Step> {
    const { person, covered } = about
    const { department, hashing = 'as-given', locale = 'zh-Hant-HK', openUrl } = this.#settings
    const sent = hashing === 'as-given' ? hashed('SHA-256', covered) : covered
    const businessId = randomBytes(16).toString('hex')
    const [{ request: asked }] = request.documents
    const path = person.kind === 'anonymous' ? '/anonymous/signing' : '/account/signing'
    const answer = await this.#connection.post(
      `${path}/initiateRequest`,
      {
        businessID: businessId,
        ...(person.kind === 'account' && {
          accessToken: person.accessToken,
          openID: person.openId,
        }),
        source: browserSource(request.userAgent),
        redirectURI: callbackUrl,
        state: nextKey(),
        hashCode: toBase64(sent),
        sigAlgo: 'SHA256withRSA',
        ...(person.hkicHash !== undefined && { HKICHash: person.hkicHash }),
        department,
        serviceName: asked.purpose[locale],
        documentName: asked.document.name,
      },
      signal,
    )
    if (answer.kind === 'refused') return refused(answer.code)
    const { ticketID: ticketId, authByQR: byQr } = answer.content
    if (ticketId !== undefined && (typeof ticketId !== 'string' || ticketId.length > maxIdLength)) {
      return refused('REMOTE_ANSWER_MALFORMED')
    }
    const redirectUrl =
      ticketId === undefined ? undefined : openUrl?.({ ticketId, byQr: byQr === true })
    return this.#waiting({
      ...about,
      ...{ businessId, sent },
      ...(redirectUrl !== undefined && { redirectUrl }),
    })
  }

  #waiting(state: Asked): Step {
    const { sent, person, redirectUrl } = state
    const subject =
      person.kind === 'account'
        ? new Uint8Array(createHash('sha256').update(person.openId, 'utf8').digest())
        : new TextEncoder().encode(`${person.hkicHash}${this.#settings.clientId}`)
    return {
      kind: 'pending',
      state,
      identificationCode: identificationCode(sent, subject),
      ...(redirectUrl !== undefined && { redirectUrl }),
    }
  }

  /** Tells the service that its result arrived. It changes nothing here, so nobody waits for it. */
  #acknowledge(
    { businessId }: Asked,
    { accessToken, openId }: Extract<IamSmartPerson, { kind: 'account' }>,
    { signal }: RemoteContext,
  ): void {
    const content = { businessID: businessId, accessToken, openID: openId, state: 'success' }
    this.#connection.post('/account/signing/ackResult', content, signal).catch(() => undefined)
  }
}

/** Under what the certificate of a person is remembered: not the HKIC hash itself, which is as good as the number. */
function accountOf(person: IamSmartPerson): string {
  const [kind, name] =
    person.kind === 'account' ? ['openID', person.openId] : ['HKIC', person.hkicHash]
  return createHash('sha256').update(`${kind}\0${name}`).digest('base64url')
}
