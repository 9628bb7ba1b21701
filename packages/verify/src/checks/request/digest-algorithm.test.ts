import type { DigestAlgorithm, SignatureRequest } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { requestDigestAlgorithm } from './digest-algorithm.js'

const request = { document: { digestAlgorithm: 'SHA-256' } } as SignatureRequest

function run(digestAlgorithm: DigestAlgorithm, scheme: 'ECDSA' | 'Ed25519'): string {
  return requestDigestAlgorithm.run({ request, digestAlgorithm, spec: { scheme } }).status
}

describe(`${requestDigestAlgorithm.id} (${requestDigestAlgorithm.clause})`, () => {
  it('holds a signature to the algorithm asked for', () => {
    expect(run('SHA-256', 'ECDSA')).toBe('PASSED')
    expect(run('SHA-512', 'ECDSA')).toBe('INDETERMINATE')
  })

  it('leaves Ed25519 the one digest that it has', () => {
    expect(run('SHA-512', 'Ed25519')).toBe('PASSED')
    expect(run('SHA-256', 'Ed25519')).toBe('INDETERMINATE')
  })

  it('is not asked without a request', () => {
    const none = { request: null, digestAlgorithm: 'SHA-256', spec: null } as const
    expect(requestDigestAlgorithm.run(none).status).toBe('NOT-APPLICABLE')
  })
})
