import type { Locale } from '@chopmark/core'
import { h } from '../dialog/h.js'
import { signDialogTag } from '../dialog/sign-dialog-element.js'
import { isolationTexts } from './isolation-texts.js'

/** How long the dialog has to have been there, whole and uncovered, before a press counts. */
const armAfterMs = 500
/** The shortest delay between two looks that Intersection Observer v2 allows. */
const lookEveryMs = 100
/** Smaller than this, a frame shows a button without what it stands under; a phone on its side, or 400 % zoom, is larger. */
const minWidth = 240
const minHeight = 160
/** Shares are computed from rounded lengths. */
const wholeShare = 0.99

/** Intersection Observer v2, which TypeScript's library does not know. */
interface VisibilityEntry extends IntersectionObserverEntry {
  readonly isVisible: boolean
}

/**
 * Against clickjacking: until the dialog has been visible, whole and uncovered, for half a second, presses do nothing, and the
 * person is told why. In a frame the browser says whether anything lies over it (Intersection Observer v2). A window of its own
 * cannot be covered from within the page; there the same time runs from when it came up, got the focus or changed its size, so that
 * the second half of a double click meant for another window signs nothing.
 * Closing the dialog, changing its language and saying which window goes on always work.
 * @returns Takes it away.
 */
export function armDialog(framed: boolean, locale: Locale): () => void {
  const notice = h('p', { class: 'alert', role: 'alert', 'data-arming': '' })
  let clear = !framed
  let since = performance.now()
  const restart = (): void => {
    since = performance.now()
  }
  const whole = (): boolean => !framed || (innerWidth >= minWidth && innerHeight >= minHeight)
  const armed = (): boolean => clear && whole() && performance.now() - since >= armAfterMs

  const observer = new IntersectionObserver(
    (entries) => {
      const entry = entries.at(-1) as VisibilityEntry
      const now = entry.isVisible && entry.intersectionRatio >= wholeShare
      if (now !== clear) restart()
      clear = now
    },
    { threshold: [0, wholeShare, 1], trackVisibility: true, delay: lookEveryMs } as object,
  )
  const explain = (dialog: Element): void => {
    const { covered, early } = isolationTexts[locale]
    notice.textContent = clear && whole() ? early : covered
    dialog.prepend(notice)
    const gone = setInterval(() => {
      if (!armed()) return
      clearInterval(gone)
      notice.remove()
    }, lookEveryMs)
  }
  const block = (event: Event): void => {
    if (armed() || event.composedPath().some(isWayOut)) return
    if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    event.stopImmediatePropagation()
    const dialog = document.querySelector(signDialogTag)?.shadowRoot?.querySelector('dialog')
    if (dialog && !notice.isConnected) explain(dialog)
  }
  const blocked = ['click', 'keydown', 'drop'] as const
  const restarting = ['focus', 'resize', 'visibilitychange'] as const
  for (const type of blocked) window.addEventListener(type, block, { capture: true })
  for (const type of restarting) window.addEventListener(type, restart)

  const coming = new MutationObserver(() => {
    const root = document.querySelector(signDialogTag)?.shadowRoot
    const dialog = root?.querySelector('dialog')
    if (!root || !dialog) return
    coming.disconnect()
    restart()
    // Not composed: seen from within alone. Enter in a field submits without a click.
    root.addEventListener('submit', block, { capture: true })
    if (framed) observer.observe(dialog)
  })
  coming.observe(document.body, { childList: true })

  return () => {
    coming.disconnect()
    observer.disconnect()
    notice.remove()
    for (const type of blocked) window.removeEventListener(type, block, { capture: true })
    for (const type of restarting) window.removeEventListener(type, restart)
  }
}

function isWayOut(target: EventTarget): boolean {
  return (
    target instanceof Element && target.matches('.close, .languages button, [data-step^=elsewhere]')
  )
}
