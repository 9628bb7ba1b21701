import type { Locale } from '@chopmark/core'
import { maxBatch } from '../batch/check-batch.js'
import type { BatchOutcome } from '../batch/batch-outcome.js'
import type { DialogOptions } from '../request-signature.js'
import type { SignatureOutcome } from '../signature-outcome.js'
import type { PortalAnswer } from '../wire/portal-answer.js'

/*
 * What the portal's page and the dialog at its own origin say to each other. Both ends look at `event.origin` and `event.source`
 * first; what comes then is parsed: known fields of their type and within their limits are taken over, everything else is nothing.
 *
 *   dialog → page    dialog-ready, or dialog-refused           window.postMessage to the portal's origin
 *   page → dialog    dialog-open, with one end of a channel    window.postMessage to the dialog's origin
 *   page → dialog    abort                                     the channel
 *   dialog → page    taken, for each signature                 the channel
 *   dialog → page    outcome, batch, failed or misuse          the channel
 */

const protocol = 2

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

/** The page that asks knows of these requests. */
export interface PortalMessage {
  readonly chopmark: 'dialog-open'
  readonly protocol: typeof protocol
  /** In order, the one with which the person was handed over first. */
  readonly requestIds: readonly [string, ...string[]]
  /** Several, or one in the way of several: the outcome is that of a batch. */
  readonly batch: boolean
  readonly locale: Locale
  readonly theme: Theme
  /** What the person brings; compared with the request before anything is shown. */
  readonly document?: Blob
}

/** What became of one request of a batch, in the order of the requests; a failure by its code. */
export type PlainBatchResult =
  | { readonly outcome: 'signed'; readonly answer: PortalAnswer }
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'not-signed' }

/** What became of it: no document, no certificate, no report. */
export type DialogResult =
  | { readonly kind: 'outcome'; readonly outcome: SignatureOutcome }
  | {
      readonly kind: 'batch'
      readonly outcome: BatchOutcome['outcome']
      readonly results: readonly PlainBatchResult[]
    }
  | { readonly kind: 'failed'; readonly code: string }
  /** A mistake of whoever wrote the pages: a UsageError. */
  | { readonly kind: 'misuse'; readonly code: string }

/** The portal has taken a signature in; the person may go on reading, or close the window. */
export interface Taken {
  readonly kind: 'taken'
  /** Of the request, in the order of the message that opened the dialog. */
  readonly index: number
  readonly answer: PortalAnswer
}

/** Beside the message itself, see `PortalMessage`. */
export const abortMessage = { kind: 'abort' } as const

const batchOutcomes: readonly BatchOutcome['outcome'][] = [
  'signed',
  'partly-signed',
  'refused',
  'cancelled',
  'no-suitable-key',
]
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

export function dialogOpen(open: Omit<PortalMessage, 'chopmark' | 'protocol'>): PortalMessage {
  return { chopmark: 'dialog-open', protocol, ...open }
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
  const { chopmark, batch, document } = fields
  const requestIds = idsOf(fields['requestIds'])
  const locale = locales.find((one) => one === fields['locale'])
  const theme = themes.find((one) => one === fields['theme'])
  if (chopmark !== 'dialog-open' || fields['protocol'] !== protocol) return undefined
  if (locale === undefined || theme === undefined || requestIds === undefined) return undefined
  if (typeof batch !== 'boolean' || (!batch && requestIds.length > 1)) return undefined
  if (document !== undefined && (batch || !(document instanceof Blob))) return undefined
  return dialogOpen({ requestIds, batch, locale, theme, ...(document && { document }) })
}

function idsOf(value: unknown): PortalMessage['requestIds'] | undefined {
  if (!Array.isArray(value) || value.length > maxBatch) return undefined
  const ids = value.filter((one) => matches(one, idPattern))
  const [first, ...others] = ids
  if (first === undefined || ids.length < value.length) return undefined
  return new Set(ids).size === ids.length ? [first, ...others] : undefined
}

/** @returns Undefined for anything that is no such message. */
export function parseDialogResult(data: unknown): DialogResult | undefined {
  const { kind, code, outcome, results } = fieldsOf(data)
  switch (kind) {
    case 'failed':
    case 'misuse':
      return matches(code, codePattern) ? { kind, code } : undefined
    case 'batch': {
      const known = batchOutcomes.find((one) => one === outcome)
      if (known === undefined || !Array.isArray(results) || results.length > maxBatch) return
      const parsed = results.map(parseBatchResult)
      const all = parsed.filter((one) => one !== undefined)
      return all.length === parsed.length ? { kind, outcome: known, results: all } : undefined
    }
    case 'outcome': {
      const parsed = parseOutcome(fieldsOf(outcome))
      return parsed && { kind, outcome: parsed }
    }
    default:
      return undefined
  }
}

/** @returns Undefined for anything that is no such message. */
export function parseTaken(data: unknown): Taken | undefined {
  const { kind, index, answer } = fieldsOf(data)
  const parsed = parseAnswer(fieldsOf(answer))
  if (kind !== 'taken' || parsed === undefined) return undefined
  if (typeof index !== 'number' || !Number.isInteger(index)) return undefined
  return index >= 0 && index < maxBatch ? { kind, index, answer: parsed } : undefined
}

function parseBatchResult(value: unknown): PlainBatchResult | undefined {
  const { outcome, answer, code } = fieldsOf(value)
  if (outcome === 'not-signed') return { outcome }
  if (outcome === 'refused') return matches(code, codePattern) ? { outcome, code } : undefined
  const parsed = outcome === 'signed' ? parseAnswer(fieldsOf(answer)) : undefined
  return parsed && { outcome: 'signed', answer: parsed }
}

function parseOutcome(fields: Fields): SignatureOutcome | undefined {
  switch (fields['outcome']) {
    case 'cancelled':
      return { outcome: 'cancelled' }
    case 'no-suitable-key':
      return { outcome: 'no-suitable-key' }
    case 'signed': {
      const answer = parseAnswer(fieldsOf(fields['answer']))
      return answer && { outcome: 'signed', answer }
    }
    default:
      return undefined
  }
}

function parseAnswer({ outcome, signatureId, retryAt, ...rest }: Fields): PortalAnswer | undefined {
  if (!matches(signatureId, idPattern)) return undefined
  if (outcome === 'accepted') {
    const before = rest['alreadyReceived'] === true ? ({ alreadyReceived: true } as const) : {}
    return { outcome, signatureId, reports: [], ...before }
  }
  if (outcome !== 'pending') return undefined
  const until = matches(retryAt, timePattern) ? { retryAt } : {}
  return { outcome, signatureId, missing: [], ...until }
}

const unsayable = { kind: 'failed', code: 'OTHER_REFUSAL' } as const

/** An outcome without what the portal's page need not know: reports name the signer, and its server has them. */
export function plainResult(outcome: SignatureOutcome): DialogResult {
  return parseDialogResult({ kind: 'outcome', outcome }) ?? unsayable
}

/** The same for a batch. */
export function plainBatch({ outcome, results }: BatchOutcome): DialogResult {
  const plain = results.map((one) =>
    one.outcome === 'refused' ? { outcome: one.outcome, code: one.error.code } : one,
  )
  return parseDialogResult({ kind: 'batch', outcome, results: plain }) ?? unsayable
}

/** The same for one answer of the portal's server. */
export function plainTaken(index: number, answer: PortalAnswer): Taken | undefined {
  return parseTaken({ kind: 'taken', index, answer })
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(data: unknown): Fields {
  return typeof data === 'object' && data !== null ? (data as Fields) : {}
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}
