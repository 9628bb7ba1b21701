import { createHash } from 'node:crypto'
import {
  parseShown,
  parseSignedData,
  presentationOctets,
  presentDocument,
  type Shown,
} from '@chopmark/core'
import { type IssuedCertificate, type SandboxCsc, serveSandboxCsc } from '@chopmark/test-pki'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerTo, content, requestInput } from '../portal.test-support.js'
import { transactionDocument } from '../requests/transaction-document.js'
import { cscSigner } from './csc/csc-signer.js'
import { browse, listen, type ListeningPortal, session } from './remote.test-support.js'
import type { RemoteView } from './remote-signing.js'

let at: ListeningPortal
let service: SandboxCsc
let maker: IssuedCertificate

beforeAll(async () => {
  at = await listen()
  maker = await at.signer('WONG SIU MING')
  const client = { clientId: 'portal', clientSecret: 'secret' }
  service = await serveSandboxCsc({
    ...client,
    credentials: [await at.signer()],
    person: 'approve',
    redirectUri: at.callbackUrl('csc'),
  })
  const { baseUrl, url: oauthUrl } = service
  const fetch = { allowAddresses: [new URL(oauthUrl).host] }
  at.offer([cscSigner({ ...client, baseUrl, oauthUrl, fetch })])
}, 30_000)
afterAll(async () => {
  await service.close()
  await at.close()
})

/** A whole way through the service. */
async function through(requestId: string, shown?: Shown): Promise<RemoteView> {
  const view = await at.remote().start({
    requestIds: [requestId],
    ...{ session, signer: 'csc' },
    ...(shown && { shown: new Map([[requestId, shown]]) }),
  })
  if (view.kind !== 'waiting') return view
  await browse(view.redirectUrl ?? '')
  return at.remote().poll({ handle: view.handle, session })
}

function reportsOf(view: RemoteView) {
  const [first] = view.kind === 'decided' ? view.decided : []
  if (first?.acceptance.outcome !== 'accepted') throw new Error(JSON.stringify(view))
  return first.acceptance
}

const label = { en: 'Amount', 'zh-Hant-HK': '金額', 'zh-Hans-HK': '金额' }
const payment = transactionDocument('payment.json', {
  title: label,
  fields: [{ kind: 'amount', label, currency: 'HKD', value: '12850.00' }],
})
const locale = 'zh-Hant-HK'

/** What the dialog says of the payment when it has shown it. */
function shownWhole(): Shown & { readonly extent: 'whole' } {
  const presentation = presentDocument(payment.mediaType, payment.content, locale)
  if (presentation === undefined) throw new Error('it cannot be shown')
  const { renderer, version } = presentation
  const sha256 = createHash('sha256').update(presentationOctets(presentation)).digest()
  return { extent: 'whole', locale, renderer, version, sha256: new Uint8Array(sha256) }
}

async function ask(changes: Parameters<typeof requestInput>[0] = {}): Promise<string> {
  return (await at.chopmark.createRequest(requestInput({ session, ...changes }))).id
}

describe('what was shown', () => {
  it('is in the signed attributes that the service signs, and passes full validation', async () => {
    const requestId = await ask({ document: payment, shown: 'whole' })
    const accepted = reportsOf(await through(requestId, shownWhole()))
    expect(accepted.reports[0].checks).toContainEqual(
      expect.objectContaining({
        id: 'request.shown',
        status: 'PASSED',
        facts: expect.objectContaining({ asked: 'whole', shownAgain: 'same' }) as unknown,
      }),
    )
    const cms = (await at.chopmark.signedDocument(accepted.signatureId)) ?? new Uint8Array()
    const parsed = parseSignedData(cms)
    const attributes =
      (parsed.ok && parsed.value.signerInfos[0]?.signedAttributes?.attributes) || []
    const values = attributes.flatMap((one) => (one.oid.startsWith('2.25.') ? one.values : []))
    expect(values.map(parseShown)).toEqual([{ ok: true, value: shownWhole() }])
  })

  it('is kept as said where nobody can show it again: a PDF', async () => {
    const document = {
      ...{ name: 'form.pdf', mediaType: 'application/pdf' },
      content: new TextEncoder().encode('%PDF-1.7'),
    }
    const sha256 = new Uint8Array(32).fill(7)
    const renderer = { renderer: 'chopmark/pdf', version: '1', sha256 }
    const requestId = await ask({ document, shown: 'whole' })
    expect(await through(requestId, { extent: 'whole', locale, ...renderer })).toMatchObject({
      decided: [{ acceptance: { outcome: 'accepted' } }],
    })
  })

  it.each<[string, () => Shown | undefined]>([
    ['nothing is said', () => undefined],
    ['the document was offered for saving only', () => ({ extent: 'none', locale })],
    ['a part was shown', () => ({ ...shownWhole(), extent: 'part' })],
    ['something else was rendered', () => ({ ...shownWhole(), sha256: new Uint8Array(32) })],
    ['it was shown in another language', () => ({ ...shownWhole(), locale: 'en' })],
  ])('is refused before the service is asked when %s', async (_, shown) => {
    const asked = service.requests.length
    const view = await through(await ask({ document: payment, shown: 'whole' }), shown())
    expect(view).toEqual({ kind: 'refused', code: 'REQUEST_BINDING_MISMATCH' })
    expect(service.requests).toHaveLength(asked)
  })

  it('may be nothing where the request asks for nothing, but no untruth', async () => {
    const offered = await through(await ask({ document: payment }), { extent: 'none', locale })
    expect(reportsOf(offered).outcome).toBe('accepted')
    const untruth = { ...shownWhole(), sha256: new Uint8Array(32) }
    const view = await through(await ask({ document: payment }), untruth)
    expect(view).toEqual({ kind: 'refused', code: 'REQUEST_BINDING_MISMATCH' })
  })
})

describe('a second signature at a service', () => {
  const { requester, purpose } = requestInput()

  async function made(packaging: 'attached' | 'detached'): Promise<string> {
    const request = await at.chopmark.createRequest(requestInput({ packaging }))
    const { origin } = at
    const signature = answerTo(request, maker)
    const accepted = await at.chopmark.acceptSignature({
      ...{ requestId: request.id, session, origin, signature },
    })
    if (accepted.outcome !== 'accepted') throw new Error(JSON.stringify(accepted))
    return accepted.signatureId
  }

  it.each([
    ['parallel', 'detached'],
    ['parallel', 'attached'],
    ['counter', 'detached'],
    ['counter', 'attached'],
  ] as const)('%s, %s: one document with both', async (as, packaging) => {
    const cosign = { signatureId: await made(packaging), as }
    const asking = { session, requester, purpose, cosign }
    const { id } = await at.chopmark.createRequest(asking)
    const { reports, signatureId } = reportsOf(await through(id))
    expect(reports.map(({ indication }) => indication)).toEqual(['TOTAL-PASSED', 'TOTAL-PASSED'])
    const countered = reports.filter(({ counterSignatureOf }) => counterSignatureOf !== null)
    expect(countered.map(({ signer }) => signer?.commonName)).toEqual(
      as === 'counter' ? ['CHAN TAI MAN'] : [],
    )
    const whole = parseSignedData(
      (await at.chopmark.signedDocument(signatureId)) ?? new Uint8Array(),
    )
    expect(whole.ok && whole.value.signerInfos).toHaveLength(as === 'parallel' ? 2 : 1)
    expect(whole.ok && whole.value.eContent).toEqual(packaging === 'attached' ? content : undefined)
  })
})
