import type { CommitmentType, Locale } from '@chopmark/core'
import type {
  CardCode,
  ClientErrorCode,
  DeviceCode,
  Remedy,
  RequesterCode,
} from '../client-error.js'

/** A failure as a person reads it: what happened, and what to do next. Placeholders: `{what}`, `{triesLeft}`. */
export interface FailureMessage {
  readonly title: string
  readonly text: string
  readonly next: string
}

/** A failure in every language, as a key source brings it along. */
export type FailureTexts = Readonly<Record<Locale, FailureMessage>>

/** What brings its own words along, `ClientError.texts`: the sources of cards and of this device, and the check of who asks. */
type WithOwnTexts = CardCode | DeviceCode | RequesterCode

type Failures = Readonly<Record<Exclude<ClientErrorCode, WithOwnTexts>, FailureMessage>>

/** The failures whose words come after the first load. */
export type LaterFailures = Omit<Failures, FirstFailure>

/** What has to be said when nothing more can be loaded. */
type FirstFailure = 'PORTAL_UNREACHABLE'

/** What the dialog says as long as nothing fails, in one language. `{name}` marks a placeholder, see `fill`. */
export interface FirstMessages {
  readonly dialog: {
    readonly title: string
    readonly close: string
    readonly languages: string
    readonly sandbox: string
    readonly steps: string
    readonly step: string
    readonly stepNames: readonly [string, string, string]
  }
  readonly loading: { readonly title: string }
  readonly review: {
    readonly title: string
    readonly asks: string
    readonly unverified: string
    readonly purpose: string
    readonly document: string
    readonly meaning: string
    readonly details: string
    readonly fingerprint: string
    readonly fileName: string
    readonly mediaType: string
    readonly size: string
    readonly bytes: string
    readonly validUntil: string
    readonly proceed: string
    readonly decline: string
  }
  readonly source: { readonly title: string; readonly text: string; readonly last: string }
  readonly file: {
    readonly title: string
    readonly text: string
    readonly drop: string
    readonly choose: string
    readonly hint: string
    readonly stays: string
  }
  readonly pin: {
    readonly title: string
    readonly text: string
    readonly label: string
    readonly hint: string
    readonly show: string
    readonly hide: string
    readonly shown: string
    readonly hidden: string
    readonly empty: string
    readonly open: string
    readonly otherFile: string
  }
  readonly working: { readonly title: string; readonly text: string; readonly stop: string }
  readonly ownWindow: { readonly title: string; readonly text: string }
  readonly busy: {
    readonly signing: string
    readonly sending: string
    readonly stopTitle: string
    readonly stopText: string
    readonly keepGoing: string
    readonly stop: string
  }
  readonly done: {
    readonly title: string
    readonly text: string
    readonly already: string
    readonly pendingTitle: string
    readonly pendingText: string
    readonly pendingUntil: string
    readonly reference: string
    readonly finish: string
  }
  readonly failure: {
    readonly what: string
    readonly next: string
    readonly triesLeft: string
    readonly code: string
    readonly reference: string
    readonly kept: string
  }
  readonly actions: {
    readonly back: string
    readonly cancel: string
    readonly close: string
    readonly tryAgain: string
    readonly sendAgain: string
    readonly otherFile: string
    readonly otherWay: string
  }
  readonly sources: { readonly ecertFile: string; readonly card: string; readonly device: string }
  readonly commitments: Readonly<Record<CommitmentType, string>>
  readonly remedies: Readonly<Record<Remedy, string>>
  readonly failures: Pick<Failures, FirstFailure> & Partial<Failures>
}

/** Everything the dialog says, in one language. */
export interface Messages extends FirstMessages {
  readonly failures: Failures
}

/** The languages in their own names, short as Hong Kong services offer them, and in full for a screen reader. */
export const languageNames: Readonly<Record<Locale, readonly [short: string, full: string]>> = {
  'zh-Hant-HK': ['繁', '繁體中文'],
  'zh-Hans-HK': ['简', '简体中文'],
  en: ['EN', 'English'],
}

/** Loads one language whole. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const [first, later] = await Promise.all([loadFirstMessages(locale), loadLaterFailures(locale)])
  return { ...first, failures: { ...later, ...first.failures } }
}

async function loadLaterFailures(locale: Locale): Promise<LaterFailures> {
  switch (locale) {
    case 'zh-Hant-HK':
      return (await import('./failures/zh-hant-hk.js')).failuresZhHantHk
    case 'zh-Hans-HK':
      return (await import('./failures/zh-hans-hk.js')).failuresZhHansHk
    case 'en':
      return (await import('./failures/en.js')).failuresEn
  }
}

/** Loads what a dialog says first, in one language; each is a chunk of its own. */
export async function loadFirstMessages(locale: Locale): Promise<FirstMessages> {
  switch (locale) {
    case 'zh-Hant-HK':
      return (await import('./zh-hant-hk.js')).zhHantHk
    case 'zh-Hans-HK':
      return (await import('./zh-hans-hk.js')).zhHansHk
    case 'en':
      return (await import('./en.js')).en
  }
}

/**
 * The catalogue's language nearest to a language tag: simplified characters for tags that say so or name a place that
 * writes them, traditional ones for all other Chinese, English for the rest.
 */
export function nearestLocale(tag: string): Locale {
  const lower = tag.toLowerCase()
  if (!/^zh\b/.test(lower)) return 'en'
  return /hans|-cn|-sg|-my/.test(lower) && !lower.includes('hant') ? 'zh-Hans-HK' : 'zh-Hant-HK'
}

/** Puts values in the place of `{name}`; one that is not given stays as it is. */
export function fill(message: string, values: Readonly<Record<string, string>>): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
}
