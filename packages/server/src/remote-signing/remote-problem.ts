import { STATUS_CODES } from 'node:http'
import { answer, type HttpAnswer } from '../http/http-message.js'
import type { RemoteCode } from './remote-code.js'

/** Status and what it means, for each. */
export const remoteProblems: Readonly<
  Record<RemoteCode, readonly [status: number, detail: string]>
> = {
  REMOTE_STATE_UNKNOWN: [404, 'This session has no such run: it ended, expired or never began.'],
  REMOTE_SIGNER_UNKNOWN: [404, 'The portal offers no signing service of this name.'],
  REMOTE_BUSY: [503, 'Too many people are signing at services just now.'],
  REMOTE_CANCELLED: [409, 'The person gave up.'],
  REMOTE_REJECTED: [409, 'The person refused to sign.'],
  REMOTE_TIMEOUT: [409, 'The person did not answer in time.'],
  REMOTE_NOT_LOGGED_IN: [409, 'The portal knows no account of this person at the service.'],
  REMOTE_NO_CREDENTIAL: [422, 'The person has no certificate there that can sign this.'],
  REMOTE_NOT_SUITABLE: [422, 'The service cannot sign this request.'],
  REMOTE_AUTHORISATION_FAILED: [502, 'The service would not authorise the signature.'],
  REMOTE_UNAVAILABLE: [502, 'The service cannot be reached or is out of order.'],
  REMOTE_ANSWER_MALFORMED: [502, 'The service answered outside its contract.'],
  REMOTE_HASH_MISMATCH: [502, 'The service signed another digest than the one asked.'],
  REMOTE_CERTIFICATE_MISMATCH: [502, 'The service signed with another certificate than named.'],
  REMOTE_DOUBLE_HASHED: [502, 'The service hashed the digest again: see the setting hashing.'],
  REMOTE_SIGNATURE_BROKEN: [502, 'The signature does not verify with the certificate given.'],
}

/** A refusal of this layer as a problem, RFC 9457. */
export function remoteProblem(code: RemoteCode): HttpAnswer {
  const [status, detail] = remoteProblems[code]
  const title = STATUS_CODES[status] ?? 'Problem'
  const body = { type: 'about:blank', title, status, code, detail, outcome: 'refused' }
  return answer(status, 'application/problem+json; charset=utf-8', JSON.stringify(body))
}

export function isRemoteCode(code: string): code is RemoteCode {
  return Object.hasOwn(remoteProblems, code)
}
