import { createSandboxPki } from '@chopmark/test-pki'
import { expect, it } from 'vitest'
import { canonicalJson } from '@chopmark/core'
import { sandboxPolicy } from './sandbox.fixture.js'

it('fills in the strict defaults, freezes them, and refuses misuse by code', async () => {
  const pki = await createSandboxPki()
  const policy = sandboxPolicy(pki)
  expect(policy.signature.level).toBe('CAdES-B-B')
  expect(policy.revocation).toEqual({ required: 'always', maxAgeMs: 86_400_000 })
  expect(policy.requireRecognition).toBe(true)
  expect(Object.isFrozen(policy) && Object.isFrozen(policy.signature.keyUsage)).toBe(true)
  const code = (value: string): unknown => expect.objectContaining({ code: value })
  expect(() => sandboxPolicy(pki, { id: ' ' })).toThrow(code('INVALID_POLICY_ID'))
  expect(() => sandboxPolicy(pki, { clockSkewMs: -1 })).toThrow(code('INVALID_DURATION'))
  expect(() => sandboxPolicy(pki, { signature: { keyUsage: [] } })).toThrow(code('NO_KEY_USAGE'))
  expect(() => sandboxPolicy(pki, { acceptedProfiles: ['hk/none'] })).toThrow(
    code('UNKNOWN_PROFILE_ID'),
  )
})

it('writes one text for one value', () => {
  const octets = new Uint8Array([0, 255])
  expect(canonicalJson({ b: [1, null], a: 'é"', c: undefined, d: octets })).toBe(
    '{"a":"é\\"","b":[1,null],"d":"00ff"}',
  )
  expect(canonicalJson({ __proto__x: 1, B: true, a: false })).toBe(
    '{"B":true,"__proto__x":1,"a":false}',
  )
})
