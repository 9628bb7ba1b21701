import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../canonical-json.js'
import { parseTransaction } from './parse-transaction.js'
import { samplePayment } from './transaction.test-support.js'
import { transactionLimits } from './transaction.js'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const parse = (value: unknown): ReturnType<typeof parseTransaction> =>
  parseTransaction(encode(canonicalJson(value)))
const label = { en: 'Label', 'zh-Hant-HK': '標籤', 'zh-Hans-HK': '标签' }

/** A transaction of this one field. */
function withField(field: unknown): unknown {
  return { ...samplePayment, fields: [field] }
}

describe('parseTransaction', () => {
  it('takes a transaction with every kind of field', () => {
    expect(parse(samplePayment)).toEqual({ ok: true, value: samplePayment })
  })

  it.each([
    ['white space', (text: string) => text.replace(',', ', ')],
    ['a line end behind', (text: string) => `${text}\n`],
    [
      'keys in another order',
      (text: string) => text.replace(/^\{(.*),("version":1)\}$/, '{$2,$1}'),
    ],
    ['a member twice', (text: string) => text.replace('"version":1', '"version":1,"version":1')],
    ['an escape that need not be', (text: string) => text.replace('Payment', '\\u0050ayment')],
    ['a number of another form', (text: string) => text.replace('"version":1', '"version":1.0')],
  ])('refuses %s', (_what, change) => {
    const text = canonicalJson(samplePayment)
    expect(change(text)).not.toBe(text)
    expect(parseTransaction(encode(change(text)))).toMatchObject({ problem: 'NOT_CANONICAL' })
  })

  it('refuses a byte order mark, octets that are no UTF-8, and anything but JSON', () => {
    const text = canonicalJson(samplePayment)
    const all = [encode(`\ufeff${text}`), Uint8Array.of(0x22, 0xff, 0x22), encode('{'), encode('')]
    for (const octets of all) {
      expect(parseTransaction(octets)).toEqual({ ok: false, problem: 'NOT_JSON', at: '' })
    }
  })

  it.each([
    ['type', { ...samplePayment, type: 'chopmark/other' }],
    ['version', { ...samplePayment, version: 2 }],
    ['surprise', { ...samplePayment, surprise: 1 }],
    ['title.zh-Hans-HK', { ...samplePayment, title: { ...label, 'zh-Hans-HK': ' ' } }],
    ['title.fr', { ...samplePayment, title: { ...label, fr: 'Libellé' } }],
    ['fields', { ...samplePayment, fields: [] }],
    ['fields[0].kind', withField({ kind: 'toString', label, value: 'x' })],
    ['fields[0].label', withField({ kind: 'text', value: 'x' })],
    ['fields[0].value', withField({ kind: 'text', label, value: 7 })],
    ['fields[0].value', withField({ kind: 'text', label, value: 'x'.repeat(4001) })],
    ['fields[0].value', withField({ kind: 'text', label, value: '\ud800' })],
    ['fields[0].more', withField({ kind: 'text', label, value: 'x', more: true })],
    ['fields[0].name', withField({ kind: 'payee', label, name: 'A\nB' })],
    ['fields[0].account', withField({ kind: 'payee', label, name: 'A', account: '12/34' })],
    ['fields[0].value', withField({ kind: 'boolean', label, value: 'true' })],
    ['fields[0].fields', withField({ kind: 'section', label, fields: [] })],
    ['fields[0].items[0]', withField({ kind: 'list', label, items: [[]] })],
  ])('names the field %s', (at, value) => {
    expect(parse(value)).toEqual({ ok: false, problem: 'BAD_FIELD', at })
  })

  it.each([
    ['HKD', '1', false],
    ['HKD', '1.0', false],
    ['HKD', '1.00', true],
    ['HKD', '0.00', true],
    ['HKD', '-0.00', false],
    ['HKD', '-0.01', true],
    ['HKD', '01.00', false],
    ['HKD', '1,000.00', false],
    ['HKD', '1e3', false],
    ['HKD', '999999999999999.00', true],
    ['HKD', '9999999999999990.00', false],
    ['JPY', '1000', true],
    ['JPY', '1000.00', false],
    ['XXX', '1.00', false],
    ['toString', '1.00', false],
  ])('an amount in %s of %s: %s', (currency, value, ok) => {
    expect(parse(withField({ kind: 'amount', label, currency, value })).ok).toBe(ok)
  })

  it.each([
    ['date', '2026-11-24', true],
    ['date', '2024-02-29', true],
    ['date', '2026-02-29', false],
    ['date', '2026-13-01', false],
    ['date', '24/11/2026', false],
    ['date', '1849-12-31', false],
    ['date-time', '2026-11-24T06:05:00Z', true],
    ['date-time', '2026-11-24T24:00:00Z', false],
    ['date-time', '2026-11-24T06:05:00.5Z', false],
    ['date-time', '2026-11-24T06:05:00+08:00', false],
    ['date-time', '1979-12-31T23:59:59Z', false],
  ])('a %s of %s: %s', (kind, value, ok) => {
    expect(parse(withField({ kind, label, value })).ok).toBe(ok)
  })

  it('keeps to its limits for octets, fields and depth', () => {
    const field = { kind: 'boolean', label, value: true }
    const fields = (count: number): unknown => ({
      ...samplePayment,
      fields: Array(count).fill(field),
    })
    expect(parse(fields(transactionLimits.fields)).ok).toBe(true)
    expect(parse(fields(transactionLimits.fields + 1)).ok).toBe(false)
    let nested: unknown = field
    for (let depth = 1; depth <= transactionLimits.depth; depth++) {
      nested = { kind: 'section', label, fields: [nested] }
    }
    expect(parse(withField(nested)).ok).toBe(true)
    expect(parse(withField({ kind: 'section', label, fields: [nested] })).ok).toBe(false)
    const huge = new Uint8Array(transactionLimits.bytes + 1)
    expect(parseTransaction(huge)).toMatchObject({ problem: 'TOO_LARGE' })
    const deep = encode('['.repeat(transactionLimits.bytes))
    expect(parseTransaction(deep).ok).toBe(false)
  })

  it('gives a value or a problem for any octets and any JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(parseTransaction(encode(text)).ok).toBe(false)
      }),
      { seed: 11, numRuns: 300 },
    )
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        expect(parseTransaction(octets).ok).toBe(false)
      }),
      { seed: 12, numRuns: 200 },
    )
  })
})
