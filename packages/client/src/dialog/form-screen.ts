import type { FormField, FormQuestion } from '../key-sources/form-question.js'
import { fill } from '../messages/messages.js'
import { h } from './h.js'
import { problemBox } from './key-screens.js'
import { button, formatDate, mainButton, row, type Screen, type Tools } from './screen.js'

/** @param before - The same screen in another language; what was typed there stays. */
export type DrawForm = (form: FormQuestion, tools: Tools, before: HTMLElement | undefined) => Screen

/** A screen that a key source describes. */
export const formScreen: DrawForm = (form, tools, before) => {
  const { m, locale, act } = tools
  const { fields = [], facts = [], problem, actions } = form
  const [main, ...others] = actions
  const parts = fields.map((field) => fieldOf(field, tools, before))
  const answer = (action: string): void => {
    const values = Object.fromEntries(parts.map(({ input }) => [input.id, input.value]))
    for (const { input } of parts) input.value = ''
    act({ kind: 'form', answer: { action, values } })
  }
  const box = problem && problemBox(problem, tools)
  if (problem?.triesLeft !== undefined) {
    const triesLeft = String(problem.triesLeft)
    box?.append(h('p', {}, fill(m.failure.triesLeft, { triesLeft })))
  }
  const first = parts.find(({ input }) => input.value === '')
  return {
    step: 2,
    title: form.title[locale],
    body: [
      h(
        'div',
        { 'data-form': form.id },
        box,
        ...form.paragraphs.map((text) => h('p', {}, text[locale])),
        facts.length === 0
          ? undefined
          : h(
              'dl',
              { class: 'facts' },
              ...facts.map(([label, value]) =>
                row(label[locale], typeof value === 'string' ? value : formatDate(value, locale)),
              ),
            ),
        ...parts.map(({ element }) => element),
      ),
    ],
    actions: [
      mainButton(main.label[locale]),
      ...others.map(({ id, label }) => button(label[locale], () => answer(id))),
      button(m.actions.back, () => act({ kind: 'back' })),
    ],
    submit: () => {
      const missing = parts.filter(({ complain }) => complain())
      if (missing[0] === undefined) answer(main.id)
      else missing[0].input.focus()
    },
    ...(first === undefined ? {} : { focus: first.input }),
  }
}

function fieldOf(
  { id, label, hint, empty, kind, digits, value }: FormField,
  { locale }: Tools,
  before: HTMLElement | undefined,
): {
  readonly input: HTMLInputElement
  readonly element: HTMLElement
  /** Says so beside the field when it is empty. */
  readonly complain: () => boolean
} {
  const complaint = h('div', { class: 'complaint', id: `${id}-problem`, role: 'alert' })
  const input = h('input', {
    type: kind === 'secret' ? 'password' : 'text',
    id,
    part: 'input',
    autocomplete: 'off',
    autocapitalize: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    maxlength: '512',
    inputmode: digits === true ? 'numeric' : undefined,
    'aria-describedby': `${id}-problem ${id}-hint`,
    'aria-invalid': 'false',
  })
  input.value = before?.querySelector<HTMLInputElement>(`#${id}`)?.value ?? value ?? ''
  return {
    input,
    element: h(
      'div',
      {},
      h('label', { for: id }, label[locale]),
      h('div', { class: 'field' }, input),
      complaint,
      h('p', { id: `${id}-hint`, class: 'muted' }, hint?.[locale]),
    ),
    complain() {
      const missing = input.value.trim() === ''
      complaint.textContent = missing ? empty[locale] : ''
      input.setAttribute('aria-invalid', String(missing))
      return missing
    },
  }
}
