import { type Locale, UsageError } from '@chopmark/core'
import type { ChoosingOptions } from './certificate/choosing.js'
import { askAtOwnOrigin } from './isolation/own-origin.js'
import type { OwnOriginOptions } from './isolation/own-origin-options.js'
import { ecertFile } from './key-sources/ecert-file/ecert-file-source.js'
import type { SigningSource } from './key-sources/key-source.js'
import { loading } from './loading.js'
import type { RequesterOptions } from './requester/requester-options.js'
import type { SignatureOutcome } from './signature-outcome.js'
import { signRequest, type SignRequestOptions } from './signing/sign-request.js'
import type { Fetch } from './wire/fetch-bytes.js'
import { type Portal, portal } from './wire/portal.js'
import type { PortalAnswer } from './wire/portal-answer.js'

export interface DialogOptions extends ChoosingOptions {
  /** `auto` follows the device; the colours are CSS custom properties `--chopmark-*`. */
  readonly theme?: 'auto' | 'light' | 'dark'
  /**
   * Back goes back inside the dialog. Absent: true. It puts entries of the page's own address into the history while the
   * dialog is open; false: the history is left alone, and Back leaves the page.
   */
  readonly backButton?: boolean
}

interface CommonOptions {
  /** Absent: the page's own `fetch`. */
  readonly fetch?: Fetch
  readonly signal?: AbortSignal
  /** Absent: an e-Cert file alone. */
  readonly keySources?: readonly [SigningSource, ...SigningSource[]]
  /** How to verify who asks, before a name is shown; absent: it is not verified, and the dialog says so. */
  readonly requester?: RequesterOptions
  /** The origin that asks; absent: the page's own. A request that names another is refused. */
  readonly origin?: string
}

interface OneRequest {
  /**
   * The document, where the person has it and the portal only knows its size and digest (a file that was picked, digested
   * with `digestDocument`): shown up to 32 MiB, read piece by piece beyond, and signed only when it is the one that the request names.
   */
  readonly document?: Blob

  /** Where the portal keeps the request; absolute, or relative to the page. */
  readonly requestUrl: string
}

/** How one request or several are put before a person. */
export type AskOptions = CommonOptions &
  (
    | {
        readonly dialog?: DialogOptions
        /** Absent: the language of the page (`<html lang>`), else of the browser. */
        readonly locale?: Locale
        /** Where the dialog's element is put; absent: the body. */
        readonly container?: Element
      }
    /** No dialog: the integrator shows the content and asks the person. The first key source is used. */
    | ({ readonly dialog: false } & Pick<SignRequestOptions, 'prompts' | 'choose'>)
  )

export type RequestSignatureOptions =
  (AskOptions & OneRequest & { readonly dialogUrl?: undefined }) | OwnOriginOptions

/**
 * Asks a person for a signature: fetches the request and its content, shows them, signs with the person's key, and hands
 * the signature to the portal. With `dialogUrl` all of that happens at the dialog's own origin, and only the outcome comes back.
 * @returns What became of it; a person who gives up is a value.
 * @throws ClientError for failures that are nobody's choice; the signal's reason when the page aborted; UsageError.
 */
export async function requestSignature(
  options: RequestSignatureOptions,
): Promise<SignatureOutcome> {
  if (options.dialogUrl !== undefined) {
    return askAtOwnOrigin(options, options.requestUrl, ({ askDialog }, opened) =>
      askDialog(options, opened),
    )
  }
  const connection = withDocument(portalFor(options.requestUrl, options), options.document)
  const sources = options.keySources ?? ([ecertFile()] as const)
  const { signal } = options
  if (options.dialog !== false) {
    const { runDialog } = await loading(import('./dialog/run-dialog.js'))
    return runDialog(connection, sources, options)
  }
  const request = await connection.fetchRequest(signal)
  const content = await connection.fetchContent(request, signal)
  const [source] = sources
  if ('signAtService' in source) {
    const { prompts } = options
    const { signal: stop = new AbortController().signal } = options
    const context = { request, prompts, signal: stop, connection: connection.connection }
    return { outcome: 'signed', answer: await source.signAtService(context) }
  }
  const signature = await signRequest(request, content, source, options)
  if (signature === undefined) return { outcome: 'no-suitable-key' }
  return { outcome: 'signed', answer: await connection.deliver(signature, signal) }
}

/** The same portal, with a document that the person brings. */
export function withDocument(plain: Portal, document: Blob | undefined): Portal {
  if (document === undefined) return plain
  return {
    ...plain,
    fetchContent: async (request, signal, report) => {
      const { broughtDocument } = await loading(import('./hashing/large-content.js'))
      return broughtDocument(request, document, {
        ...(signal && { signal }),
        ...(report && { report }),
      })
    },
  }
}

/** The same portal, whose requests come only once it is clear who asks; the chunk for that is loaded when one is wanted. */
export function withRequester(plain: Portal, requester: RequesterOptions | undefined): Portal {
  if (requester === undefined) return plain
  return {
    ...plain,
    fetchRequest: async (signal) => {
      const { fetchVerified } = await loading(import('./requester/fetch-verified.js'))
      return fetchVerified(plain, requester, signal)
    },
  }
}

/**
 * The connection to a request's address. @throws UsageError `NO_ORIGIN`.
 * @param requestUrl - Absolute, or relative to the page.
 */
export function portalFor(
  requestUrl: string,
  options: Pick<CommonOptions, 'origin' | 'fetch' | 'requester'>,
): Portal {
  const { location, document } = globalThis as Partial<Pick<Window, 'location' | 'document'>>
  const origin = options.origin ?? location?.origin
  if (origin === undefined) throw new UsageError('NO_ORIGIN', 'Outside a page, give the origin.')
  const url = new URL(requestUrl, document?.baseURI ?? origin).href
  const fetch: Fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  return withRequester(portal(url, fetch, origin), options.requester)
}

/**
 * Delivers a signature once more, octet for octet: after `NETWORK_GONE`, whose error carries it.
 * @throws ClientError
 */
export async function deliverSignature(
  options: OneRequest &
    Pick<CommonOptions, 'fetch' | 'signal'> & { readonly signature: Uint8Array },
): Promise<PortalAnswer> {
  const { document } = globalThis as Partial<Pick<Window, 'document'>>
  const url = new URL(options.requestUrl, document?.baseURI).href
  const fetch: Fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  return portal(url, fetch, new URL(url).origin).deliver(options.signature, options.signal)
}
