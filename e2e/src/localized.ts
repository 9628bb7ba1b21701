import type { LocalizedText } from '@chopmark/core'

/** A text in the three languages. */
export const localized = (en: string, hant: string, hans: string): LocalizedText => ({
  en,
  'zh-Hant-HK': hant,
  'zh-Hans-HK': hans,
})
