import type { Locale } from '@chopmark/core'
import type { Chopmark, Store } from '@chopmark/server'
import type { FastifyInstance } from 'fastify'
import { addressDocument, readAddressForm } from '../address-form.js'
import { describeSubmission } from './describe-submission.js'
import { ensureSession, sessionOf } from './session.js'
import type { Submissions } from './submissions.js'

const locales: readonly Locale[] = ['zh-Hant-HK', 'zh-Hans-HK', 'en']

const requester = {
  en: 'Demonstration Department',
  'zh-Hant-HK': '示範政府部門',
  'zh-Hans-HK': '示范政府部门',
}
/** The department as its certificate names it. */
export const department = `${requester['zh-Hant-HK']} ${requester.en}`

const purpose = {
  en: 'To notify the department of your new address',
  'zh-Hant-HK': '通知部門你的新地址',
  'zh-Hans-HK': '通知部门你的新地址',
}

/** id-at-commonName: the holder's name in an e-Cert. */
const commonName = '2.5.4.3'

interface FormBody {
  readonly form?: unknown
  readonly locale?: unknown
  /** Sign at the dialog's own origin. */
  readonly ownOrigin?: unknown
}

/** What the portal adds to Chopmark's own routes: taking the form, and showing what became of it. */
export function addressRoutes(
  app: FastifyInstance,
  context: {
    readonly chopmark: Chopmark
    readonly store: Store
    readonly submissions: Submissions
    readonly requestLifetimeMs: number
  },
): void {
  const { chopmark, store, submissions } = context

  app.post<{ Body: FormBody }>('/api/address-forms', async (request, reply) => {
    const read = readAddressForm(request.body.form)
    const locale = locales.find((one) => one === request.body.locale) ?? 'zh-Hant-HK'
    if (!read.ok) return reply.code(422).send({ fields: read.fields })
    const session = ensureSession(request, reply)
    const document = addressDocument(read.form, locale)
    const { id, createdAt } = await chopmark.createRequest({
      session,
      requester,
      purpose,
      document: {
        name: 'change-of-address.txt',
        mediaType: 'text/plain; charset=utf-8',
        content: new TextEncoder().encode(document),
      },
      packaging: 'attached',
      signer: {
        profiles: ['sandbox/e-cert-personal'],
        subject: { [commonName]: read.form.name },
      },
      dialog: request.body.ownOrigin === true ? 'own-origin' : 'same-page',
      expiresInMs: context.requestLifetimeMs,
    })
    submissions.add({ requestId: id, session, name: read.form.name, document, createdAt })
    return { requestUrl: `/chopmark/requests/${id}` }
  })

  app.get('/api/dialog', () => ({ dialogUrl: chopmark.dialogUrl }))

  app.get('/api/submissions', async (request) => {
    const session = sessionOf(request.headers.cookie)
    if (session === undefined) return []
    const signed = []
    for (const { requestId, name, createdAt } of submissions.ofSession(session)) {
      const kept = await store.request(requestId)
      if (kept?.signatureId !== undefined && kept.state !== 'open') {
        signed.push({ signatureId: kept.signatureId, name, signedAt: createdAt })
      }
    }
    return signed
  })

  app.get<{ Params: { id: string } }>('/api/submissions/:id', async (request, reply) => {
    const session = sessionOf(request.headers.cookie) ?? ''
    const signatureId = request.params.id
    const view = await chopmark.signature({ signatureId, session })
    if (view.outcome !== 'found') return reply.code(404).send({ code: 'NOT_FOUND' })
    const form = submissions.byRequest(view.requestId, session)
    if (form === undefined || view.reports === undefined) {
      return reply.code(404).send({ code: 'NOT_FOUND' })
    }
    return describeSubmission(view, view.reports[0], form.document, chopmark.policy)
  })
}
