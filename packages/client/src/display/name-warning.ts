import { type Locale, textWarnings } from '@chopmark/core'
import { h } from '../dialog/h.js'
import { displayTexts } from './display-texts.js'

/** What to be warned of in a name: letters of several alphabets, hidden characters. @returns One line each. */
export function nameWarnings(text: string, locale: Locale): readonly HTMLElement[] {
  const warnings = new Set(textWarnings(text))
  // Texts of certificates come with their hidden characters written out already.
  if (/‹U\+[0-9A-F]{4,6}›/.test(text)) warnings.add('invisible-characters')
  return [...warnings].map((warning) =>
    h('span', { class: 'alert warn name-warning' }, displayTexts[locale].warnings[warning]),
  )
}
