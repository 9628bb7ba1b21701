import { trustAnchors, type TrustAnchors } from '@chopmark/core'
import { createSandboxPki } from '@chopmark/test-pki'
import { beforeAll, describe, expect, it } from 'vitest'
import { definePolicy } from './define-policy.js'
import type { RevocationSettings } from './policy.js'
import { sandboxPolicy } from './sandbox.fixture.js'

let anchors: TrustAnchors
beforeAll(async () => {
  const policy = sandboxPolicy(await createSandboxPki())
  anchors = trustAnchors([...policy.trustAnchors])
})

const withAge = (maxAgeMs: RevocationSettings['maxAgeMs']) =>
  definePolicy({ id: 'test', trustAnchors: anchors, revocation: { maxAgeMs } }).revocation

describe('definePolicy: the age of revocation evidence', () => {
  it('is a day unless stated', () => {
    expect(definePolicy({ id: 'test', trustAnchors: anchors }).revocation).toEqual({
      required: 'always',
      maxAgeMs: 86_400_000,
    })
  })

  it('is whole milliseconds, or left to nextUpdate', () => {
    expect(withAge(0)).toMatchObject({ maxAgeMs: 0 })
    expect(withAge('next-update')).toMatchObject({ maxAgeMs: 'next-update' })
    for (const wrong of [-1, 0.5, Infinity, NaN]) {
      expect(() => withAge(wrong)).toThrow(expect.objectContaining({ code: 'INVALID_DURATION' }))
    }
  })
})
