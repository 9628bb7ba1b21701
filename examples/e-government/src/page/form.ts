import { ClientError, requestSignature, type SignatureOutcome } from '@chopmark/client'
import { addressFields, namePattern } from '../address-form.js'
import { byId, make } from './elements.js'
import { certificateKinds, keySourcesAsked } from './key-sources.js'
import { formatTime, language, say, useLanguages } from './language.js'
import { ownOrigin } from './own-origin.js'
import { showResult, type Submission } from './result.js'
import { sandboxRequester } from './sandbox-requester.js'
import type { TextKey } from './texts.js'

const form = byId<HTMLFormElement>('address-form')
const signButton = byId<HTMLButtonElement>('sign')
const problem = byId('form-problem')
const draftKey = 'address-form'

/** The submission on show, so that a change of language rewrites it. */
let shown: Submission | undefined

function field(name: string): HTMLInputElement | HTMLSelectElement {
  return byId<HTMLInputElement | HTMLSelectElement>(name)
}

/** What is typed survives a reload, the back button and a failed signature. */
function keepDraft(): void {
  sessionStorage.setItem(
    draftKey,
    JSON.stringify(Object.fromEntries(addressFields.map((name) => [name, field(name).value]))),
  )
}

function restoreDraft(): void {
  const kept = sessionStorage.getItem(draftKey)
  if (kept === null) return
  const values = JSON.parse(kept) as Partial<Record<string, string>>
  for (const name of addressFields) field(name).value = values[name] ?? ''
}

function fault(name: string): TextKey | undefined {
  const value = field(name).value.trim()
  if (value === '') return 'required'
  return name === 'name' && !namePattern.test(value) ? 'nameShape' : undefined
}

/** Shows what is missing beside each field and moves to the first one. */
function checkFields(refused: readonly string[] = []): boolean {
  const faulty = addressFields.filter((name) => {
    const key = fault(name) ?? (refused.includes(name) ? 'required' : undefined)
    const message = byId(`${name}-error`)
    message.hidden = key === undefined
    message.textContent = key === undefined ? '' : say(key)
    field(name).setAttribute('aria-invalid', String(key !== undefined))
    return key !== undefined
  })
  if (faulty[0] !== undefined) field(faulty[0]).focus()
  return faulty.length === 0
}

function complain(key: TextKey | undefined): void {
  problem.hidden = key === undefined
  problem.textContent = key === undefined ? '' : say(key)
}

/** The portal would not take a field: it stands beside it. */
class FieldsRefused extends Error {}

/** Sends the form; the portal answers with the address of the signature request, or the fields it refuses. */
async function prepare(): Promise<string> {
  const values = Object.fromEntries(addressFields.map((name) => [name, field(name).value]))
  const response = await fetch('/api/address-forms', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      form: values,
      locale: language(),
      ownOrigin: ownOrigin !== undefined,
    }),
  })
  const answer = (await response.json()) as { requestUrl?: string; fields?: readonly string[] }
  if (answer.requestUrl !== undefined) return answer.requestUrl
  checkFields(answer.fields)
  throw new FieldsRefused()
}

/** Here, or at the dialog's own origin: there this page learns the outcome alone. */
async function ask(prepared: Promise<string>): Promise<SignatureOutcome> {
  const locale = language()
  const where = await ownOrigin
  // The window opens with the click: a browser need not let one open once the portal has answered.
  if (where !== undefined) return requestSignature({ ...where, requestUrl: prepared, locale })
  return requestSignature({
    requestUrl: await prepared,
    locale,
    requester: sandboxRequester,
    keySources: keySourcesAsked(),
    dialog: { certificateKinds },
  })
}

async function sign(): Promise<void> {
  complain(undefined)
  if (!checkFields()) return
  keepDraft()
  signButton.disabled = true
  signButton.textContent = say('preparing')
  try {
    const outcome = await ask(prepare())
    switch (outcome.outcome) {
      case 'signed':
        await open(outcome.answer.signatureId)
        sessionStorage.removeItem(draftKey)
        break
      case 'cancelled':
        complain('cancelled')
        break
      case 'no-suitable-key':
        complain('noKey')
        break
    }
  } catch (error) {
    if (error instanceof FieldsRefused) return
    // A ClientError was shown in the dialog with its next step; anything else here is the network.
    if (error instanceof ClientError) complain('notFinished')
    else complain('networkGone')
  } finally {
    signButton.disabled = false
    signButton.textContent = say('sign')
  }
}

async function open(signatureId: string): Promise<void> {
  const response = await fetch(`/api/submissions/${encodeURIComponent(signatureId)}`)
  if (!response.ok) throw new Error('The submission cannot be read.')
  shown = (await response.json()) as Submission
  history.pushState({ signatureId }, '', `#${signatureId}`)
  render()
}

function render(): void {
  byId('view-form').hidden = shown !== undefined
  byId('view-result').hidden = shown === undefined
  if (shown !== undefined) showResult(byId('result'), shown)
  else void listEarlier()
  byId('main').focus()
  window.scrollTo(0, 0)
}

async function listEarlier(): Promise<void> {
  const response = await fetch('/api/submissions')
  if (!response.ok) return
  const list = (await response.json()) as readonly {
    signatureId: string
    signedAt: string
    name: string
  }[]
  byId('earlier').hidden = list.length === 0
  byId('earlier-list').replaceChildren(
    ...list.map(({ signatureId, signedAt, name }) => {
      const link = make('a', { href: `#${signatureId}` }, `${formatTime(signedAt)} — ${name}`)
      link.addEventListener('click', (event) => {
        event.preventDefault()
        void open(signatureId)
      })
      return make('li', {}, link)
    }),
  )
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  void sign()
})
form.addEventListener('input', keepDraft)
byId('back').addEventListener('click', () => {
  shown = undefined
  history.pushState(null, '', '/')
  render()
})
window.addEventListener('popstate', () => {
  const signatureId = location.hash.slice(1)
  if (signatureId !== '') void open(signatureId)
  else {
    shown = undefined
    render()
  }
})

useLanguages('pageTitle', () => {
  if (!problem.hidden) complain(undefined)
  for (const name of addressFields) {
    if (field(name).getAttribute('aria-invalid') === 'true')
      byId(`${name}-error`).textContent = say(fault(name) ?? 'required')
  }
  if (shown !== undefined) showResult(byId('result'), shown)
  else void listEarlier()
})
restoreDraft()
if (location.hash.length > 1) void open(location.hash.slice(1))
else void listEarlier()
