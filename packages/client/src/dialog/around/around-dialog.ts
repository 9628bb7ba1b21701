import { ClientError } from '../../client-error.js'
import { Leave } from '../run-flow.js'
import { onBackButton, stepBack } from './back-button.js'
import { claimRequests, type Elsewhere } from './claim-requests.js'
import { elsewhereLayer } from './elsewhere-layer.js'

/** What goes on around a dialog: other windows with the same request, and the browser's Back button. */
export interface Around {
  /** The portal has the signature. */
  signed(): void
  /** The dialog is gone. Resolves when the history stands where it stood. */
  end(): Promise<void>
}

/**
 * Watches what goes on around a dialog that is open.
 * @param root - Its shadow root.
 * @param requestUrls - Absolute addresses of its requests.
 * @param backButton - Does Back go back inside the dialog?
 * @param leave - Ends the dialog, with the reason that its flow rejects with.
 */
export function aroundDialog(
  root: ShadowRoot,
  requestUrls: readonly string[],
  backButton: boolean,
  leave: (reason: Error) => void,
): Around {
  let closeLayer = (): void => undefined
  let done = false
  const tell = (what: Elsewhere): void => {
    if (done) return
    closeLayer()
    const close = (): void =>
      leave(what === 'signed' ? new ClientError('REQUEST_ALREADY_USED') : new Leave('closed'))
    const take = (): void => {
      closeLayer()
      claim.take()
    }
    closeLayer = elsewhereLayer(root, what, take, close)
  }
  const claim = claimRequests(requestUrls, tell)
  const forget = backButton
    ? onBackButton(
        () => stepBack(root),
        () => leave(new Leave('closed')),
      )
    : () => Promise.resolve()
  return {
    signed: () => {
      done = true
      closeLayer()
      claim.signed()
    },
    end: () => {
      done = true
      claim.end()
      return forget()
    },
  }
}
