import { createHash, randomBytes } from 'node:crypto'
import type { RemoteCode } from '../remote-code.js'
import type { RemoteMessage } from '../remote-signer.js'
import type { ServiceConnection } from '../service-connection.js'

/** How the portal is known at the service's authorisation server. */
export interface OauthClient {
  readonly clientId: string
  /** For a confidential client; sent in the body of the token request alone. */
  readonly clientSecret?: string
}

/** One authorisation on its way: what came back has to carry `state`, and is worth something only with `verifier`. */
export interface OauthAttempt {
  readonly state: string
  /** RFC 7636: 43 characters out of 256 random bits. */
  readonly verifier: string
  readonly redirectUri: string
}

export function newAttempt(state: string, redirectUri: string): OauthAttempt {
  return { state, verifier: randomBytes(32).toString('base64url'), redirectUri }
}

/**
 * The address to which the person is sent. RFC 6749 §4.1.1; RFC 7636 §4.3 (S256 alone).
 * @param parameters - Those of the CSC API, §8.4.2: scope, and for `credential` what is authorised.
 */
export function authorizeUrl(
  oauthUrl: string,
  { clientId }: OauthClient,
  { state, verifier, redirectUri }: OauthAttempt,
  parameters: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(verifier, 'ascii').digest('base64url'),
    code_challenge_method: 'S256',
    state,
    ...parameters,
  })
  return `${oauthUrl}/oauth2/authorize?${query.toString()}`
}

export type TokenOutcome =
  | { readonly kind: 'token'; readonly token: string; readonly credentialId?: string }
  | { readonly kind: 'refused'; readonly code: RemoteCode }

const maxCodeLength = 4096
const maxTokenLength = 16 * 1024
/** What may stand in an Authorization header, RFC 6750 §2.1: nothing that could end it and begin another. */
const tokenPattern = /^[\w.~+/=-]+$/

/** Takes the code out of a redirect, and changes it for a token. RFC 6749 §4.1.3; RFC 7636 §4.5. */
export async function takeToken(
  connection: ServiceConnection,
  { clientId, clientSecret }: OauthClient,
  { verifier, redirectUri }: OauthAttempt,
  { values }: RemoteMessage,
  signal: AbortSignal,
): Promise<TokenOutcome> {
  const { code, error } = values
  if (error === 'access_denied') return { kind: 'refused', code: 'REMOTE_CANCELLED' }
  if (error === 'temporarily_unavailable' || error === 'server_error') {
    return { kind: 'refused', code: 'REMOTE_UNAVAILABLE' }
  }
  if (typeof code !== 'string' || code === '' || code.length > maxCodeLength) {
    return { kind: 'refused', code: 'REMOTE_AUTHORISATION_FAILED' }
  }
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    client_id: clientId,
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
    redirect_uri: redirectUri,
    code_verifier: verifier,
  })
  const body = { mediaType: 'application/x-www-form-urlencoded', text: form.toString() }
  const answer = await connection.post({ path: '/oauth2/token', body, signal })
  if (answer.kind === 'unavailable') return { kind: 'refused', code: 'REMOTE_UNAVAILABLE' }
  if (answer.kind === 'malformed') return { kind: 'refused', code: 'REMOTE_ANSWER_MALFORMED' }
  if (answer.status !== 200) return { kind: 'refused', code: 'REMOTE_AUTHORISATION_FAILED' }
  const { access_token: token, token_type: type, credentialID: credentialId } = answer.json
  // v1 called the token of a credential authorisation `SAD`; services in transition still do.
  const known = typeof type === 'string' && ['bearer', 'sad'].includes(type.toLowerCase())
  if (!known || typeof token !== 'string' || token.length > maxTokenLength) {
    return { kind: 'refused', code: 'REMOTE_ANSWER_MALFORMED' }
  }
  if (!tokenPattern.test(token)) return { kind: 'refused', code: 'REMOTE_ANSWER_MALFORMED' }
  return { kind: 'token', token, ...(typeof credentialId === 'string' && { credentialId }) }
}
