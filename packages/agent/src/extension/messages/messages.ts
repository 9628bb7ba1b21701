import type { ExtensionProblem } from '../page-protocol.js'
import { en } from './en.js'
import { zhHansHk } from './zh-hans-hk.js'
import { zhHantHk } from './zh-hant-hk.js'

/** What the extension's window and settings page say, in one language. `{name}` marks a placeholder. */
export interface AgentMessages {
  readonly title: string
  readonly list: {
    readonly heading: string
    readonly text: string
    readonly note: string
    readonly allow: string
  }
  readonly sign: {
    readonly heading: string
    readonly headingOfMany: string
    readonly site: string
    readonly embeddedIn: string
    readonly document: string
    readonly documentNote: string
    readonly fingerprint: string
    readonly fingerprintNote: string
    readonly counter: string
    readonly counterFingerprint: string
    readonly certificate: string
    readonly issuedBy: string
    readonly card: string
    readonly pin: string
    readonly pinNote: string
    readonly pinPad: string
    readonly pinPadBusy: string
    readonly empty: string
    readonly sign: string
  }
  readonly refuse: string
  readonly close: string
  readonly busy: string
  readonly code: string
  readonly low: string
  readonly finalTry: string
  readonly problems: Readonly<Record<ExtensionProblem, string>>
  readonly options: {
    readonly heading: string
    readonly text: string
    readonly none: string
    readonly remove: string
  }
}

export type AgentLocale = 'en' | 'zh-Hant-HK' | 'zh-Hans-HK'

export const agentMessages: Readonly<Record<AgentLocale, AgentMessages>> = {
  'zh-Hant-HK': zhHantHk,
  'zh-Hans-HK': zhHansHk,
  en,
}

/** The language nearest to a tag: simplified for tags that say so, traditional for other Chinese, else English. */
export function nearestLocale(tag: string): AgentLocale {
  const lower = tag.toLowerCase()
  if (!/^zh\b/.test(lower)) return 'en'
  return /hans|-cn|-sg|-my/.test(lower) && !lower.includes('hant') ? 'zh-Hans-HK' : 'zh-Hant-HK'
}
