import { loading } from '../loading.js'
import type { SignatureOutcome } from '../signature-outcome.js'
import type { HostDialogOptions, OwnOriginOptions } from './own-origin-options.js'

/**
 * Asks at the dialog's own origin. The window opens here, before anything is awaited: browsers let one open at a click alone.
 * @throws As `requestSignature`; ClientError `POPUP_BLOCKED`, `DIALOG_UNREACHABLE`.
 */
export async function askAtOwnOrigin(options: OwnOriginOptions): Promise<SignatureOutcome> {
  const framed = options.dialogWindow === 'frame' && tellsVisibility()
  const opened = framed ? undefined : globalThis.open('', '_blank', 'popup,width=600,height=820')
  try {
    const { askDialog } = await loading(import('./ask-dialog.js'))
    return await askDialog(options, opened)
  } finally {
    opened?.close()
  }
}

/** Can the browser tell a frame that nothing covers it? Intersection Observer v2; Chromium alone, in 2026. */
export function tellsVisibility(): boolean {
  return 'isVisible' in IntersectionObserverEntry.prototype
}

/**
 * Is the dialog: for the one script of the page at the dialog's own origin. Takes over the request that the portal handed over, shows
 * it, signs, and tells the portal's page the outcome.
 * @returns When the person is done. Whatever goes wrong is told to the person, and to the portal's page by its code.
 * @throws ClientError `PORTAL_UNREACHABLE` when its own code cannot be loaded.
 */
export async function hostDialog(options: HostDialogOptions): Promise<void> {
  const { serveDialog } = await loading(import('./serve-dialog.js'))
  return serveDialog(options)
}
