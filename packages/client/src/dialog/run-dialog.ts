import type { Locale } from '@chopmark/core'
import type { SigningSource } from '../key-sources/key-source.js'
import { nearestLocale } from '../messages/messages.js'
import type { DialogOptions } from '../request-signature.js'
import type { SignatureOutcome } from '../signature-outcome.js'
import type { Portal } from '../wire/portal.js'
import type { Around } from './around/around-dialog.js'
import type { DialogView } from './dialog-view.js'
import { runFlow } from './run-flow.js'
import { createSignDialog } from './sign-dialog-element.js'

export interface RunDialogOptions {
  readonly dialog?: DialogOptions
  readonly locale?: Locale
  readonly container?: Element
  readonly signal?: AbortSignal
}

/**
 * Puts the dialog into the page, leads the person through it, and takes it out again.
 * @throws As `requestSignature`.
 */
export function runDialog(
  portal: Portal,
  sources: readonly [SigningSource, ...SigningSource[]],
  options: RunDialogOptions,
): Promise<SignatureOutcome> {
  return withDialog(options, [portal.connection.requestUrl], (view, signal) =>
    runFlow({ portal, sources, view, signal, ...choosingOf(options) }),
  )
}

/** How certificates are chosen, where the page said so. */
export function choosingOf({ dialog }: RunDialogOptions): { readonly choosing?: DialogOptions } {
  return dialog === undefined ? {} : { choosing: dialog }
}

/**
 * The dialog around any flow.
 * @param requestUrls - Addresses of what is asked for, absolute.
 * @throws What the flow throws; the signal's reason.
 */
export async function withDialog<T>(
  options: RunDialogOptions,
  requestUrls: readonly string[],
  flow: (view: DialogView, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { container = document.body } = options
  const controller = new AbortController()
  const leave = (reason: Error): void => controller.abort(reason)
  const signal = AbortSignal.any([controller.signal, options.signal ?? controller.signal])
  signal.throwIfAborted()
  const element = createSignDialog()
  const theme = options.dialog?.theme
  if (theme !== undefined && theme !== 'auto') element.setAttribute('theme', theme)
  container.append(element)
  const locale =
    options.locale ?? nearestLocale(document.documentElement.lang || navigator.language)
  let around: Around | undefined
  let closed = false
  try {
    await element.open(locale)
    // Without it the dialog is what it is in a browser that knows none of this.
    void import('./around/around-dialog.js')
      .then(({ aroundDialog }) => {
        const { backButton = true } = options.dialog ?? {}
        const root = element.shadowRoot
        if (!closed && root) around = aroundDialog(root, requestUrls, backButton, leave)
      })
      .catch(() => undefined)
    return await flow(
      abortable(element, signal, () => around?.signed()),
      signal,
    )
  } finally {
    closed = true
    element.close()
    element.remove()
    await around?.end()
  }
}

/** A page that gives up does not wait for the person's answer. */
function abortable(view: DialogView, signal: AbortSignal, signed: () => void): DialogView {
  return {
    setRequest: (request) => view.setRequest(request),
    show: (work, stop) => view.show(work, stop),
    ask: (question) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted()
        if (question.step === 'done') signed()
        const abort = (): void => reject(signal.reason as Error)
        signal.addEventListener('abort', abort, { once: true })
        void view.ask(question).then((action) => {
          signal.removeEventListener('abort', abort)
          resolve(action)
        })
      }),
  }
}
