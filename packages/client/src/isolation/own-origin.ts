import { loading } from '../loading.js'
import type { HostDialogOptions, OwnOriginWindow } from './own-origin-options.js'

type Asking = typeof import('./ask-dialog.js')

/**
 * Asks at the dialog's own origin. The window opens here, before anything is awaited: browsers let one open at a click alone.
 * @param asked - What `ask` will wait for: should it fail before that, it is not one that nobody looks at.
 * @param ask - Given the window; null: the browser blocked it; undefined: a frame is wanted.
 * @throws What `ask` throws; ClientError `PORTAL_UNREACHABLE`.
 */
export async function askAtOwnOrigin<T>(
  options: OwnOriginWindow,
  asked: unknown,
  ask: (asking: Asking, opened: Window | null | undefined) => Promise<T>,
): Promise<T> {
  Promise.resolve(asked).catch(() => undefined)
  const framed = options.dialogWindow === 'frame' && tellsVisibility()
  const opened = framed ? undefined : globalThis.open('', '_blank', 'popup,width=600,height=820')
  try {
    return await ask(await loading(import('./ask-dialog.js')), opened)
  } finally {
    opened?.close()
  }
}

/** Can the browser tell a frame that nothing covers it? Intersection Observer v2; Chromium alone, in 2026. */
export function tellsVisibility(): boolean {
  return 'isVisible' in IntersectionObserverEntry.prototype
}

/**
 * Is the dialog: for the one script of the page at the dialog's own origin. Takes over what the portal handed over, shows
 * it, signs, and tells the portal's page the outcome.
 * @returns When the person is done. Whatever goes wrong is told to the person, and to the portal's page by its code.
 * @throws ClientError `PORTAL_UNREACHABLE` when its own code cannot be loaded.
 */
export async function hostDialog(options: HostDialogOptions): Promise<void> {
  const { serveDialog } = await loading(import('./serve-dialog.js'))
  return serveDialog(options)
}
