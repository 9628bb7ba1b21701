import { displayText, type Locale } from '@chopmark/core'
import { h } from './h.js'

/**
 * A stranger's name, made safe to show. What to be warned of in it is added as soon as its words have come: they are
 * wanted for few names and so not part of the first load.
 */
export function shownName(text: string, locale: Locale): HTMLElement {
  const name = h('span', {}, displayText(text))
  // Without its warning a name is as safe to show as it was: hidden characters are written out all the same.
  void import('../display/name-warning.js').then(
    ({ nameWarnings }) => name.append(...nameWarnings(text, locale)),
    () => undefined,
  )
  return name
}
