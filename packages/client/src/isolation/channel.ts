import type { Locale } from '@chopmark/core'
import type { DialogOptions } from '../request-signature.js'
import type { SignatureOutcome } from '../signature-outcome.js'

/*
 * What the portal's page and the dialog at its own origin say to each other. Both ends look at `event.origin` and `event.source`
 * first; what comes then is parsed: known fields of their type and within their limits are taken over, everything else is nothing.
 *
 *   dialog → page    dialog-ready, or dialog-refused           window.postMessage to the portal's origin
 *   page → dialog    dialog-open, with one end of a channel    window.postMessage to the dialog's origin
 *   page → dialog    abort                                     the channel
 *   dialog → page    outcome, or failed                        the channel
 */

const protocol = 1

/** The dialog has taken a request over, or could not. */
export type DialogMessage =
  | {
      readonly chopmark: 'dialog-ready'
      readonly protocol: typeof protocol
      readonly requestId: string
    }
  | {
      readonly chopmark: 'dialog-refused'
      readonly protocol: typeof protocol
      readonly code: string
    }

export type Theme = NonNullable<DialogOptions['theme']>

/** The page that asks knows of this request. */
export interface PortalMessage {
  readonly chopmark: 'dialog-open'
  readonly protocol: typeof protocol
  readonly requestId: string
  readonly locale: Locale
  readonly theme: Theme
}

/** What became of it: no document, no certificate, no report. */
export type DialogResult =
  | { readonly kind: 'outcome'; readonly outcome: SignatureOutcome }
  | { readonly kind: 'failed'; readonly code: string }

/** Beside the message itself, see `PortalMessage`. */
export const abortMessage = { kind: 'abort' } as const

const locales: readonly Locale[] = ['en', 'zh-Hant-HK', 'zh-Hans-HK']
const themes: readonly Theme[] = ['auto', 'light', 'dark']
const idPattern = /^[\w-]{1,64}$/
const codePattern = /^[A-Z][A-Z0-9_]{0,63}$/
const timePattern = /^\d{4}-\d\d-\d\dT[\d:.]{5,12}Z$/

export function dialogReady(requestId: string): DialogMessage {
  return { chopmark: 'dialog-ready', protocol, requestId }
}

export function dialogRefused(code: string): DialogMessage {
  return { chopmark: 'dialog-refused', protocol, code }
}

export function dialogOpen(requestId: string, locale: Locale, theme: Theme): PortalMessage {
  return { chopmark: 'dialog-open', protocol, requestId, locale, theme }
}

/** @returns Undefined for anything that is no such message. */
export function parseDialogMessage(data: unknown): DialogMessage | undefined {
  const { chopmark, requestId, code, ...rest } = fieldsOf(data)
  if (rest['protocol'] !== protocol) return undefined
  if (chopmark === 'dialog-ready' && matches(requestId, idPattern)) return dialogReady(requestId)
  if (chopmark === 'dialog-refused' && matches(code, codePattern)) return dialogRefused(code)
  return undefined
}

/** @returns Undefined for anything that is no such message. */
export function parsePortalMessage(data: unknown): PortalMessage | undefined {
  const fields = fieldsOf(data)
  const { chopmark, requestId } = fields
  const locale = locales.find((one) => one === fields['locale'])
  const theme = themes.find((one) => one === fields['theme'])
  if (chopmark !== 'dialog-open' || fields['protocol'] !== protocol) return undefined
  if (locale === undefined || theme === undefined) return undefined
  return matches(requestId, idPattern) ? dialogOpen(requestId, locale, theme) : undefined
}

/** @returns Undefined for anything that is no such message. */
export function parseDialogResult(data: unknown): DialogResult | undefined {
  const { kind, code, outcome } = fieldsOf(data)
  if (kind === 'failed') return matches(code, codePattern) ? { kind, code } : undefined
  if (kind !== 'outcome') return undefined
  const parsed = parseOutcome(fieldsOf(outcome))
  return parsed && { kind, outcome: parsed }
}

function parseOutcome(fields: Fields): SignatureOutcome | undefined {
  switch (fields['outcome']) {
    case 'cancelled':
      return { outcome: 'cancelled' }
    case 'no-suitable-key':
      return { outcome: 'no-suitable-key' }
    case 'signed':
      return parseSigned(fieldsOf(fields['answer']))
    default:
      return undefined
  }
}

function parseSigned({
  outcome,
  signatureId,
  retryAt,
  ...rest
}: Fields): SignatureOutcome | undefined {
  if (!matches(signatureId, idPattern)) return undefined
  if (outcome === 'accepted') {
    const before = rest['alreadyReceived'] === true ? ({ alreadyReceived: true } as const) : {}
    return { outcome: 'signed', answer: { outcome, signatureId, reports: [], ...before } }
  }
  if (outcome !== 'pending') return undefined
  const until = matches(retryAt, timePattern) ? { retryAt } : {}
  return { outcome: 'signed', answer: { outcome, signatureId, missing: [], ...until } }
}

/** An outcome without what the portal's page need not know: reports name the signer, and its server has them. */
export function plainResult(outcome: SignatureOutcome): DialogResult {
  return (
    parseDialogResult({ kind: 'outcome', outcome }) ?? { kind: 'failed', code: 'OTHER_REFUSAL' }
  )
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(data: unknown): Fields {
  return typeof data === 'object' && data !== null ? (data as Fields) : {}
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}
