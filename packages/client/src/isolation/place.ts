import type { Locale } from '@chopmark/core'
import { ClientError } from '../client-error.js'
import { isolationTexts } from './isolation-texts.js'

/** Where the dialog stands. */
export interface Place {
  readonly window: Window
  /** The person closed it. */
  gone(): boolean
  goTo(url: string): void
  close(): void
}

const removeAfterMs = 500

/** The window that opened at the click. */
export function popUp(opened: Window): Place {
  return {
    window: opened,
    gone: () => opened.closed,
    goTo: (url) => opened.location.replace(url),
    close: () => opened.close(),
  }
}

/** A frame over the whole page, in the top layer; what lies below cannot be reached by keyboard or screen reader meanwhile. */
export function frame(locale: Locale): Place {
  const before = document.activeElement
  const layer = document.createElement('dialog')
  const inner = document.createElement('iframe')
  Object.assign(layer.style, {
    ...{ width: '100vw', height: '100dvh', maxWidth: 'none', maxHeight: 'none' },
    ...{ padding: '0', border: '0', margin: '0', background: 'none', overflow: 'hidden' },
  })
  Object.assign(inner.style, { width: '100%', height: '100%', border: '0', display: 'block' })
  inner.title = isolationTexts[locale].frameTitle
  inner.referrerPolicy = 'no-referrer'
  inner.allow = ''
  // Its own origin, its scripts and forms, the files it saves, a signing service's window: and not this page's address.
  inner.sandbox.add(
    ...['allow-scripts', 'allow-same-origin', 'allow-forms', 'allow-downloads'],
    ...['allow-popups', 'allow-popups-to-escape-sandbox', 'allow-modals'],
  )
  // The dialog inside decides what Escape means.
  layer.addEventListener('cancel', (event) => event.preventDefault())
  layer.append(inner)
  document.body.append(layer)
  layer.showModal()
  const target = inner.contentWindow
  if (target === null) throw new ClientError('DIALOG_UNREACHABLE')
  inner.addEventListener('load', () => inner.focus())
  return {
    window: target,
    gone: () => !inner.isConnected,
    goTo: (url) => (inner.src = url),
    close: () => {
      layer.close()
      // The press that ended it is still being handled in there.
      setTimeout(() => layer.remove(), removeAfterMs)
      if (before instanceof HTMLElement) before.focus()
    },
  }
}
