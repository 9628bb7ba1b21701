import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClientError } from '../client-error.js'
import {
  dialogOpen,
  dialogReady,
  dialogRefused,
  parseDialogMessage,
  parseDialogResult,
  parsePortalMessage,
  parseTaken,
  plainBatch,
  plainResult,
  plainTaken,
} from './channel.js'

const id = 'A'.repeat(22)
const ready = dialogReady(id)
const open = dialogOpen({ requestIds: [id], batch: false, locale: 'zh-Hant-HK', theme: 'auto' })
const batch = dialogOpen({ ...open, requestIds: [id, 'B'.repeat(22)], batch: true })
const accepted = {
  outcome: 'accepted',
  signatureId: 's',
  reports: [{ signer: 'CHAN TAI MAN' }],
} as const

/** Anything that a page, a frame or an extension may post: also messages that are nearly right. */
const hostile = fc.oneof(
  fc.anything(),
  fc
    .tuple(
      fc.constantFrom(ready, dialogRefused('CODE'), open, batch),
      fc.constantFrom(
        ...['chopmark', 'protocol', 'requestId', 'requestIds', 'code', 'locale', 'theme', 'batch'],
        ...['document', '__proto__'],
      ),
      fc.anything(),
    )
    .map(([message, field, value]) => ({ ...message, [field]: value })),
  fc
    .tuple(
      fc.constantFrom('outcome', 'failed', 'misuse', 'batch', 'taken'),
      fc.anything(),
      fc.oneof(
        fc.record({ outcome: fc.anything(), answer: fc.anything() }),
        fc.constantFrom('signed', 'partly-signed'),
      ),
      fc.array(fc.oneof(fc.anything(), fc.constant({ outcome: 'signed', answer: accepted }))),
    )
    .map(([kind, code, outcome, results]) => ({
      ...{ kind, code, outcome, results },
      ...{ index: results.length, answer: results[0] },
    })),
)

describe('messages between the portal’s page and the dialog', () => {
  it('come through as they were made', () => {
    expect(parseDialogMessage(structuredClone(ready))).toEqual(ready)
    expect(parseDialogMessage(dialogRefused('REQUEST_EXPIRED'))).toEqual(
      dialogRefused('REQUEST_EXPIRED'),
    )
    expect(parsePortalMessage(structuredClone(open))).toEqual(open)
    expect(parsePortalMessage(structuredClone(batch))).toEqual(batch)
    const document = new Blob(['mine'])
    expect(parsePortalMessage({ ...open, document })).toEqual({ ...open, document })
  })

  it('are nothing when any field is another than it may be', () => {
    for (const wrong of [
      null,
      'dialog-ready',
      [ready],
      { ...ready, protocol: 1 },
      { ...ready, protocol: '2' },
      { ...ready, requestId: 'A'.repeat(65) },
      { ...ready, requestId: ['A'] },
      { ...ready, requestId: '<script>' },
      { ...ready, chopmark: 'connect-card' },
      { ...dialogRefused('X'), code: 'lower' },
    ]) {
      expect(parseDialogMessage(wrong), JSON.stringify(wrong)).toBeUndefined()
    }
    for (const wrong of [
      undefined,
      ready,
      { ...open, locale: 'fr' },
      { ...open, locale: undefined },
      { ...open, theme: 'url(x)' },
      { ...open, requestIds: [''] },
      { ...open, requestIds: [] },
      { ...open, requestIds: id },
      { ...open, batch: undefined },
      { ...open, document: 'mine' },
      { ...batch, batch: false },
      { ...batch, document: new Blob(['mine']) },
      { ...batch, requestIds: [id, id] },
      { ...batch, requestIds: [id, '../x'] },
      { ...batch, requestIds: Array.from({ length: 51 }, (_, n) => `r${n}`) },
      { ...open, protocol: undefined },
    ]) {
      expect(parsePortalMessage(wrong), JSON.stringify(wrong)).toBeUndefined()
    }
  })

  it('are parsed whatever comes: known fields within their limits, or nothing', () => {
    fc.assert(
      fc.property(hostile, (data) => {
        const message = parseDialogMessage(data)
        if (message !== undefined) {
          expect(JSON.stringify(message).length).toBeLessThan(200)
          expect(Object.keys(message).length).toBe(3)
        }
        const asked = parsePortalMessage(data)
        if (asked !== undefined) {
          const { document, ...rest } = asked
          expect(document === undefined || document instanceof Blob).toBe(true)
          expect(Object.keys(rest).sort()).toEqual(Object.keys(open).sort())
          expect(JSON.stringify(rest).length).toBeLessThan(300)
        }
        const taken = parseTaken(data)
        if (taken !== undefined) expect(JSON.stringify(taken).length).toBeLessThan(400)
        const result = parseDialogResult(data)
        if (result !== undefined) expect(JSON.stringify(result).length).toBeLessThan(6000)
      }),
      { numRuns: 2000, seed: 11 },
    )
  })
})

describe('what the portal’s page is told', () => {
  it('is the outcome, and neither report nor name', () => {
    const told = plainResult({ outcome: 'signed', answer: accepted })
    expect(told).toEqual({
      kind: 'outcome',
      outcome: {
        outcome: 'signed',
        answer: { outcome: 'accepted', signatureId: 's', reports: [] },
      },
    })
    expect(parseDialogResult(structuredClone(told))).toEqual(told)
    const refusal = { code: 'SIGNER_REVOKED', reports: [1] } as const
    expect(plainResult({ outcome: 'no-suitable-key', refusal })).toEqual({
      ...{ kind: 'outcome', outcome: { outcome: 'no-suitable-key' } },
    })
    expect(plainResult({ outcome: 'cancelled' })).toEqual({
      ...{ kind: 'outcome', outcome: { outcome: 'cancelled' } },
    })
  })

  it('is of a batch what became of each document', () => {
    const requestUrl = 'https://sign.example/requests/one'
    const refusal = { code: 'SIGNER_REVOKED', reports: [1] } as const
    const told = plainBatch({
      outcome: 'partly-signed',
      results: [
        { requestUrl, outcome: 'signed', answer: accepted },
        { requestUrl, outcome: 'refused', error: new ClientError('REQUEST_EXPIRED') },
        { requestUrl, outcome: 'not-signed' },
      ],
      refusal,
    })
    expect(told).toEqual({
      ...{ kind: 'batch', outcome: 'partly-signed' },
      results: [
        {
          outcome: 'signed',
          answer: { outcome: 'accepted', signatureId: 's', reports: [] },
        },
        { outcome: 'refused', code: 'REQUEST_EXPIRED' },
        { outcome: 'not-signed' },
      ],
    })
    expect(parseDialogResult(structuredClone(told))).toEqual(told)
  })

  it('is each signature as it is taken in', () => {
    const taken = plainTaken(1, accepted)
    expect(taken).toEqual({
      ...{ kind: 'taken', index: 1 },
      answer: { outcome: 'accepted', signatureId: 's', reports: [] },
    })
    expect(parseTaken(structuredClone(taken))).toEqual(taken)
    for (const wrong of [-1, 50, 0.5, '1', Infinity]) {
      expect(parseTaken({ ...taken, index: wrong }), String(wrong)).toBeUndefined()
    }
    expect(parseTaken({ ...taken, answer: { outcome: 'accepted' } })).toBeUndefined()
  })

  it('keeps when to ask again, and that it had arrived before', () => {
    const pending = { outcome: 'pending', signatureId: 's', missing: [{}] } as const
    const retryAt = '2026-11-24T06:15:00Z'
    expect(plainResult({ outcome: 'signed', answer: { ...pending, retryAt } })).toMatchObject({
      outcome: { answer: { outcome: 'pending', signatureId: 's', missing: [], retryAt } },
    })
    expect(plainResult({ outcome: 'signed', answer: { ...pending, retryAt: 'soon' } })).toEqual({
      kind: 'outcome',
      outcome: { outcome: 'signed', answer: { ...pending, missing: [] } },
    })
    const again = { ...accepted, alreadyReceived: true } as const
    expect(plainResult({ outcome: 'signed', answer: again })).toMatchObject({
      outcome: { answer: { alreadyReceived: true } },
    })
  })

  it.each([
    [{ kind: 'outcome', outcome: { outcome: 'signed' } }],
    [{ kind: 'outcome', outcome: { outcome: 'signed', answer: { outcome: 'accepted' } } }],
    [
      {
        kind: 'outcome',
        outcome: { outcome: 'signed', answer: { ...accepted, signatureId: '../x' } },
      },
    ],
    [{ kind: 'outcome', outcome: { outcome: 'won' } }],
    [{ kind: 'failed', code: '<b>' }],
    [{ kind: 'misuse', code: 'lower' }],
    [{ kind: 'batch', outcome: 'won', results: [] }],
    [{ kind: 'batch', outcome: 'signed', results: 'all' }],
    [{ kind: 'batch', outcome: 'signed', results: [{ outcome: 'signed' }] }],
    [{ kind: 'batch', outcome: 'refused', results: [{ outcome: 'refused', code: '' }] }],
    [
      {
        ...{ kind: 'batch', outcome: 'cancelled' },
        results: Array.from({ length: 51 }, () => ({ outcome: 'not-signed' })),
      },
    ],
    [{ kind: 'else' }],
  ])('is nothing else (%#)', (data) => {
    expect(parseDialogResult(data)).toBeUndefined()
  })
})
