import type { Locale, SignatureRequest } from '@chopmark/core'
import type { ClientErrorCode } from '../client-error.js'
import type { FailureMessage, FirstMessages } from '../messages/messages.js'
import type { Action } from './dialog-view.js'
import { type Child, h } from './h.js'

/** One state of the dialog as elements. */
export interface Screen {
  /** Which of the three steps it belongs to; absent: none is marked. */
  readonly step?: 1 | 2 | 3
  readonly title: string
  readonly tone?: 'good' | 'bad' | 'wait'
  readonly body: readonly Child[]
  /** Buttons of the footer, the main one first. */
  readonly actions: readonly HTMLElement[]
  /** What Enter and the main button do. */
  readonly submit?: () => void
  /** Where the keyboard goes; absent: the heading. */
  readonly focus?: HTMLElement
}

/** What the screens are built with. */
export interface Tools {
  readonly m: FirstMessages
  readonly locale: Locale
  /** Absent while the request is on its way. */
  readonly request: SignatureRequest | undefined
  readonly act: (action: Action) => void
  /** Tells a screen reader, without moving anything. */
  readonly say: (text: string) => void
}

/** What to say of a failure: what the key source brought along, or the catalogue's words. */
export function failureMessage(
  code: ClientErrorCode,
  m: FirstMessages,
  brought?: FailureMessage,
): FailureMessage {
  const catalogue: Partial<Record<ClientErrorCode, FailureMessage>> = m.failures
  // Where even the words could not be loaded, the network is what is wrong.
  return brought ?? catalogue[code] ?? catalogue.OTHER_REFUSAL ?? m.failures.PORTAL_UNREACHABLE
}

/** The main button, which Enter presses too. */
export function mainButton(label: string): HTMLButtonElement {
  return h('button', { type: 'submit', class: 'main', part: 'button main-button' }, label)
}

/** Any other button. */
export function button(label: string, press: () => void, kind = ''): HTMLButtonElement {
  return h('button', { type: 'button', class: kind, part: 'button', onclick: press }, label)
}

/** A label and what belongs to it. */
export function row(label: string, ...value: readonly Child[]): HTMLElement {
  return h('div', { class: 'row' }, h('dt', {}, label), h('dd', {}, ...value))
}

/** A box that says what is wrong, read out at once. */
export function alertBox(...children: readonly Child[]): HTMLElement {
  return h('div', { class: 'alert', part: 'alert', role: 'alert' }, ...children)
}

/** A date as people in Hong Kong write it, in Hong Kong's time. */
export function formatDate(time: number, locale: Locale): string {
  const options = { dateStyle: 'long', timeZone: 'Asia/Hong_Kong' } as const
  return new Intl.DateTimeFormat(dateLocale(locale), options).format(time)
}

/** Date and time of day, in Hong Kong's time. */
export function formatTime(time: number, locale: Locale): string {
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Hong_Kong' } as const
  return new Intl.DateTimeFormat(dateLocale(locale), options).format(time)
}

function dateLocale(locale: Locale): string {
  return locale === 'en' ? 'en-HK' : locale
}
