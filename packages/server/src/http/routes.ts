import { formatInstant, type Instant } from '@chopmark/core'
import type { Chopmark } from '../chopmark.js'
import { evidenceMediaType, writeEvidenceFile } from '../evidence/evidence-file.js'
import type { Acceptance } from '../requests/acceptance.js'
import { answer, type HttpAnswer, type HttpQuestion, jsonAnswer } from './http-message.js'
import { handOverAnswer } from './hand-over.js'
import { bodyProblem, problemAnswer, refusalAnswer } from './problem.js'

/** Ids as `newId` makes them: what looks otherwise is not asked of the store. */
const routePattern =
  /^\/(?:requests\/(?<requestId>[\w-]{22})(?<part>\/content|\/dialog|\/earlier|\/requester|\/signature)?|signatures\/(?<signatureId>[\w-]{22})(?<evidence>\/evidence)?)$/

const cmsMediaTypes = ['application/cms', 'application/pkcs7-signature', 'application/pkcs7-mime']

/**
 * The routes below a base path:
 * - `GET /requests/:id`: the request as JSON, for its session.
 * - `GET /requests/:id/requester`: the portal's signature over that request, with evidence about its certificate.
 * - `GET /requests/:id/dialog`: sends the person on to the dialog's own origin; `?also=` further requests for one consent.
 * - `GET /requests/:id/content`: the document's bytes.
 * - `GET /requests/:id/earlier`: CMS with the signatures to which one more is asked, without the document.
 * - `POST /requests/:id/signature`: the answer, CMS in DER; 200 accepted, 202 pending, else a problem (RFC 9457).
 * - `GET /signatures/:id`: state and reports as JSON.
 * - `GET /signatures/:id/evidence`: the evidence file.
 */
export async function routeAnswer(
  chopmark: Chopmark,
  question: HttpQuestion,
  basePath: string,
): Promise<HttpAnswer> {
  const route = routePattern.exec(question.path)?.groups
  if (!route) return problemAnswer('NOT_FOUND')
  const posts = route.part === '/signature'
  if (question.method !== (posts ? 'POST' : 'GET')) {
    return problemAnswer('METHOD_NOT_ALLOWED', { allow: posts ? 'POST' : 'GET' })
  }
  const session = await question.session()
  if (route.part === '/dialog') {
    return handOverAnswer(chopmark, question, { requestId: route.requestId ?? '', session })
  }
  if (session === null || session === '') return problemAnswer('SESSION_REQUIRED')
  const { requestId, signatureId } = route
  if (requestId !== undefined) {
    if (posts) return acceptAnswer(chopmark, question, { requestId, session }, basePath)
    if (route.part === '/content') return contentAnswer(chopmark, { requestId, session })
    if (route.part === '/requester') return requesterAnswer(chopmark, { requestId, session })
    if (route.part === '/earlier') return earlierAnswer(chopmark, { requestId, session })
    const found = await chopmark.request({ requestId, session })
    return found.outcome === 'open' ? jsonAnswer(200, found.request) : refusalAnswer(found)
  }
  const wanted = { signatureId: signatureId ?? '', session }
  return route.evidence === undefined
    ? signatureAnswer(chopmark, wanted)
    : evidenceAnswer(chopmark, wanted)
}

async function acceptAnswer(
  chopmark: Chopmark,
  question: HttpQuestion,
  asked: { readonly requestId: string; readonly session: string },
  basePath: string,
): Promise<HttpAnswer> {
  const origin = question.header('origin')
  // Every browser sends Origin with a POST; what comes without one comes from no page.
  if (!isOwnOrigin(chopmark, origin)) return problemFor(origin)
  const site = question.header('sec-fetch-site') ?? 'same-origin'
  if (site !== 'same-origin') return problemAnswer('CROSS_SITE')
  const mediaType = (question.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (mediaType === undefined || !cmsMediaTypes.includes(mediaType)) {
    return problemAnswer('MEDIA_TYPE_UNSUPPORTED', { accept: 'application/cms' })
  }
  const limit = await chopmark.maxAnswerBytes(asked)
  if (typeof limit !== 'number') return refusalAnswer(limit)
  const body = await question.readBody(limit)
  if (body.kind !== 'read') return bodyProblem(body)
  return acceptanceAnswer(
    await chopmark.acceptSignature({ ...asked, origin, signature: body.bytes }),
    basePath,
  )
}

/** One of the two origins whose pages may send anything; which of them may answer a request, the request says. */
export function isOwnOrigin(
  { origin, dialogOrigin }: Chopmark,
  candidate: string | undefined,
): candidate is string {
  return candidate !== undefined && (candidate === origin || candidate === dialogOrigin)
}

function problemFor(origin: string | undefined): HttpAnswer {
  return origin === undefined
    ? problemAnswer('CROSS_SITE')
    : refusalAnswer({ outcome: 'refused', code: 'ORIGIN_MISMATCH' })
}

function acceptanceAnswer(acceptance: Acceptance, basePath: string): HttpAnswer {
  switch (acceptance.outcome) {
    case 'accepted':
      return jsonAnswer(200, acceptance, {
        location: `${basePath}/signatures/${acceptance.signatureId}`,
      })
    case 'refused':
      return refusalAnswer(acceptance)
    case 'pending': {
      const { retryAt, ...rest } = acceptance
      const at = formatInstant(retryAt)
      return jsonAnswer(
        202,
        { ...rest, retryAt: at },
        {
          location: `${basePath}/signatures/${acceptance.signatureId}`,
          'retry-after': new Date(retryAt).toUTCString(),
        },
      )
    }
  }
}

async function requesterAnswer(
  chopmark: Chopmark,
  asked: { readonly requestId: string; readonly session: string },
): Promise<HttpAnswer> {
  const found = await chopmark.requesterProof(asked)
  if (found.outcome === 'refused') return refusalAnswer(found)
  return found.proof ? jsonAnswer(200, found.proof) : problemAnswer('REQUESTER_UNSIGNED')
}

async function contentAnswer(
  chopmark: Chopmark,
  asked: { readonly requestId: string; readonly session: string },
): Promise<HttpAnswer> {
  const found = await chopmark.content(asked)
  if (found.outcome === 'refused') return refusalAnswer(found)
  const { name, mediaType, sizeBytes } = found.request.document
  const disposition = { 'content-disposition': attachment(name) }
  if (found.bytes) return answer(200, mediaType, found.bytes, disposition)
  const stream = await found.open?.()
  if (!stream) return problemAnswer('CONTENT_NOT_HELD')
  const headers = { ...disposition, 'content-length': String(sizeBytes) }
  return answer(200, mediaType, stream, headers)
}

async function earlierAnswer(
  chopmark: Chopmark,
  asked: { readonly requestId: string; readonly session: string },
): Promise<HttpAnswer> {
  const found = await chopmark.earlier(asked)
  if (found.outcome === 'refused') return refusalAnswer(found)
  return found.bytes ? answer(200, 'application/cms', found.bytes) : problemAnswer('NOT_FOUND')
}

async function signatureAnswer(
  chopmark: Chopmark,
  wanted: { readonly signatureId: string; readonly session: string },
): Promise<HttpAnswer> {
  const found = await chopmark.signature(wanted)
  if (found.outcome === 'refused') return refusalAnswer(found)
  const { signatureId, requestId, state, code, reports, receivedAt, settledAt, retryAt } = found
  const iso = (name: string, at: Instant | undefined) =>
    at === undefined ? {} : { [name]: formatInstant(at) }
  return jsonAnswer(200, {
    ...{ signatureId, requestId, state, code, reports },
    ...iso('receivedAt', receivedAt),
    ...iso('settledAt', settledAt),
    ...iso('retryAt', retryAt),
  })
}

async function evidenceAnswer(
  chopmark: Chopmark,
  wanted: { readonly signatureId: string; readonly session: string },
): Promise<HttpAnswer> {
  const found = await chopmark.signature(wanted)
  if (found.outcome === 'refused') return refusalAnswer(found)
  const file = await chopmark.evidenceFile(wanted.signatureId)
  if (!file) return problemAnswer('NOT_FOUND')
  if (file.evidence.request?.packaging === 'attached') {
    // The signature holds the document, which a dialog at its own origin keeps from the portal's pages.
    const { requestId } = found
    const document = await chopmark.content({ requestId, session: wanted.session })
    if (document.outcome === 'refused') return refusalAnswer(document)
  }
  const name = `chopmark-evidence-${wanted.signatureId}.json`
  return answer(200, evidenceMediaType, writeEvidenceFile(file), {
    'content-disposition': attachment(name),
  })
}

/** RFC 6266 with the UTF-8 name of RFC 8187. */
function attachment(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename*=UTF-8''${encoded}`
}
