import type { Locale } from '@chopmark/core'
import type { SigningSource } from '../key-sources/key-source.js'
import type { DialogOptions } from '../request-signature.js'
import type { RequesterOptions } from '../requester/requester-options.js'

/** Asking at the dialog's own origin: the portal's page learns the outcome and nothing else. */
export interface OwnOriginOptions {
  /**
   * Where the portal keeps the request, at the portal's own origin; absolute, or relative to the page. A promise of it lets the
   * window open at the click, before the portal has been asked: browsers block one that opens later.
   */
  readonly requestUrl: string | Promise<string>
  /** The dialog's page at its own origin: `dialogUrl` of `createChopmark` in `@chopmark/server`. */
  readonly dialogUrl: string
  /**
   * `pop-up`: a window whose address bar shows the origin. `frame`: in this page, where the browser can tell that nothing covers
   * it; elsewhere a pop-up all the same. Absent: `pop-up`.
   */
  readonly dialogWindow?: 'pop-up' | 'frame'
  readonly dialog?: Pick<DialogOptions, 'theme'>
  /** Absent: the language of the page (`<html lang>`), else of the browser. */
  readonly locale?: Locale
  readonly signal?: AbortSignal
}

/** What the page at the dialog's own origin brings along. */
export interface HostDialogOptions {
  /** How to verify who asks. `not-verified`: anybody whom the server lets may ask under any name, and the dialog says so. */
  readonly requester: RequesterOptions | 'not-verified'
  /** Absent: an e-Cert file alone. */
  readonly keySources?: readonly [SigningSource, ...SigningSource[]]
  /** Origins whose pages may ask. Absent: those that the server wrote into the page (`createDialogHandler`). */
  readonly portals?: readonly string[]
  readonly dialog?: DialogOptions
}
