import { displayText } from '@chopmark/core'
import type { FormProblem } from '../key-sources/form-question.js'
import { fill } from '../messages/messages.js'
import type { Question } from './dialog-view.js'
import { h, icon } from './h.js'
import { alertBox, button, failureMessage, mainButton, type Screen, type Tools } from './screen.js'

/** Which of several places holds the key. */
export function sourceScreen(
  { sources, last }: Extract<Question, { step: 'source' }>,
  { m, locale, act }: Tools,
): Screen {
  return {
    step: 2,
    title: m.source.title,
    body: [
      h('p', {}, m.source.text),
      h(
        'div',
        { class: 'choices' },
        ...sources.map((source) => {
          const { label } = source
          const name = typeof label === 'string' ? m.sources[label] : label[locale]
          const text = source === last ? fill(m.source.last, { name }) : name
          return button(text, () => act({ kind: 'source', source }), 'choice')
        }),
      ),
    ],
    actions: [button(m.actions.back, () => act({ kind: 'back' }))],
  }
}

/** The e-Cert file: picked, or dropped. */
export function fileScreen({ problem }: Extract<Question, { step: 'file' }>, tools: Tools): Screen {
  const { m, act } = tools
  const take = (file: File | null | undefined): void => {
    if (file != null) act({ kind: 'file', file })
  }
  const input = h('input', {
    type: 'file',
    id: 'file',
    class: 'visually-hidden',
    accept: '.p12,.pfx,application/x-pkcs12,application/pkcs12',
    'aria-describedby': 'file-hint',
    onchange: () => take(input.files?.[0]),
  })
  const zone: HTMLElement = h(
    'div',
    {
      class: 'drop',
      part: 'drop',
      ondragover: () => zone.classList.add('over'),
      ondragleave: () => zone.classList.remove('over'),
      ondrop: (event) => take((event as DragEvent).dataTransfer?.files[0]),
    },
    icon('file', 'M6 2h8l5 5v15H6z', 'M14 2v5h5', 'M9.5 14.5l2 2 4-4'),
    h('p', { class: 'pointer-only' }, m.file.drop),
    input,
    h('label', { for: 'file', class: 'button main', part: 'button main-button' }, m.file.choose),
    h('p', { id: 'file-hint', class: 'muted' }, m.file.hint),
  )
  return {
    step: 2,
    title: m.file.title,
    body: [
      problem && problemBox(problem, tools),
      h('p', {}, m.file.text),
      zone,
      h(
        'p',
        { class: 'note' },
        icon('lock', 'M6 11h12v10H6z', 'M8.5 11V7.5a3.5 3.5 0 0 1 7 0V11'),
        m.file.stays,
      ),
    ],
    actions: [button(m.actions.back, () => act({ kind: 'back' }))],
  }
}

/** What was given will not do: what happened, and what to do next. */
export function problemBox(
  { code, what = '', texts }: FormProblem,
  { m, locale }: Tools,
): HTMLElement {
  const failure = failureMessage(code, m, texts?.[locale])
  return alertBox(
    h('strong', { 'data-code': code }, failure.title),
    h('p', {}, fill(failure.text, { what: displayText(what) })),
    h('p', {}, failure.next),
  )
}

/** The PIN of the file. */
export function pinScreen(
  question: Extract<Question, { step: 'pin' }>,
  { m, act, say }: Tools,
  typed: string,
): Screen {
  const { problem } = question
  const failure = problem && failureMessage(problem.code, m)
  const complaint = h('div', { class: 'complaint', id: 'pin-problem', role: 'alert' })
  if (failure !== undefined) {
    complaint.dataset['code'] = problem?.code
    complaint.append(
      h('strong', {}, failure.title),
      h('span', {}, failure.text),
      h('span', {}, failure.next),
    )
  }
  const input = h('input', {
    type: 'password',
    id: 'pin',
    part: 'input',
    autocomplete: 'off',
    autocapitalize: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    maxlength: '512',
    'aria-describedby': 'pin-problem pin-hint',
    'aria-invalid': failure === undefined ? 'false' : 'true',
  })
  input.value = typed
  const toggle = button(m.pin.show, () => {
    const shown = input.type === 'text'
    input.type = shown ? 'password' : 'text'
    toggle.textContent = shown ? m.pin.show : m.pin.hide
    say(shown ? m.pin.hidden : m.pin.shown)
  })
  toggle.classList.add('quiet')
  return {
    step: 2,
    title: m.pin.title,
    body: [
      h(
        'div',
        { class: 'chosen' },
        icon('file', 'M6 2h8l5 5v15H6z', 'M14 2v5h5'),
        h('span', { class: 'file-name' }, displayText(question.for, { maxLength: 80 })),
        button(m.pin.otherFile, () => act({ kind: 'other-file' }), 'link'),
      ),
      h('label', { for: 'pin' }, m.pin.label),
      h('div', { class: 'field' }, input, toggle),
      complaint,
      h('p', { id: 'pin-hint', class: 'muted' }, m.pin.text, h('br'), m.pin.hint),
    ],
    actions: [mainButton(m.pin.open), button(m.actions.back, () => act({ kind: 'other-file' }))],
    submit: () => {
      // The empty PIN is a PIN too, but a person who presses Enter too early did not mean it: asked once.
      if (input.value === '' && input.dataset['asked'] === undefined) {
        input.dataset['asked'] = ''
        complaint.replaceChildren(m.pin.empty)
        input.setAttribute('aria-invalid', 'true')
        input.focus()
        return
      }
      const pin = input.value
      input.value = ''
      act({ kind: 'pin', pin })
    },
    focus: input,
  }
}
