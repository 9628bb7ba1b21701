import type { SignatureRequest } from '@chopmark/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { requestFor } from '../testing/request-for.js'
import { maxHeldBytes } from './document-content.js'
import { maxContentBytes, parseRequest } from './parse-request.js'

let request: SignatureRequest
beforeAll(async () => {
  request = await requestFor(new TextEncoder().encode('text'))
})

/** A copy with one field changed, by its path. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(request) as unknown as Record<string, unknown>
  const names = path.split('.')
  const last = names.pop() ?? ''
  let at = copy
  for (const name of names) at = at[name] as Record<string, unknown>
  at[last] = value
  return copy
}

describe('parseRequest', () => {
  it('takes a request over, known fields alone', () => {
    expect(parseRequest(structuredClone(request))).toEqual(request)
    expect(parseRequest(changed('surprise', 1))).toEqual(request)
  })

  it('takes constraints over, and has no prototype to pollute', () => {
    const json: unknown = JSON.parse(
      JSON.stringify(changed('signer', { subject: { '2.5.4.3': 'CHAN TAI MAN' } })),
    )
    const { subject } = parseRequest(json).signer
    expect(subject).toEqual(Object.assign(Object.create(null), { '2.5.4.3': 'CHAN TAI MAN' }))
    const polluted: unknown = JSON.parse(
      JSON.stringify(changed('signer', {})).replace(
        '"signer":{}',
        '"signer":{"subject":{"__proto__":"x"}}',
      ),
    )
    expect(() => parseRequest(polluted)).toThrow('REQUEST_MALFORMED')
  })

  it.each([
    ['version', 2],
    ['id', ''],
    ['id', 7],
    ['nonce', 'AAAA'],
    ['nonce', '!'.repeat(43)],
    ['origin', 'https://portal.example/'],
    ['origin', 'portal.example'],
    ['requester.en', undefined],
    ['requester.zh-Hans-HK', 'x'.repeat(301)],
    ['purpose', 'text'],
    ['document.sizeBytes', -1],
    ['document.sizeBytes', 1.5],
    ['document.sizeBytes', '4'],
    ['document.digestAlgorithm', 'SHA-1'],
    ['document.digest', 'AAAA'],
    ['packaging', 'enveloped'],
    ['commitmentType', 'toString'],
    ['signer', null],
    ['signer.profiles', [1]],
    ['signer.issuerNameSha256', ['AB'.repeat(32)]],
    ['signer.subject', { 'common name': 'x' }],
    ['createdAt', '2026-11-24'],
    ['expiresAt', '2026-11-24T06:15:00+08:00'],
    ['expiresAt', '2026-13-24T06:15:00Z'],
    ['sandbox', 'false'],
  ])('refuses %s = %j', (path, value) => {
    expect(() => parseRequest(changed(path, value))).toThrow('REQUEST_MALFORMED')
  })

  it.each([null, 1, 'x', [], undefined])('refuses %j', (json) => {
    expect(() => parseRequest(json)).toThrow('REQUEST_MALFORMED')
  })

  it.each([
    ['detached', maxContentBytes],
    ['attached', maxHeldBytes],
  ] as const)('refuses an %s document at one octet past the limit', (packaging, most) => {
    const sized = (sizeBytes: number): unknown => {
      const copy = changed('packaging', packaging) as { document: object }
      return { ...copy, document: { ...copy.document, sizeBytes } }
    }
    expect(() => parseRequest(sized(most))).not.toThrow()
    expect(() => parseRequest(sized(most + 1))).toThrow('DOCUMENT_TOO_LARGE')
  })
})
