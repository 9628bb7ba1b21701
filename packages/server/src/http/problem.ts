import { STATUS_CODES } from 'node:http'
import type { Refused } from '../requests/acceptance.js'
import type { RefusalCode } from '../requests/refusal-code.js'
import { answer, type BodyOutcome, type HttpAnswer } from './http-message.js'

/** What can be wrong with an HTTP request itself, before any signature is looked at. */
export type HttpProblemCode =
  | 'SESSION_REQUIRED'
  | 'NOT_FOUND'
  | 'CONTENT_NOT_HELD'
  | 'REQUESTER_UNSIGNED'
  | 'METHOD_NOT_ALLOWED'
  | 'CROSS_SITE'
  | 'BODY_TOO_LARGE'
  | 'BODY_TOO_SLOW'
  | 'BODY_BROKEN_OFF'
  | 'MEDIA_TYPE_UNSUPPORTED'
  | 'INTERNAL'

/** Status and what it means, for each. */
export const httpProblems: Readonly<
  Record<HttpProblemCode, readonly [status: number, detail: string]>
> = {
  SESSION_REQUIRED: [401, 'The portal knows no session for this request: sign in there first.'],
  NOT_FOUND: [404, 'Nothing is served at this path.'],
  CONTENT_NOT_HELD: [404, 'The server holds only the digests of this document.'],
  REQUESTER_UNSIGNED: [404, 'This portal signs no requests.'],
  METHOD_NOT_ALLOWED: [405, 'This path takes the methods that the Allow header lists.'],
  CROSS_SITE: [403, 'Another site sent this request: answers come from the portal itself.'],
  BODY_TOO_LARGE: [413, 'The body is larger than an answer to this request can be.'],
  BODY_TOO_SLOW: [408, 'The body did not arrive in time.'],
  BODY_BROKEN_OFF: [400, 'The body ended early.'],
  MEDIA_TYPE_UNSUPPORTED: [415, 'Send CMS SignedData in DER as application/cms.'],
  INTERNAL: [500, 'Something on the server is broken; the answer, if it was stored, is kept.'],
}

/** Status and what it means, for each refusal. */
export const refusals: Readonly<Record<RefusalCode, readonly [status: number, detail: string]>> = {
  REQUEST_UNKNOWN: [404, 'There is no such request.'],
  REQUEST_EXPIRED: [410, 'The request expired: make a new one.'],
  REQUEST_ALREADY_USED: [409, 'The request already has an answer that holds or is being decided.'],
  SESSION_MISMATCH: [403, 'The request belongs to another session.'],
  ORIGIN_MISMATCH: [403, 'The request was made for another web origin.'],
  TOO_MANY_TRIES: [409, 'As many answers were refused as the request allows: make a new one.'],
  DOCUMENT_CHANGED: [422, 'Another document was signed than the one asked for.'],
  SIGNATURE_MALFORMED: [422, 'The bytes are no signature of the required form.'],
  SIGNATURE_BROKEN: [422, 'The signature value does not fit what was signed.'],
  SIGNER_EXPIRED: [422, 'The signing certificate has expired.'],
  SIGNER_NOT_YET_VALID: [422, 'The signing certificate is not valid yet.'],
  SIGNER_REVOKED: [422, 'The signing certificate, or one above it, is revoked.'],
  SIGNER_SUSPENDED: [422, 'The signing certificate is suspended.'],
  SIGNER_NOT_RECOGNISED: [422, 'No path leads from the signing certificate to a recognised CA.'],
  SIGNER_SAME_PERSON: [422, 'Somebody else has to sign than who signed before.'],
  EARLIER_SIGNATURE_FAILED: [422, 'The signature that was there before does not hold any more.'],
  SIGNER_WRONG_PERSON: [422, 'The signing certificate names somebody else than the request.'],
  SIGNER_WRONG_PROFILE: [422, 'Certificates of this kind are not accepted here.'],
  SIGNER_WRONG_KEY_USAGE: [422, 'The signing certificate is not meant for signatures.'],
  ALGORITHM_REFUSED: [422, 'The policy does not accept an algorithm or key length in use.'],
  REVOCATION_UNAVAILABLE: [422, 'Whether the certificate is revoked could not be learnt.'],
  REQUEST_BINDING_MISMATCH: [422, 'The signature was made for another request, or not as asked.'],
  OTHER_REFUSAL: [422, 'A check refused the signature: see decidedBy and reports.'],
}

/** RFC 9457; `code` is what programs switch on, title and detail are for integrators. */
export function problemAnswer(
  code: HttpProblemCode,
  headers?: Readonly<Record<string, string>>,
): HttpAnswer {
  const [status, detail] = httpProblems[code]
  return problem(status, code, detail, {}, headers)
}

const bodyProblems = {
  'too-large': 'BODY_TOO_LARGE',
  'too-slow': 'BODY_TOO_SLOW',
  'broken-off': 'BODY_BROKEN_OFF',
} as const

/** A body that could not be read, as a problem. */
export function bodyProblem({ kind }: Exclude<BodyOutcome, { readonly kind: 'read' }>): HttpAnswer {
  return problemAnswer(bodyProblems[kind])
}

/** A refusal as a problem, with everything the one who sent the answer may know. */
export function refusalAnswer({ outcome, code, ...rest }: Refused): HttpAnswer {
  const [status, detail] = refusals[code]
  return problem(status, code, detail, { outcome, ...rest })
}

function problem(
  status: number,
  code: string,
  detail: string,
  extension: object,
  headers?: Readonly<Record<string, string>>,
): HttpAnswer {
  const title = STATUS_CODES[status] ?? 'Problem'
  const body = JSON.stringify({ type: 'about:blank', title, status, code, detail, ...extension })
  return answer(status, 'application/problem+json; charset=utf-8', body, headers)
}
