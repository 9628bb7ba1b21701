import type { Locale } from '@chopmark/core'
import { en } from './en/messages.js'
import type { Messages } from './messages.js'
import { zhHansHk } from './zh-hans-hk/messages.js'
import { zhHantHk } from './zh-hant-hk/messages.js'

/** The sentences of a language. */
export function messagesOf(locale: Locale): Messages {
  switch (locale) {
    case 'en':
      return en
    case 'zh-Hant-HK':
      return zhHantHk
    case 'zh-Hans-HK':
      return zhHansHk
  }
}
