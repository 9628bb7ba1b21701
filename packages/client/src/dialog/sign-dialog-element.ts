import { displayText, type Locale, type SignatureRequest } from '@chopmark/core'
import {
  fill,
  type FirstMessages,
  languageNames,
  loadFirstMessages,
  loadMessages,
} from '../messages/messages.js'
import type { Action, DialogView, Question, Work } from './dialog-view.js'
import { doneScreen, failureScreen, stopScreen, toneIcon, workScreen } from './end-screens.js'
import { h, icon } from './h.js'
import { fileScreen, pinScreen, sourceScreen } from './key-screens.js'
import { reviewScreen } from './review-screen.js'
import type { Screen, Tools } from './screen.js'
import { styles } from './styles.js'

/** The element's name in the page. */
export const signDialogTag = 'chopmark-sign-dialog'

/** What the element offers besides being a view. */
export interface SignDialogElement extends HTMLElement, DialogView {
  /** Puts the dialog up, in a language. */
  open(locale: Locale): Promise<void>
  /** Takes the dialog down; the focus goes back to where it was. */
  close(): void
}

type Showing =
  | {
      readonly kind: 'question'
      readonly question: Question
      readonly answer: (action: Action) => void
    }
  | { readonly kind: 'work'; readonly work: Work; readonly stop: () => void; asked: boolean }

/**
 * Makes `<chopmark-sign-dialog>`, registering it when it is first used: importing this package changes nothing in the page,
 * and outside a browser there is no HTMLElement to extend.
 */
export function createSignDialog(): SignDialogElement {
  const known = customElements.get(signDialogTag)
  if (known === undefined) customElements.define(signDialogTag, defineElement())
  return document.createElement(signDialogTag) as SignDialogElement
}

function defineElement(): CustomElementConstructor {
  return class extends HTMLElement implements SignDialogElement {
    #locale: Locale = 'en'
    #m: FirstMessages | undefined
    /** The language whose failures have their words. */
    #whole: Locale | undefined
    #request: SignatureRequest | undefined
    #showing: Showing | undefined
    #closed = false
    readonly #status = h('p', { class: 'visually-hidden', role: 'status' })
    readonly #dialog = h('dialog', { part: 'dialog', 'aria-labelledby': 'title' })

    constructor() {
      super()
      const root = this.attachShadow({ mode: 'open' })
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(styles)
      root.adoptedStyleSheets = [sheet]
      root.append(this.#dialog)
      this.#dialog.addEventListener('cancel', (event) => {
        event.preventDefault()
        this.#requestClose()
      })
      // A browser may close a dialog on a second Escape whatever the page says: it comes back if work is under way.
      this.#dialog.addEventListener('close', () => {
        if (this.#closed) return
        this.#dialog.showModal()
        this.#requestClose()
      })
      // A file dropped beside the target must not carry the page away.
      for (const type of ['dragover', 'drop']) {
        this.#dialog.addEventListener(type, (event) => event.preventDefault())
      }
    }

    async open(locale: Locale): Promise<void> {
      await this.#useLocale(locale)
      this.#dialog.showModal()
    }

    close(): void {
      this.#closed = true
      this.#dialog.close()
      this.#dialog.replaceChildren()
    }

    setRequest(request: SignatureRequest): void {
      this.#request = request
    }

    ask(question: Question): Promise<Action> {
      return new Promise((answer) => {
        const render = (): void => {
          this.#showing = { kind: 'question', question, answer }
          this.#render(true)
        }
        if (saysFailure(question)) void this.#loadWhole().then(render)
        else render()
      })
    }

    show(work: Work, stop: () => void): void {
      const before = this.#showing
      const same = before?.kind === 'work' && before.work.step === work.step
      this.#showing = { kind: 'work', work, stop, asked: same && before.asked }
      const bar = this.#dialog.querySelector('progress')
      if (same && bar !== null && work.share !== undefined) bar.value = work.share
      else this.#render(true)
    }

    async #useLocale(locale: Locale): Promise<void> {
      this.#m = await loadFirstMessages(locale)
      this.#locale = locale
      this.#dialog.lang = locale
      const whole = this.#loadWhole()
      if (this.#showing?.kind === 'question' && saysFailure(this.#showing.question)) await whole
      this.#render(false)
    }

    /** Fetched while the network is there, so that its loss can be told. */
    async #loadWhole(): Promise<void> {
      const locale = this.#locale
      if (this.#whole === locale) return
      try {
        const whole = await loadMessages(locale)
        if (this.#locale !== locale) return
        this.#m = whole
        this.#whole = locale
      } catch {
        // The words of the first load have to do.
      }
    }

    #act(action: Action): void {
      if (this.#showing?.kind !== 'question') return
      const { answer } = this.#showing
      this.#showing = undefined
      answer(action)
    }

    #requestClose(): void {
      const showing = this.#showing
      if (showing?.kind === 'question') this.#act({ kind: 'close' })
      else if (showing?.kind === 'work') {
        const { step } = showing.work
        // Only here may something already be on its way.
        if (step === 'signing' || step === 'sending') {
          showing.asked = true
          this.#render(true)
        } else showing.stop()
      }
    }

    #render(moved: boolean): void {
      const showing = this.#showing
      const m = this.#m
      if (showing === undefined || m === undefined) return
      const tools: Tools = {
        m,
        locale: this.#locale,
        request: this.#request,
        act: (action) => this.#act(action),
        say: (text) => (this.#status.textContent = text),
      }
      const screen = this.#screen(showing, tools, moved ? undefined : this.#dialog)
      const heading = h(
        'h2',
        { tabindex: '-1', class: screen.tone },
        toneIcon(screen.tone),
        screen.title,
      )
      const state = showing.kind === 'work' ? showing.work : showing.question
      const step = state.step === 'drawn' ? state.name : state.step
      const panel = h(
        'form',
        {
          class: 'panel',
          novalidate: true,
          'data-step': step,
          autocomplete: 'off',
          onsubmit: (event) => {
            event.preventDefault()
            screen.submit?.()
          },
        },
        h('div', { class: 'body', part: 'body' }, heading, ...screen.body),
        screen.actions.length === 0
          ? undefined
          : h('footer', { part: 'footer', role: 'none' }, ...screen.actions),
      )
      this.#dialog.replaceChildren(
        ...this.#header(m),
        ...this.#steps(m, screen.step),
        panel,
        this.#status,
      )
      this.#status.textContent = screen.title
      if (screen.focus === undefined) heading.focus({ preventScroll: true })
      else screen.focus.focus()
    }

    #screen(showing: Showing, tools: Tools, before: HTMLElement | undefined): Screen {
      if (showing.kind === 'work') {
        const { work, stop } = showing
        const keepGoing = (): void => {
          showing.asked = false
          this.#render(true)
        }
        return showing.asked ? stopScreen(tools, keepGoing, stop) : workScreen(work, tools, stop)
      }
      const { question } = showing
      switch (question.step) {
        case 'review':
          return reviewScreen(question, tools)
        case 'source':
          return sourceScreen(question, tools)
        case 'file':
          return fileScreen(question, tools)
        case 'pin':
          return pinScreen(question, tools, before?.querySelector('input')?.value ?? '')
        case 'form':
          return question.draw(question.form, tools, before)
        case 'drawn':
          return question.draw(tools)
        case 'certificates':
          return question.draw(question, tools, before)
        case 'done':
          return doneScreen(question, tools)
        case 'failure':
          return failureScreen(question, tools)
      }
    }

    #header(m: FirstMessages): readonly Node[] {
      const locales = Object.entries(languageNames) as [Locale, readonly [string, string]][]
      const languages = locales.map(([locale, [short, full]]) =>
        h(
          'button',
          {
            type: 'button',
            lang: locale,
            'aria-label': `${short} ${full}`,
            'aria-pressed': String(locale === this.#locale),
            onclick: () => void this.#useLocale(locale),
          },
          short,
        ),
      )
      const header = h(
        'header',
        // The page has its own: to a screen reader, these would be a second banner and a second foot of the page.
        { part: 'header', role: 'none' },
        seal(),
        h('h1', { id: 'title' }, m.dialog.title),
        h(
          'div',
          { class: 'languages', role: 'group', 'aria-label': m.dialog.languages },
          ...languages,
        ),
        h(
          'button',
          {
            type: 'button',
            class: 'close',
            part: 'close',
            'aria-label': m.dialog.close,
            onclick: () => this.#requestClose(),
          },
          icon('close', 'M6 6l12 12', 'M18 6L6 18'),
        ),
      )
      if (this.#request?.sandbox !== true) return [header]
      return [header, h('p', { class: 'sandbox', part: 'sandbox' }, displayText(m.dialog.sandbox))]
    }

    #steps(m: FirstMessages, current: Screen['step']): readonly Node[] {
      if (current === undefined) return []
      const items = m.dialog.stepNames.map((name, index) =>
        h(
          'li',
          {
            class: index + 1 < current ? 'past' : '',
            ...(index + 1 === current ? { 'aria-current': 'step' } : {}),
          },
          h('span', {}, name),
        ),
      )
      const name = m.dialog.stepNames[current - 1] ?? ''
      const label = fill(m.dialog.step, { n: String(current), name })
      return [h('ol', { class: 'steps', part: 'steps', 'aria-label': label }, ...items)]
    }
  }
}

/** Does it need the words that come after the first load? */
function saysFailure(question: Question): boolean {
  return ['failure', 'form', 'drawn'].includes(question.step) || 'problem' in question
}

/** A seal, as it stands under a document in Hong Kong. */
function seal(): SVGElement {
  return icon('seal', 'M3 3h18v18H3z', 'M8 8h8v8H8z', 'M12 5.5v13', 'M5.5 12h13')
}
