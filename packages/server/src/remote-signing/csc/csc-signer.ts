import type { RefusalCode } from '../../requests/refusal-code.js'
import type { RemoteCode } from '../remote-code.js'
import type {
  PreparedSignatures,
  RemoteContext,
  RemoteMessage,
  RemoteSigner,
  RemoteSignRequest,
  RemoteStep,
} from '../remote-signer.js'
import {
  bytesFromBase64,
  checkedServiceUrl,
  ServiceConnection,
  type ServiceSettings,
  toBase64,
} from '../service-connection.js'
import { subjectFits } from '../signing-key.js'
import { chooseCscAlgorithm, type CscAlgorithm, hashOids } from './algorithms.js'
import {
  cmsSignatureValue,
  type CscAuthenticationObject,
  type CscCredential,
  readCredential,
  strings,
} from './credential.js'
import {
  authorizeUrl,
  newAttempt,
  type OauthAttempt,
  type OauthClient,
  takeToken,
} from './oauth.js'

export interface CscSettings extends ServiceSettings, OauthClient {
  /** Default `csc`. */
  readonly id?: string
  /** `baseUrl` of the service ends in `/csc/v2`; this one carries `/oauth2/authorize` and `/oauth2/token`. */
  readonly oauthUrl: string
  /** Picks one of several credentials that fit; absent: the first. Undefined: none. */
  readonly choose?: (credentials: readonly CscCredential[]) => CscCredential | undefined
  /**
   * Answers the authentication objects of a credential in explicit mode (the PIN of an organisation's seal, a one-time
   * password that the portal collects by its own means). Absent: only such as ask for nothing are used.
   */
  readonly authData?: (
    objects: readonly CscAuthenticationObject[],
    request: RemoteSignRequest,
  ) => Promise<readonly { readonly id: string; readonly value: string }[]>
}

/** What is known once a credential is chosen. */
interface Chosen {
  readonly serviceToken: string
  readonly credential: CscCredential
  readonly how: CscAlgorithm
  readonly prepared: PreparedSignatures
}

/** The person has to go to a page of the service, or is there. */
interface AtService {
  readonly attempt: OauthAttempt
  readonly redirectUrl: string
}

type CscState =
  | (AtService & { readonly at: 'service-login' })
  | (AtService & { readonly at: 'credential-login'; readonly chosen: Chosen })
  | { readonly at: 'authorising'; readonly handle: string; readonly chosen: Chosen }

type Step = RemoteStep<CscState>

/** A person has a handful of credentials; more are not looked at. */
const maxCredentials = 20
const maxDocuments = 50
/** RSA of 8192 bits, and room for wrappings. */
const maxSignatureBytes = 2048
const maxTokenLength = 16 * 1024

const refused = (code: RemoteCode | RefusalCode): Step => ({ kind: 'refused', code })

/**
 * Signs at a service that speaks the API of the Cloud Signature Consortium, v2: the person logs in there, a credential is
 * chosen, the person authorises these very digests (`oauth2code`) or the portal does (`explicit`), and the service signs them.
 * Tokens and SAD stay in the run's state, go to the service alone, and are gone with the run.
 * Source: CSC API v2.0.0.2 §8.4, §11.4–11.7, §11.10.
 * @throws UsageError `INVALID_SERVICE_URL`.
 */
export function cscSigner(settings: CscSettings): RemoteSigner<CscState> {
  return new CscSigner(settings)
}

/** The page stays to be opened for as long as the person has not been there. */
function waitingFor(state: CscState & AtService): Step {
  return { kind: 'pending', state, redirectUrl: state.redirectUrl }
}

class CscSigner implements RemoteSigner<CscState> {
  readonly id: string
  readonly maxDocuments = maxDocuments
  readonly #settings: CscSettings
  readonly #api: ServiceConnection
  readonly #oauth: ServiceConnection

  constructor(settings: CscSettings) {
    this.id = settings.id ?? 'csc'
    this.#settings = settings
    const { fetch = {}, oauthUrl } = settings
    checkedServiceUrl(oauthUrl, fetch.allowAddresses)
    this.#api = new ServiceConnection(settings)
    this.#oauth = new ServiceConnection({ baseUrl: oauthUrl, fetch })
  }

  start(_request: RemoteSignRequest, context: RemoteContext): Promise<Step> {
    const attempt = newAttempt(context.nextKey(), context.callbackUrl)
    const { oauthUrl } = this.#settings
    const redirectUrl = authorizeUrl(oauthUrl, this.#settings, attempt, { scope: 'service' })
    return Promise.resolve(waitingFor({ at: 'service-login', attempt, redirectUrl }))
  }

  async poll(state: CscState, _request: RemoteSignRequest, context: RemoteContext): Promise<Step> {
    if (state.at !== 'authorising') return waitingFor(state)
    const { handle, chosen } = state
    return this.#authorised(chosen, '/credentials/authorizeCheck', { handle }, context)
  }

  keyOf({ kind, values }: RemoteMessage): string | undefined {
    return kind === 'redirect' && typeof values['state'] === 'string' ? values['state'] : undefined
  }

  async receive(
    state: CscState,
    message: RemoteMessage,
    request: RemoteSignRequest,
    context: RemoteContext,
  ): Promise<Step> {
    if (state.at === 'authorising') return { kind: 'pending', state }
    const { signal } = context
    const taken = await takeToken(this.#oauth, this.#settings, state.attempt, message, signal)
    if (taken.kind === 'refused') return taken
    if (state.at === 'service-login') return this.#choose(taken.token, request, context)
    const { chosen } = state
    const { credentialId = chosen.credential.credentialId } = taken
    // A server that let the person pick another credential: the attributes name the certificate of this one.
    if (credentialId !== chosen.credential.credentialId) {
      return refused('REMOTE_CERTIFICATE_MISMATCH')
    }
    return this.#sign(chosen, taken.token, context)
  }

  /** Looks the person's credentials up and asks for authorisation with the one that fits. */
  async #choose(
    serviceToken: string,
    request: RemoteSignRequest,
    context: RemoteContext,
  ): Promise<Step> {
    const found = await this.#credentials(serviceToken, context)
    if ('kind' in found) return found
    const [first] = request.documents
    const { digestAlgorithm } = first.request.document
    const able = found.filter(
      ({ algorithms, key, multisign, mode, objects }) =>
        multisign >= request.documents.length &&
        chooseCscAlgorithm(algorithms, key.publicKey, digestAlgorithm) !== undefined &&
        (mode === 'oauth2code' || objects.length === 0 || this.#settings.authData !== undefined),
    )
    if (able.length === 0) return refused('REMOTE_NO_CREDENTIAL')
    const fitting = able.filter(({ key }) =>
      request.documents.every((document) => subjectFits(key, document.request.signer)),
    )
    if (fitting.length === 0) return refused('SIGNER_WRONG_PERSON')
    const credential = (this.#settings.choose ?? (([each]) => each))(fitting)
    if (!credential) return refused('REMOTE_NO_CREDENTIAL')
    const { algorithms, key, certificate, chain } = credential
    const how = chooseCscAlgorithm(algorithms, key.publicKey, digestAlgorithm)
    const prepared = how && request.prepare({ certificate, chain, algorithm: how.algorithm })
    if (!prepared) return refused('REMOTE_NOT_SUITABLE')
    const chosen: Chosen = { serviceToken, credential, how, prepared }
    return credential.mode === 'oauth2code'
      ? this.#askPerson(chosen, context)
      : this.#askService(chosen, request, context)
  }

  async #credentials(
    serviceToken: string,
    context: RemoteContext,
  ): Promise<readonly CscCredential[] | Step> {
    const listed = await this.#call('/credentials/list', {}, serviceToken, context)
    if (listed.kind !== 'answered') return listed.step
    if (listed.status !== 200) return refused('REMOTE_AUTHORISATION_FAILED')
    const ids = strings(listed.json['credentialIDs'], 1000)
    if (!ids) return refused('REMOTE_ANSWER_MALFORMED')
    const credentials: CscCredential[] = []
    for (const credentialID of ids.slice(0, maxCredentials)) {
      const question = { credentialID, certificates: 'chain', certInfo: false, authInfo: true }
      const answer = await this.#call('/credentials/info', question, serviceToken, context)
      if (answer.kind !== 'answered') return answer.step
      if (answer.status !== 200) return refused('REMOTE_AUTHORISATION_FAILED')
      const credential = readCredential(credentialID, answer.json)
      if (credential === 'malformed') return refused('REMOTE_ANSWER_MALFORMED')
      if (credential !== 'unusable') credentials.push(credential)
    }
    return credentials
  }

  /** `oauth2code`: the person authorises these digests on the service's own page. */
  #askPerson(chosen: Chosen, context: RemoteContext): Step {
    const { credential, prepared } = chosen
    const attempt = newAttempt(context.nextKey(), context.callbackUrl)
    const redirectUrl = authorizeUrl(this.#settings.oauthUrl, this.#settings, attempt, {
      scope: 'credential',
      credentialID: credential.credentialId,
      numSignatures: String(prepared.documents.length),
      // §8.4.2: base64url here, where the API's JSON has base64.
      hashes: prepared.documents
        .map(({ digest }) => Buffer.from(digest).toString('base64url'))
        .join(','),
      hashAlgorithmOID: hashOids[prepared.algorithm.hash],
    })
    return waitingFor({ at: 'credential-login', attempt, redirectUrl, chosen })
  }

  /** `explicit`: the portal answers the authentication objects; the service may still ask the person by its own means. */
  async #askService(
    chosen: Chosen,
    request: RemoteSignRequest,
    context: RemoteContext,
  ): Promise<Step> {
    const { credential, prepared } = chosen
    const { objects } = credential
    const authData = objects.length > 0 ? await this.#settings.authData?.(objects, request) : []
    const question = {
      credentialID: credential.credentialId,
      numSignatures: prepared.documents.length,
      hashes: hashesOf(prepared),
      hashAlgorithmOID: hashOids[prepared.algorithm.hash],
      ...(authData && authData.length > 0 && { authData }),
    }
    return this.#authorised(chosen, '/credentials/authorize', question, context)
  }

  async #authorised(
    chosen: Chosen,
    path: string,
    question: object,
    context: RemoteContext,
  ): Promise<Step> {
    const answer = await this.#call(path, question, chosen.serviceToken, context)
    if (answer.kind !== 'answered') return answer.step
    const { SAD: sad, handle, error } = answer.json
    switch (answer.status) {
      case 200:
        if (!isSecret(sad)) return refused('REMOTE_ANSWER_MALFORMED')
        return this.#sign(chosen, sad, context)
      case 202:
        if (!isSecret(handle)) return refused('REMOTE_ANSWER_MALFORMED')
        return { kind: 'pending', state: { at: 'authorising', handle, chosen } }
      default:
        return refused(
          error === 'access_denied' ? 'REMOTE_REJECTED' : 'REMOTE_AUTHORISATION_FAILED',
        )
    }
  }

  /** The SAD is used once: whatever comes of it, the run ends here. */
  async #sign(chosen: Chosen, sad: string, context: RemoteContext): Promise<Step> {
    const { credential, how, prepared, serviceToken } = chosen
    const question = {
      credentialID: credential.credentialId,
      SAD: sad,
      hashes: hashesOf(prepared),
      ...(!how.hashImplied && { hashAlgorithmOID: hashOids[prepared.algorithm.hash] }),
      signAlgo: how.signAlgo,
      ...(how.signAlgoParams && { signAlgoParams: toBase64(how.signAlgoParams) }),
    }
    const answer = await this.#call('/signatures/signHash', question, serviceToken, context)
    if (answer.kind !== 'answered') return answer.step
    if (answer.status !== 200) return refused('REMOTE_AUTHORISATION_FAILED')
    const values: unknown = answer.json['signatures']
    if (!Array.isArray(values) || values.length !== prepared.documents.length) {
      return refused('REMOTE_ANSWER_MALFORMED')
    }
    const signatures = values.map((value) => bytesFromBase64(value, maxSignatureBytes))
    if (!signatures.every((signature) => signature !== undefined)) {
      return refused('REMOTE_ANSWER_MALFORMED')
    }
    return {
      kind: 'signed',
      prepared,
      signatures: signatures.map((signature) => cmsSignatureValue(credential.key, signature)),
    }
  }

  async #call(
    path: string,
    question: object,
    serviceToken: string,
    { signal }: RemoteContext,
  ): Promise<
    | {
        readonly kind: 'answered'
        readonly status: number
        readonly json: Readonly<Record<string, unknown>>
      }
    | { readonly kind: 'not-answered'; readonly step: Step }
  > {
    const answer = await this.#api.post({
      path,
      headers: { authorization: `Bearer ${serviceToken}` },
      body: { mediaType: 'application/json', text: JSON.stringify(question) },
      signal,
    })
    switch (answer.kind) {
      case 'answered':
        return answer
      case 'unavailable':
        return { kind: 'not-answered', step: refused('REMOTE_UNAVAILABLE') }
      case 'malformed':
        return { kind: 'not-answered', step: refused('REMOTE_ANSWER_MALFORMED') }
    }
  }
}

/** §11.6, §11.10: the digests in base64. */
function hashesOf({ documents }: PreparedSignatures): readonly string[] {
  return documents.map(({ digest }) => toBase64(digest))
}

function isSecret(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= maxTokenLength
}
