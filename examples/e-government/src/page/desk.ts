import {
  type BatchOutcome,
  ClientError,
  digestDocument,
  requestSignature,
  requestSignatures,
  type SignatureOutcome,
} from '@chopmark/client'
import { byId, make } from './elements.js'
import { keySourcesAsked } from './key-sources.js'
import { language, say, useLanguages } from './language.js'
import { ownOrigin } from './own-origin.js'
import { sandboxRequester } from './sandbox-requester.js'

/** The same for everything that is signed here; `/desk?ways=file,card` offers other ways to sign. */
const common = { keySources: keySourcesAsked(), requester: sandboxRequester } as const
const result = byId('desk-result')

/** Asks the portal; a body makes it a POST, which says where the person signs. */
async function ask<T>(path: string, body?: object): Promise<T> {
  const init =
    body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...body, ownOrigin: ownOrigin !== undefined }),
        }
  const response = await fetch(`/api/desk/${path}`, init)
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return (await response.json()) as T
}

function show(...children: readonly (Node | string)[]): void {
  result.replaceChildren(...children)
}

/** Runs one way through the desk; a failure was shown in the dialog, its code stands here. */
function onPress(button: HTMLButtonElement, run: () => Promise<void>): void {
  button.addEventListener('click', () => {
    button.disabled = true
    show()
    run()
      .catch((error: unknown) => {
        const code = error instanceof ClientError ? error.code : 'FAILED'
        show(make('p', { 'data-code': code }, `${say('notFinished')} (${code})`))
      })
      .finally(() => (button.disabled = false))
      .catch(reportError)
  })
}

/** A window of the dialog's opens with the click, and waits for what the portal says: so its address is given as a promise. */
async function askForBatch(
  requestUrls: Promise<readonly [string, ...string[]]>,
): Promise<BatchOutcome> {
  const locale = language()
  const where = await ownOrigin
  if (where !== undefined) return requestSignatures({ ...where, requestUrls, locale })
  return requestSignatures({ ...common, requestUrls: await requestUrls, locale })
}

async function askForOne(requestUrl: Promise<string>, file?: Blob): Promise<SignatureOutcome> {
  const document = file === undefined ? {} : { document: file }
  const locale = language()
  const where = await ownOrigin
  if (where !== undefined) return requestSignature({ ...where, ...document, requestUrl, locale })
  return requestSignature({ ...common, ...document, requestUrl: await requestUrl, locale })
}

async function signBatch(): Promise<void> {
  const asked = ask<{ requestUrls: [string, ...string[]] }>('batch', {})
  const { outcome, results } = await askForBatch(asked.then(({ requestUrls }) => requestUrls))
  show(
    make('p', { 'data-outcome': outcome }, outcome),
    make(
      'ol',
      {},
      ...results.map((one) =>
        make(
          'li',
          { 'data-result': one.outcome },
          one.outcome === 'signed' ? one.answer.signatureId : one.outcome,
        ),
      ),
    ),
  )
  await listSigned()
}

async function sign(asked: Promise<{ requestUrl: string }>, document?: Blob): Promise<void> {
  const outcome = await askForOne(
    asked.then(({ requestUrl }) => requestUrl),
    document,
  )
  if (outcome.outcome !== 'signed') {
    show(make('p', { 'data-outcome': outcome.outcome }, outcome.outcome))
    return
  }
  const { signatureId } = outcome.answer
  const signers = await ask<{ signer: string; indication: string; counter: boolean }[]>(
    `signatures/${signatureId}`,
  )
  show(
    make('p', { 'data-outcome': 'signed' }, signatureId),
    make(
      'ol',
      {},
      ...signers.map(({ signer, indication, counter }) =>
        make('li', { 'data-counter': String(counter) }, `${signer}: ${indication}`),
      ),
    ),
    make('a', { href: `/api/desk/signatures/${signatureId}/cms`, download: 'signed.p7s' }, 'CMS'),
  )
}

async function listSigned(): Promise<void> {
  const signed = await ask<{ signatureId: string; name: string }[]>('signed')
  byId('signed').replaceChildren(
    ...signed.map(({ signatureId, name }) => {
      const way = (as: 'parallel' | 'counter'): HTMLElement => {
        const label = say(as === 'parallel' ? 'signBeside' : 'signOver')
        const button = make('button', { type: 'button', 'data-as': as }, label) as HTMLButtonElement
        onPress(button, () => sign(ask('cosign', { signatureId, as })))
        return button
      }
      return make(
        'li',
        { 'data-signature': signatureId },
        `${name} `,
        way('parallel'),
        ' ',
        way('counter'),
      )
    }),
  )
}

async function signFile(): Promise<void> {
  const [file] = byId<HTMLInputElement>('file').files ?? []
  if (file === undefined) return
  const bar = make('progress', { max: '1', 'aria-label': say('digesting') }) as HTMLProgressElement
  show(bar)
  const asked = async (): Promise<{ requestUrl: string }> => {
    const digest = await digestDocument(file, 'SHA-256', { report: (share) => (bar.value = share) })
    const sha256 = Array.from(digest, (octet) => octet.toString(16).padStart(2, '0')).join('')
    const { name, size: sizeBytes } = file
    return ask('file', { name, sizeBytes, sha256 })
  }
  await sign(asked(), file)
}

onPress(byId<HTMLButtonElement>('batch'), signBatch)
onPress(byId<HTMLButtonElement>('large'), () => sign(ask('large', {})))
onPress(byId<HTMLButtonElement>('sign-file'), signFile)
useLanguages('deskPageTitle', () => void listSigned())
void listSigned()
