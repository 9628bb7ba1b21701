import type { EnrolmentAnswer, EnrolmentRefusal, SandboxEnrolment } from './sandbox-enrolment.js'

/** One exchange with the enrolment endpoint, whatever server carries it. */
export interface EnrolmentReply {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Twice the largest request in base64url. */
const maxTextLength = 24 * 1024

const statusOf: Readonly<Record<EnrolmentRefusal, number>> = {
  CODE_WRONG: 403,
  CODE_USED: 409,
  CODE_EXPIRED: 410,
  CODE_LOCKED: 403,
  REQUEST_MALFORMED: 400,
  KEY_REFUSED: 422,
  POSSESSION_NOT_PROVEN: 422,
  CHALLENGE_UNKNOWN: 422,
  CERTIFICATE_UNKNOWN: 403,
  CERTIFICATE_REVOKED: 403,
  RENEWAL_TOO_EARLY: 409,
  RENEWAL_TOO_LATE: 410,
}

/**
 * Answers the enrolment endpoint; mount it under any path with JSON bodies of at most 64 KiB. All octets are base64url.
 *
 * - `POST challenges` → `{ challenge }`
 * - `POST certificates` with `{ referenceNumber, pin, certificationRequest }` → `{ certificate, chain }`
 * - `POST renewals` with `{ certificate, certificationRequest, proof? }` → `{ certificate, chain }`
 *
 * A refusal is `{ code, triesLeft? }` with a status of 4xx.
 * @param action - The last part of the path.
 * @param body - The parsed JSON, whatever it is.
 */
export function answerEnrolment(
  enrolment: SandboxEnrolment,
  action: string,
  body: unknown,
): EnrolmentReply {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const text = (name: string): string | undefined => {
    const value = fields[name]
    return typeof value === 'string' && value.length <= maxTextLength ? value : undefined
  }
  const octets = (name: string): Uint8Array | undefined => {
    const value = text(name)
    if (value === undefined || !/^[A-Za-z0-9_-]+$/.test(value)) return undefined
    return new Uint8Array(Buffer.from(value, 'base64url'))
  }
  const certificationRequest = octets('certificationRequest')
  switch (action) {
    case 'challenges':
      return { status: 200, body: { challenge: enrolment.challenge() } }
    case 'certificates': {
      const referenceNumber = text('referenceNumber')
      const pin = text('pin')
      if (certificationRequest === undefined || referenceNumber === undefined || pin === undefined)
        return malformed
      return reply(enrolment.enrol({ certificationRequest, referenceNumber, pin }))
    }
    case 'renewals': {
      const certificate = octets('certificate')
      const proof = octets('proof')
      if (certificationRequest === undefined || certificate === undefined) return malformed
      return reply(
        enrolment.renew({
          certificationRequest,
          certificate,
          ...(proof === undefined ? {} : { proof }),
        }),
      )
    }
    default:
      return { status: 404, body: { code: 'NOT_FOUND' } }
  }
}

const malformed: EnrolmentReply = { status: 400, body: { code: 'REQUEST_MALFORMED' } }

function reply(answer: EnrolmentAnswer): EnrolmentReply {
  if (!answer.ok) {
    const { refusal: code, triesLeft } = answer
    return {
      status: statusOf[code],
      body: { code, ...(triesLeft === undefined ? {} : { triesLeft }) },
    }
  }
  const base64url = (octets: Uint8Array): string => Buffer.from(octets).toString('base64url')
  return {
    status: 200,
    body: {
      certificate: base64url(answer.certificate),
      chain: answer.chain.map(base64url),
    },
  }
}
