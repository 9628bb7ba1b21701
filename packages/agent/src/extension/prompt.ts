import { extensionApi } from './api.js'
import { type AgentLocale, agentMessages, nearestLocale } from './messages/messages.js'
import type { PromptAction, PromptMessage } from './prompt-protocol.js'
import { type PromptState, promptView } from './prompt-view.js'

/** Often enough that the browser does not put the background to sleep while a person reads. */
const aliveMs = 15_000
/** A window that jumps up under a typing hand takes no key for this long. */
const settleMs = 600

const locales = ['zh-Hant-HK', 'zh-Hans-HK', 'en'] as const
const localeNames = { 'zh-Hant-HK': '繁', 'zh-Hans-HK': '简', en: 'EN' } as const

const port = extensionApi().runtime.connect({ name: `prompt:${location.hash.slice(1)}` })
const shownAt = Date.now()
let locale: AgentLocale = nearestLocale(extensionApi().i18n.getUILanguage())
let state: PromptState | undefined

function act(action: PromptAction): void {
  if (action.kind === 'agree' && Date.now() - shownAt < settleMs) return
  port.postMessage(action)
  if (action.kind === 'refuse') window.close()
}

function render(): void {
  if (state === undefined) return
  const m = agentMessages[locale]
  document.documentElement.lang = locale
  document.title = m.title
  for (const one of locales) {
    const chosen = document.querySelector(`[data-locale="${one}"]`)
    chosen?.setAttribute('aria-pressed', String(one === locale))
  }
  const { view, focus } = promptView(state, m, act)
  document.querySelector('main')?.replaceChildren(view)
  focus.focus()
}

for (const one of locales) {
  const choice = document.createElement('button')
  choice.type = 'button'
  choice.dataset['locale'] = one
  choice.lang = one
  choice.textContent = localeNames[one]
  choice.addEventListener('click', () => {
    locale = one
    render()
  })
  document.querySelector('nav')?.append(choice)
}

port.onMessage.addListener((message) => {
  const shown = message as PromptMessage
  if (shown.kind === 'ask-list' || shown.kind === 'ask-sign') {
    if (shown.locale !== '') locale = nearestLocale(shown.locale)
    state = { question: shown }
  } else if (state !== undefined) {
    state = { question: state.question, after: shown }
  }
  render()
})
port.onDisconnect.addListener(() => window.close())
setInterval(() => port.postMessage({ kind: 'alive' } satisfies PromptAction), aliveMs)
