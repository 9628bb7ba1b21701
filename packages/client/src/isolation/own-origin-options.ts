import type { Locale } from '@chopmark/core'
import type { SigningSource } from '../key-sources/key-source.js'
import type { DialogOptions } from '../request-signature.js'
import type { RequesterOptions } from '../requester/requester-options.js'

/** Where the dialog is put: the portal's page learns the outcome and nothing else. */
export interface OwnOriginWindow {
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

/** Asking at the dialog's own origin. */
export interface OwnOriginOptions extends OwnOriginWindow {
  /**
   * Where the portal keeps the request, at the portal's own origin; absolute, or relative to the page. A promise of it lets the
   * window open at the click, before the portal has been asked: browsers block one that opens later.
   */
  readonly requestUrl: string | Promise<string>
  /**
   * The document, where the person has it and the portal only knows its size and digest: handed on to the dialog, which digests it
   * itself and signs only the one that the request names. What a person picks in this page, this page can read.
   */
  readonly document?: Blob
}

/** Asking for several signatures with one consent at the dialog's own origin. */
export interface OwnOriginBatchOptions extends OwnOriginWindow {
  /** As `requestUrl`, beside each other at the portal; at most 50, all of one requester, and for one signer. */
  readonly requestUrls: readonly [string, ...string[]] | Promise<readonly [string, ...string[]]>
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
