import type { Shown, SignatureRequest } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import type { AttributeReadings } from '../../signature/attribute-readings.js'
import { requestShown } from './shown.js'

const sha256 = new Uint8Array(32)
const rendered = { locale: 'en', renderer: 'chopmark/text', version: '1', sha256 } as const
const whole: Shown = { extent: 'whole', ...rendered }
const part: Shown = { extent: 'part', ...rendered }
const none: Shown = { extent: 'none', locale: 'en' }

function run(
  asked: 'whole' | undefined,
  shown: Shown | undefined,
  shownAgain: 'same' | 'other' | null = null,
): string {
  const request = { ...(asked && { shown: asked }) } as SignatureRequest
  const claims = shown === undefined ? {} : { shown: { extent: shown.extent } }
  const attributes = { claims, ...(shown && { shown }) } as AttributeReadings
  return requestShown.run({ request, attributes, shownAgain }).status
}

describe('request.shown', () => {
  it.each([
    [undefined, undefined, null, 'NOT-APPLICABLE'],
    ['whole', undefined, null, 'INDETERMINATE'],
    ['whole', whole, 'same', 'PASSED'],
    ['whole', whole, null, 'PASSED'],
    ['whole', whole, 'other', 'INDETERMINATE'],
    ['whole', part, 'same', 'INDETERMINATE'],
    ['whole', none, null, 'INDETERMINATE'],
    [undefined, whole, 'same', 'PASSED'],
    [undefined, part, 'same', 'PASSED'],
    [undefined, none, null, 'PASSED'],
    [undefined, whole, 'other', 'INDETERMINATE'],
  ] as const)('asked %s, said %j, shown again %s: %s', (asked, shown, again, status) => {
    expect(run(asked, shown, again)).toBe(status)
  })

  it('has nothing to ask without a request', () => {
    const outcome = requestShown.run({ request: null, attributes: null, shownAgain: null })
    expect(outcome).toEqual({ status: 'NOT-APPLICABLE', reason: 'NO_REQUEST' })
  })
})
