import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fromHex, type Locale, type SignatureRequest } from '@chopmark/core'
import { type Chopmark, digestFile, type Store } from '@chopmark/server'
import type { FastifyInstance } from 'fastify'
import { largeDocument, writeLargeDocument } from './large-document.js'
import { ensureSession, sessionOf } from './session.js'

const text = (en: string, hant: string, hans: string): Readonly<Record<Locale, string>> => ({
  en,
  'zh-Hant-HK': hant,
  'zh-Hans-HK': hans,
})

const requester = text('Demonstration Department', '示範政府部門', '示范政府部门')
const reports = ['2026-08', '2026-09', '2026-10'] as const
interface Where {
  readonly ownOrigin?: unknown
}

/** In the desk's page, or at the dialog's own origin, as the page asks. */
function whereOf(body: Where): 'own-origin' | 'same-page' {
  return body.ownOrigin === true ? 'own-origin' : 'same-page'
}

/** As many as a clerk's list has room for. */
const maxListed = 100

/** Opens the large document of the desk, which lies in a file and not in the store. */
export function openLargeDocument(
  dataFolder: string,
): (request: SignatureRequest) => Readable | undefined {
  return ({ document }) =>
    document.name === largeDocument.name
      ? createReadStream(join(dataFolder, largeDocument.name))
      : undefined
}

/** A clerk's desk: several documents at once, a second signer, documents too large to hold. */
export function deskRoutes(
  app: FastifyInstance,
  context: {
    readonly chopmark: Chopmark
    readonly store: Store
    readonly dataFolder: string
    readonly requestLifetimeMs: number
  },
): void {
  const { chopmark, store, dataFolder } = context
  const asked: string[] = []
  const expiresInMs = context.requestLifetimeMs
  const url = ({ id }: SignatureRequest): string => `/chopmark/requests/${id}`

  app.post<{ Body: Where }>('/api/desk/batch', async (request, reply) => {
    const session = ensureSession(request, reply)
    const requestUrls: string[] = []
    for (const month of reports) {
      const made = await chopmark.createRequest({
        ...{ session, requester, expiresInMs },
        dialog: whereOf(request.body),
        purpose: text(`Monthly report ${month}`, `每月報告 ${month}`, `每月报告 ${month}`),
        document: {
          name: `report-${month}.txt`,
          mediaType: 'text/plain; charset=utf-8',
          content: new TextEncoder().encode(
            `每月報告 Monthly report ${month}\n示範道分處：一切正常。\n`,
          ),
        },
        packaging: 'attached',
        signer: { profiles: ['sandbox/e-cert-personal'] },
      })
      asked.push(made.id)
      requestUrls.push(url(made))
    }
    return { requestUrls }
  })

  /** What a checker may sign as the second: in a real portal, by their role. */
  app.get('/api/desk/signed', async () => {
    const signed = []
    for (const requestId of asked.slice(-maxListed)) {
      const kept = await store.request(requestId)
      if (kept?.state !== 'accepted' || kept.signatureId === undefined) continue
      signed.push({ signatureId: kept.signatureId, name: kept.request.document.name })
    }
    return signed
  })

  app.post<{ Body: Where & { readonly signatureId?: unknown; readonly as?: unknown } }>(
    '/api/desk/cosign',
    async (request, reply) => {
      const { signatureId, as } = request.body
      if (typeof signatureId !== 'string' || (as !== 'parallel' && as !== 'counter')) {
        return reply.code(422).send({ code: 'MALFORMED' })
      }
      const made = await chopmark.createRequest({
        ...{ session: ensureSession(request, reply), requester, expiresInMs },
        dialog: whereOf(request.body),
        purpose: text('To check the report', '覆核報告', '复核报告'),
        cosign: { signatureId, as },
      })
      return { requestUrl: url(made) }
    },
  )

  app.get<{ Params: { id: string } }>('/api/desk/signatures/:id', async (request, reply) => {
    const session = sessionOf(request.headers.cookie) ?? ''
    const view = await chopmark.signature({ signatureId: request.params.id, session })
    if (view.outcome !== 'found') return reply.code(404).send({ code: 'NOT_FOUND' })
    return (view.reports ?? []).map(({ signer, indication, counterSignatureOf }) => ({
      signer: signer?.commonName ?? '?',
      indication,
      counter: counterSignatureOf !== null,
    }))
  })

  app.get<{ Params: { id: string } }>('/api/desk/signatures/:id/cms', async (request, reply) => {
    const session = sessionOf(request.headers.cookie) ?? ''
    const signatureId = request.params.id
    const view = await chopmark.signature({ signatureId, session })
    const cms = view.outcome === 'found' ? await chopmark.signedDocument(signatureId) : undefined
    if (cms === undefined) return reply.code(404).send({ code: 'NOT_FOUND' })
    return reply.header('content-type', 'application/cms').send(Buffer.from(cms))
  })

  app.post<{ Body: Where }>('/api/desk/large', async (request, reply) => {
    await writeLargeDocument(dataFolder)
    const content = await digestFile(join(dataFolder, largeDocument.name), ['SHA-256', 'SHA-512'])
    const made = await chopmark.createRequest({
      ...{ session: ensureSession(request, reply), requester, expiresInMs },
      dialog: whereOf(request.body),
      purpose: text('To file the plans', '存檔圖則', '存档图则'),
      document: { ...largeDocument, content },
    })
    return { requestUrl: url(made) }
  })

  app.post<{
    Body: Where & {
      readonly name?: unknown
      readonly sizeBytes?: unknown
      readonly sha256?: unknown
    }
  }>('/api/desk/file', async (request, reply) => {
    const { name, sizeBytes, sha256 } = request.body
    const fits =
      typeof name === 'string' &&
      Number.isSafeInteger(sizeBytes) &&
      typeof sha256 === 'string' &&
      /^[0-9a-f]{64}$/.test(sha256)
    if (!fits) return reply.code(422).send({ code: 'MALFORMED' })
    const digests = [{ algorithm: 'SHA-256', value: fromHex(sha256) }] as const
    const made = await chopmark.createRequest({
      ...{ session: ensureSession(request, reply), requester, expiresInMs },
      dialog: whereOf(request.body),
      purpose: text('To sign a file of yours', '簽署你的檔案', '签署你的档案'),
      document: {
        name,
        // What it is decides how it is shown; what it holds is decided by its octets.
        mediaType: /\.pdf$/i.test(name) ? 'application/pdf' : 'application/octet-stream',
        content: { sizeBytes: sizeBytes as number, digests },
      },
    })
    return { requestUrl: url(made) }
  })
}
