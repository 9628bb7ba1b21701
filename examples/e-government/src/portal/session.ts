import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const name = 'session'
const pattern = /^[A-Za-z0-9_-]{43}$/
/** Thirty days: long enough to find one's submissions again after a restart of the demonstration. */
const lifetimeSeconds = 30 * 24 * 60 * 60

/** The session of a request, undefined when its cookie is missing or malformed. */
export function sessionOf(cookieHeader: string | undefined): string | undefined {
  for (const pair of (cookieHeader ?? '').split(';')) {
    const [key, value] = pair.trim().split('=')
    if (key === name && value !== undefined && pattern.test(value)) return value
  }
  return undefined
}

/** The session of a request; a fresh one is given to a browser without. */
export function ensureSession(request: FastifyRequest, reply: FastifyReply): string {
  const known = sessionOf(request.headers.cookie)
  if (known !== undefined) return known
  const fresh = randomBytes(32).toString('base64url')
  // No `Secure`: the demonstration runs on http://localhost. A real portal sets it, behind HTTPS.
  void reply.header(
    'set-cookie',
    `${name}=${fresh}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${lifetimeSeconds}`,
  )
  return fresh
}
