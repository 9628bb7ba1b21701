import { instant, type RecognitionPeriod, type TrustAnchor } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { recognitionAt } from './recognition-at.js'

const period = (
  status: RecognitionPeriod['status'],
  from: string,
  to?: string,
): RecognitionPeriod => ({
  status,
  from: instant(from),
  ...(to !== undefined && { to: instant(to) }),
  source: 'test',
  readOn: '2026-01-01',
})

const anchor: TrustAnchor = {
  kind: 'pinned',
  id: 'test/anchor',
  use: 'signing',
  sandbox: true,
  certificatePolicies: 'any',
  certificateSha256: '00'.repeat(32),
  subject: 'CN=Test',
  notBefore: instant('2020-01-01T00:00:00Z'),
  notAfter: instant('2040-01-01T00:00:00Z'),
  publishedAt: 'https://ca.example/root.crt',
  recognition: [
    period('recognised', '2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z'),
    period('suspended', '2025-01-01T00:00:00Z', '2025-02-01T00:00:00Z'),
  ],
}

describe('recognitionAt', () => {
  it.each([
    ['2019-12-31T23:59:59.999Z', undefined],
    ['2020-01-01T00:00:00Z', 'recognised'],
    ['2025-01-01T00:00:00Z', 'suspended'],
    ['2025-02-01T00:00:00Z', 'recognised'],
    ['2029-12-31T23:59:59.999Z', 'recognised'],
    ['2030-01-01T00:00:00Z', undefined],
  ])('at %s: %s', (at, status) => {
    expect(recognitionAt(anchor, instant(at))?.status).toBe(status)
  })
})
