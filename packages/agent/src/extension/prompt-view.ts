import { displayText } from '@chopmark/core'
import { certificateText } from './certificate-text.js'
import { fill, make } from './elements.js'
import type { AgentMessages } from './messages/messages.js'
import type { PreparedDocument } from '../protocol.js'
import type { PromptAction, PromptMessage } from './prompt-protocol.js'

type Question = Extract<PromptMessage, { kind: 'ask-list' | 'ask-sign' }>

/** What the window shows: the question, and how its last answer ended. */
export interface PromptState {
  readonly question: Question
  readonly after?: Extract<PromptMessage, { kind: 'busy' | 'again' | 'failed' }>
}

/** The window's content for a state. @param act - What the person does. */
export function promptView(
  { question, after }: PromptState,
  m: AgentMessages,
  act: (action: PromptAction) => void,
): { readonly view: HTMLElement; readonly focus: HTMLElement } {
  const heading = make(
    'h1',
    { tabindex: '-1' },
    question.kind === 'ask-list' ? m.list.heading : signHeading(question, m),
  )
  const form = make('form', { 'data-step': after?.kind ?? question.kind })
  form.append(heading, facts(question, m))
  if (after?.kind === 'failed') {
    form.append(problemBox(after.problem, m), actions(undefined, button(m.close, act)))
    return { view: form, focus: heading }
  }
  const busy = after?.kind === 'busy'
  if (question.kind === 'ask-list') {
    form.append(
      make('p', {}, m.list.text),
      make('p', { class: 'note' }, m.list.note),
      actions(submit(m.list.allow, busy), button(m.refuse, act)),
    )
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      act({ kind: 'agree' })
    })
    return { view: form, focus: heading }
  }
  const { pinPad } = question.prepared
  const pin = after?.kind === 'again' ? after.pin : question.prepared.pin
  if (after?.kind === 'again') form.append(problemBox(after.problem, m))
  if (!busy && pin === 'low') form.append(warning(m.low, pin))
  if (!busy && pin === 'final-try') form.append(warning(m.finalTry, pin))
  const input = make('input', {
    type: 'password',
    id: 'pin',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: '256',
    'aria-describedby': 'pin-note pin-empty',
  })
  const empty = make('p', { id: 'pin-empty', role: 'alert', class: 'complaint' })
  if (busy) {
    form.append(make('p', { role: 'status', class: 'busy' }, pinPad ? m.sign.pinPadBusy : m.busy))
  } else if (pinPad) {
    form.append(make('p', {}, m.sign.pinPad))
  } else {
    form.append(
      make('label', { for: 'pin' }, m.sign.pin),
      input,
      empty,
      make('p', { id: 'pin-note', class: 'note' }, m.sign.pinNote),
    )
  }
  form.append(actions(submit(m.sign.sign, busy), button(m.refuse, act)))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (busy) return
    if (pinPad) {
      act({ kind: 'agree' })
      return
    }
    if (input.value === '') {
      empty.textContent = m.sign.empty
      input.focus()
      return
    }
    const typed = input.value
    input.value = ''
    act({ kind: 'agree', pin: typed })
  })
  return { view: form, focus: busy || pinPad ? heading : input }
}

function signHeading({ documentNames }: Question & { kind: 'ask-sign' }, m: AgentMessages): string {
  const n = documentNames.length
  return n === 1 ? m.sign.heading : fill(m.sign.headingOfMany, { n: String(n) })
}

function facts(question: Question, m: AgentMessages): HTMLElement {
  const { origin, embeddedIn } = question
  const list = make(
    'dl',
    {},
    ...row(
      m.sign.site,
      make('strong', { class: 'origin' }, displayText(origin, { maxLength: 200 })),
      embeddedIn === undefined
        ? undefined
        : make('span', { class: 'embedded' }, fill(m.sign.embeddedIn, { site: embeddedIn })),
    ),
  )
  if (question.kind === 'ask-list') return list
  const { documentNames, prepared } = question
  const { holder, kind, issuer } = certificateText(prepared.certificate)
  const card = [prepared.token, prepared.reader].filter((one) => one !== '').join(' — ')
  list.append(
    ...prepared.documents.flatMap((document, index) =>
      documentRows(document, documentNames[index] ?? '', m),
    ),
    ...row(
      m.sign.certificate,
      make('strong', { class: 'holder' }, holder),
      make('span', {}, kind),
      make('span', { class: 'note' }, fill(m.sign.issuedBy, { issuer })),
    ),
    ...row(m.sign.card, displayText(card, { maxLength: 120 })),
  )
  return list
}

function documentRows(
  { hash, digest, counter }: PreparedDocument,
  name: string,
  m: AgentMessages,
): readonly HTMLElement[] {
  // As the dialog writes it: people compare the two.
  const groups = digest.toUpperCase().match(/.{1,4}/g) ?? []
  return [
    ...row(
      counter ? m.sign.counter : m.sign.document,
      make('span', { class: 'document' }, displayText(name, { maxLength: 120 })),
      make('span', { class: 'note' }, m.sign.documentNote),
    ),
    ...row(
      fill(counter ? m.sign.counterFingerprint : m.sign.fingerprint, { hash }),
      make('code', { class: 'fingerprint' }, groups.join(' ')),
      make('span', { class: 'note' }, m.sign.fingerprintNote),
    ),
  ]
}

function row(
  label: string,
  ...value: readonly (Node | string | undefined)[]
): readonly [HTMLElement, HTMLElement] {
  return [make('dt', {}, label), make('dd', {}, ...value)]
}

function problemBox(code: keyof AgentMessages['problems'], m: AgentMessages): HTMLElement {
  return make(
    'div',
    { class: 'problem', role: 'alert', 'data-problem': code },
    make('p', {}, m.problems[code]),
    make('p', { class: 'note' }, fill(m.code, { code })),
  )
}

function warning(text: string, state: string): HTMLElement {
  return make('p', { class: 'warning', role: 'alert', 'data-pin': state }, text)
}

function submit(label: string, busy: boolean): HTMLButtonElement {
  const made = make('button', { type: 'submit', class: 'main' }, label)
  made.disabled = busy
  return made
}

function button(label: string, act: (action: PromptAction) => void): HTMLButtonElement {
  const made = make('button', { type: 'button', class: 'refuse' }, label)
  made.addEventListener('click', () => act({ kind: 'refuse' }))
  return made
}

function actions(...buttons: readonly (HTMLElement | undefined)[]): HTMLElement {
  return make('div', { class: 'actions' }, ...buttons)
}
