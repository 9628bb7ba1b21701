import { canonicalJson } from '../canonical-json.js'
import { instant } from '../instant.js'
import { lazyPattern } from '../lazy-pattern.js'
import type { Ok } from '../result.js'
import { currencies } from './currencies.js'
import { type Transaction, transactionLimits as limits } from './transaction.js'

/** Why octets are no transaction that can be shown. */
export interface TransactionProblem {
  readonly ok: false
  readonly problem:
    | 'TOO_LARGE'
    /** Neither UTF-8 nor JSON. */
    | 'NOT_JSON'
    /** A field is missing, unknown, of another type, or beyond its limits: `at` says which. */
    | 'BAD_FIELD'
    /** Right in all fields, but not the one text that RFC 8785 has for them. */
    | 'NOT_CANONICAL'
  /** Path of the field, such as `fields[2].value`; empty for the whole. */
  readonly at: string
}

type Json = Readonly<Record<string, unknown>>

class BadField extends Error {}

const locales = ['en', 'zh-Hans-HK', 'zh-Hant-HK'] as const
/** Hong Kong's clocks have kept to UTC+8 all year since then. */
const firstMoment = '1980-01-01T00:00:00Z'

/**
 * Parses the octets of a transaction. Strict on purpose: what is not understood whole is not shown as if it were, and one
 * transaction has one text alone.
 * Source: RFC 8785; RFC 8259.
 */
export function parseTransaction(octets: Uint8Array): Ok<Transaction> | TransactionProblem {
  if (octets.length > limits.bytes) return { ok: false, problem: 'TOO_LARGE', at: '' }
  let text: string
  let json: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
    json = JSON.parse(text)
  } catch {
    return { ok: false, problem: 'NOT_JSON', at: '' }
  }
  try {
    checkTransaction(json)
  } catch (error) {
    if (error instanceof BadField) return { ok: false, problem: 'BAD_FIELD', at: error.message }
    throw error
  }
  // Every field is known by now, so this does not go deeper than they do. A member twice shows here as well.
  if (canonicalJson(json) !== text) return { ok: false, problem: 'NOT_CANONICAL', at: '' }
  return { ok: true, value: json as Transaction }
}

function checkTransaction(json: unknown): void {
  const root = members(json, '', ['type', 'version', 'title', 'fields'])
  if (root['type'] !== 'chopmark/transaction') fail('type')
  if (root['version'] !== 1) fail('version')
  checkLocalized(root['title'], 'title', limits.labelLength)
  checkFields(root['fields'], 'fields', { left: limits.fields }, limits.depth)
}

/** @param count - Shared by all fields of a transaction. @param depth - Levels that may still follow. */
function checkFields(value: unknown, at: string, count: { left: number }, depth: number): void {
  if (!Array.isArray(value) || value.length === 0) fail(at)
  for (const [index, field] of (value as readonly unknown[]).entries()) {
    if (--count.left < 0) fail(at)
    checkField(field, `${at}[${index}]`, count, depth)
  }
}

function checkField(value: unknown, at: string, count: { left: number }, depth: number): void {
  const { kind } = object(value, at)
  const own = (required: readonly string[], optional: readonly string[] = []): Json => {
    const field = members(value, at, ['kind', 'label', ...required], optional)
    checkLocalized(field['label'], `${at}.label`, limits.labelLength)
    return field
  }
  if (depth === 0 && (kind === 'section' || kind === 'list')) fail(at)
  switch (kind) {
    case 'text': {
      checkText(own(['value'])['value'], `${at}.value`, limits.textLength, true)
      return
    }
    case 'statement': {
      checkLocalized(own(['value'])['value'], `${at}.value`, limits.textLength)
      return
    }
    case 'amount': {
      const { currency, value: amount } = own(['currency', 'value'])
      if (typeof currency !== 'string' || !Object.hasOwn(currencies, currency)) {
        fail(`${at}.currency`)
      }
      const [places] = currencies[currency as keyof typeof currencies]
      const digits = /^-?(?:0|[1-9]\d{0,14})(?:\.(\d+))?$/.exec(asText(amount))
      const nothing = /^-[0.]+$/.test(asText(amount))
      if (digits === null || nothing || (digits[1] ?? '').length !== places) fail(`${at}.value`)
      return
    }
    case 'payee': {
      const { name, bank, account } = own(['name'], ['bank', 'account'])
      checkText(name, `${at}.name`, limits.nameLength)
      if (bank !== undefined) checkText(bank, `${at}.bank`, limits.nameLength)
      if (account !== undefined) checkAccount(account, `${at}.account`)
      return
    }
    case 'account': {
      checkAccount(own(['value'])['value'], `${at}.value`)
      return
    }
    case 'date': {
      const date = asText(own(['value'])['value'])
      if (!/^\d{4}-\d\d-\d\d$/.test(date) || date < '1850' || !isMoment(`${date}T00:00:00Z`)) {
        fail(`${at}.value`)
      }
      return
    }
    case 'date-time': {
      const moment = asText(own(['value'])['value'])
      const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(moment)
      // The last day is left out, because Hong Kong's may be the first of a year with five digits.
      if (!form || moment < firstMoment || moment > '9999-12-31' || !isMoment(moment)) {
        fail(`${at}.value`)
      }
      return
    }
    case 'person': {
      const { name, identity } = own(['name'], ['identity'])
      checkText(name, `${at}.name`, limits.nameLength)
      if (identity !== undefined) checkText(identity, `${at}.identity`, limits.nameLength)
      return
    }
    case 'boolean':
      if (typeof own(['value'])['value'] !== 'boolean') fail(`${at}.value`)
      return
    case 'section': {
      checkFields(own(['fields'])['fields'], `${at}.fields`, count, depth - 1)
      return
    }
    case 'list': {
      const { items } = own(['items'])
      if (!Array.isArray(items) || items.length === 0) fail(`${at}.items`)
      for (const [index, item] of (items as readonly unknown[]).entries()) {
        checkFields(item, `${at}.items[${index}]`, count, depth - 1)
      }
      return
    }
    default:
      fail(`${at}.kind`)
  }
}

function checkLocalized(value: unknown, at: string, maxLength: number): void {
  const texts = members(value, at, locales)
  for (const locale of locales) checkText(texts[locale], `${at}.${locale}`, maxLength, true)
}

function checkAccount(value: unknown, at: string): void {
  if (!/^[0-9A-Z](?:[0-9A-Z -]{0,38}[0-9A-Z])?$/.test(asText(value))) fail(at)
}

const loneSurrogate = /* @__PURE__ */ lazyPattern('\\p{Cs}', 'u')

/** Text with something in it; surrogates come in pairs, as RFC 8785 §3.2.2.2 wants them. */
function checkText(value: unknown, at: string, maxLength: number, multiline = false): void {
  const text = asText(value)
  if (text.trim() === '' || text.length > maxLength || loneSurrogate().test(text)) fail(at)
  if (!multiline && /[\r\n\t]/.test(text)) fail(at)
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isMoment(iso: string): boolean {
  try {
    instant(iso)
    return true
  } catch {
    return false
  }
}

function object(value: unknown, at: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(at)
  return value as Json
}

/** An object with these members and no others. */
function members(
  value: unknown,
  at: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Json {
  const json = object(value, at)
  for (const name of required) if (!Object.hasOwn(json, name)) fail(path(at, name))
  for (const name of Object.keys(json)) {
    if (!required.includes(name) && !optional.includes(name)) fail(path(at, name))
  }
  return json
}

/** A name may be a stranger's: cut, so that a problem stays short. */
function path(at: string, name: string): string {
  return `${at === '' ? '' : `${at}.`}${name.slice(0, 60)}`
}

function fail(at: string): never {
  throw new BadField(at)
}
