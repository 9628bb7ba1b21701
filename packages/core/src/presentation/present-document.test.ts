import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../canonical-json.js'
import type { Locale } from '../request.js'
import { transactionMediaType } from '../transaction/transaction.js'
import { samplePayment } from '../transaction/transaction.test-support.js'
import { presentationOctets, presentDocument } from './present-document.js'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const payment = encode(canonicalJson(samplePayment))

describe('presentDocument', () => {
  it.each<[Locale, readonly string[]]>([
    [
      'en',
      [
        'HK$1,250,000.50',
        'Hong Kong dollars (HKD)',
        '0123 4567 8901',
        '024-888-123456-001',
        'Tuesday, 24 November 2026',
        'Wednesday, 25 November 2026, 00:05:00',
        'Hong Kong time',
        'JP¥12,000',
        'I may dispose of it.',
      ],
    ],
    [
      'zh-Hant-HK',
      ['港元（HKD）', '2026年11月24日（星期二）', '2026年11月25日（星期三） 00:05:00', '否'],
    ],
    ['zh-Hans-HK', ['港元（HKD）', '2026年11月24日（星期二）', '香港时间', '本人有权处置。']],
  ])('spells a payment out in %s', (locale, texts) => {
    const shown = presentDocument(transactionMediaType, payment, locale)
    expect(shown).toMatchObject({ renderer: 'chopmark/transaction', extent: 'whole', locale })
    const all = JSON.stringify(shown)
    for (const text of texts) expect(all).toContain(JSON.stringify(text))
  })

  it('has one digest for one document, language and version', () => {
    const shown = presentDocument(transactionMediaType, payment, 'en')
    if (shown === undefined) throw new Error('not shown')
    // Pinned: another digest here is another rendering and needs another version of the renderer.
    expect(createHash('sha256').update(presentationOctets(shown)).digest('hex')).toBe(
      '641e7fd76de80f9ce8e1e89c12204180646ad8500628d357308405c5987f0132',
    )
  })

  it('does not show a transaction that is not one to the last octet', () => {
    const spaced = encode(`${canonicalJson(samplePayment)} `)
    expect(presentDocument(transactionMediaType, spaced, 'en')).toBeUndefined()
    expect(presentDocument('application/json', spaced, 'en')?.renderer).toBe('chopmark/json')
  })

  it('shows JSON as a table, and as text when it cannot', () => {
    const table = presentDocument('application/json', encode('{"b":1.50,"a":[null,""]}'), 'en')
    expect(table?.body).toEqual({
      kind: 'table',
      rows: [
        { label: 'b', value: { kind: 'number', text: '1.50' } },
        {
          label: 'a',
          value: {
            kind: 'list',
            items: [
              { kind: 'remark', text: '(none)' },
              { kind: 'remark', text: '(empty)' },
            ],
          },
        },
      ],
    })
    const twice = presentDocument('application/json', encode('{"a":1,"a":2}'), 'en')
    expect(twice).toMatchObject({ renderer: 'chopmark/text', body: { text: '{"a":1,"a":2}' } })
  })

  it('makes hidden characters and mixed alphabets known', () => {
    const json = encode(JSON.stringify({ to: 'p\u0430ypal', from: 'a\u202eb' }))
    expect(presentDocument('application/json', json, 'en')?.body).toEqual({
      kind: 'table',
      rows: [
        { label: 'to', value: { kind: 'text', text: 'p\u0430ypal', warnings: ['mixed-scripts'] } },
        {
          label: 'from',
          value: { kind: 'text', text: 'a‹U+202E›b', warnings: ['invisible-characters'] },
        },
      ],
    })
  })

  it('says when only a part is shown, and cuts no character in two', () => {
    const long = encode(`a${'香'.repeat(200_000)}`)
    const shown = presentDocument('text/plain', long, 'en')
    expect(shown?.extent).toBe('part')
    expect(shown?.body.kind === 'text' && shown.body.text.endsWith('香')).toBe(true)
  })

  it.each([
    ['application/pdf', '%PDF-1.7'],
    ['text/html', '<p>'],
    ['text/plain;charset=big5', 'abc'],
    ['image/svg+xml', '<svg/>'],
  ])('does not pretend to show %s', (mediaType, text) => {
    expect(presentDocument(mediaType, encode(text), 'en')).toBeUndefined()
  })

  it('never throws', () => {
    const types = ['text/plain', 'application/json', transactionMediaType]
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.uint8Array(), (mediaType, octets) => {
        presentDocument(mediaType, octets, 'zh-Hant-HK')
      }),
      { seed: 5, numRuns: 300 },
    )
  })
})
