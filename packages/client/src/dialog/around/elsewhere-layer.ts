import type { Locale } from '@chopmark/core'
import { h } from '../h.js'
import { button, mainButton } from '../screen.js'
import type { Elsewhere } from './claim-requests.js'
import { elsewhereTexts } from './elsewhere-texts.js'

/**
 * Says over the dialog what another window has done. The dialog stays below as it is: what was typed there, and work under way.
 * @param root - The dialog's shadow root, whose styles it takes.
 * @param take - The person goes on here.
 * @param close - The person leaves it to the other window.
 * @returns Takes it away; the focus goes back to where it was.
 */
export function elsewhereLayer(
  root: ShadowRoot,
  what: Elsewhere,
  take: () => void,
  close: () => void,
): () => void {
  const lang = root.querySelector('dialog')?.lang as Locale
  const { title, text, here, close: leave } = elsewhereTexts[lang][what]
  const layer = h(
    'dialog',
    { part: 'dialog', lang, 'aria-labelledby': 'elsewhere-title' },
    h(
      'form',
      {
        class: 'panel',
        'data-step': `elsewhere-${what}`,
        onsubmit: (event) => {
          event.preventDefault()
          if (here === undefined) close()
          else take()
        },
      },
      h(
        'div',
        { class: 'body', part: 'body' },
        h('h2', { id: 'elsewhere-title', tabindex: '-1' }, title),
        h('p', {}, text),
      ),
      h(
        'footer',
        { part: 'footer', role: 'none' },
        mainButton(here ?? leave),
        here === undefined ? undefined : button(leave, close),
      ),
    ),
  )
  layer.addEventListener('cancel', (event) => {
    event.preventDefault()
    close()
  })
  root.append(layer)
  layer.showModal()
  layer.querySelector('h2')?.focus({ preventScroll: true })
  return () => {
    layer.close()
    layer.remove()
  }
}
