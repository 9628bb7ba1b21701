import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dialogOpen,
  dialogReady,
  dialogRefused,
  parseDialogMessage,
  parseDialogResult,
  parsePortalMessage,
  plainResult,
} from './channel.js'

const ready = dialogReady('A'.repeat(22))
const open = dialogOpen('A'.repeat(22), 'zh-Hant-HK', 'auto')
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
      fc.constantFrom(ready, dialogRefused('CODE'), open),
      fc.constantFrom('chopmark', 'protocol', 'requestId', 'code', 'locale', 'theme', '__proto__'),
      fc.anything(),
    )
    .map(([message, field, value]) => ({ ...message, [field]: value })),
  fc
    .tuple(
      fc.constantFrom('outcome', 'failed'),
      fc.anything(),
      fc.record({ outcome: fc.anything(), answer: fc.anything() }),
    )
    .map(([kind, code, outcome]) => ({ kind, code, outcome })),
)

describe('messages between the portal’s page and the dialog', () => {
  it('come through as they were made', () => {
    expect(parseDialogMessage(structuredClone(ready))).toEqual(ready)
    expect(parseDialogMessage(dialogRefused('REQUEST_EXPIRED'))).toEqual(
      dialogRefused('REQUEST_EXPIRED'),
    )
    expect(parsePortalMessage(structuredClone(open))).toEqual(open)
  })

  it('are nothing when any field is another than it may be', () => {
    for (const wrong of [
      null,
      'dialog-ready',
      [ready],
      { ...ready, protocol: 2 },
      { ...ready, protocol: '1' },
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
      { ...open, requestId: '' },
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
        if (asked !== undefined) expect(Object.keys(asked)).toEqual(Object.keys(open))
        const result = parseDialogResult(data)
        if (result !== undefined) expect(JSON.stringify(result).length).toBeLessThan(400)
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
    [{ kind: 'else' }],
  ])('is nothing else (%#)', (data) => {
    expect(parseDialogResult(data)).toBeUndefined()
  })
})
