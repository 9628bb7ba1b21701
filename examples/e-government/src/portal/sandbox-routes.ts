import { randomBytes } from 'node:crypto'
import { answerEnrolment, type SandboxTrust } from '@chopmark/test-pki'
import type { FastifyInstance } from 'fastify'
import { namePattern } from '../address-form.js'
import { certificateKinds, type SandboxIssuer } from './sandbox-issuer.js'
import { sandboxKinds } from './sandbox-kinds.js'

/** Files wait this long to be downloaded, and no more than so many of them. */
const keepMs = 10 * 60 * 1000
const maxWaiting = 100

interface IssueBody {
  readonly name?: unknown
  readonly kind?: unknown
  readonly encryption?: unknown
}

/** The sandbox page: issues a sandbox e-Cert, hands out file, PIN and enrolment code. */
export function sandboxRoutes(app: FastifyInstance, issuer: SandboxIssuer): void {
  const waiting = new Map<string, { readonly bytes: Uint8Array; readonly until: number }>()

  app.post<{ Body: IssueBody }>('/sandbox/e-certs', async (request, reply) => {
    const { name, kind: kindAsked, encryption } = request.body
    const kind = certificateKinds.find((one) => one === kindAsked)
    const form = encryption === 'modern' ? 'modern' : 'legacy'
    if (typeof name !== 'string' || !namePattern.test(name) || kind === undefined) {
      return reply.code(400).send({ code: 'BAD_REQUEST' })
    }
    const { bytes, pin, subject } = await issuer.issue(name, kind, form)
    const id = randomBytes(16).toString('base64url')
    const now = Date.now()
    for (const [old, { until }] of waiting) {
      if (until < now || waiting.size >= maxWaiting) waiting.delete(old)
    }
    waiting.set(id, { bytes, until: now + keepMs })
    return {
      pin,
      subject,
      enrolment: issuer.enrolmentCode(name, kind) ?? null,
      fileName: `sandbox-${kind}.p12`,
      downloadUrl: `/sandbox/e-certs/${id}`,
    }
  })

  app.get<{ Params: { id: string } }>('/sandbox/e-certs/:id', async (request, reply) => {
    const file = waiting.get(request.params.id)
    if (file === undefined) return reply.code(404).send({ code: 'NOT_FOUND' })
    return reply
      .header('content-type', 'application/x-pkcs12')
      .header('content-disposition', 'attachment; filename="sandbox-e-cert.p12"')
      .header('cache-control', 'no-store')
      .send(Buffer.from(file.bytes))
  })
}

/** What the dialog needs of the sandbox, wherever it stands: whom to believe, the kinds of certificate, the enrolment endpoint. */
export function sandboxDialogRoutes(
  app: FastifyInstance,
  issuer: SandboxIssuer,
  { rootCertificate, anchors: [anchor], certificateProfiles }: SandboxTrust,
): void {
  const trust = {
    rootCertificate: Buffer.from(rootCertificate).toString('base64url'),
    anchor,
    certificateProfiles,
  }
  app.get('/sandbox/trust', async () => Promise.resolve(trust))

  app.get('/sandbox/certificate-kinds', async () => Promise.resolve(sandboxKinds))

  app.post<{ Params: { action: string } }>('/sandbox/enrolment/:action', async (request, reply) => {
    const { status, body } = answerEnrolment(issuer.enrolment, request.params.action, request.body)
    return reply.code(status).header('cache-control', 'no-store').send(body)
  })
}
