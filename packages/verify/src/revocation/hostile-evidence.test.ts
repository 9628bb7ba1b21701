import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, date, makeCrl, makeOcsp } from './revocation.test-support.js'

const crl = makeCrl({
  entries: [1n, 2n, 3n].map((serialNumber) => ({
    serialNumber,
    date: date('2026-05-01T00:00:00Z'),
    reason: 'superseded' as const,
  })),
})
const ocsp = makeOcsp({ nonce: new Uint8Array(32) })

const edits = (length: number) =>
  fc.array(fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 4,
  })

function edited(bytes: Uint8Array, changes: readonly (readonly [number, number])[]): Uint8Array {
  const copy = bytes.slice()
  for (const [at, mask] of changes) copy[at] = (copy[at] ?? 0) ^ mask
  return copy
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((octet, index) => octet === b[index])

describe('evidence that somebody tampered with', () => {
  it('never makes a CRL say good, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(edits(crl.length), async (changes) => {
        const bytes = edited(crl, changes)
        const { fact } = await ask({ crls: [bytes] })
        expect(fact.status).toBe(same(bytes, crl) ? 'good' : 'unknown')
      }),
      { numRuns: 400 },
    )
  })

  it('never makes an OCSP answer say good, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(edits(ocsp.length), async (changes) => {
        const bytes = edited(ocsp, changes)
        const { fact } = await ask({ ocsp: [bytes] })
        expect(fact.status).toBe(same(bytes, ocsp) ? 'good' : 'unknown')
      }),
      { numRuns: 400 },
    )
  })

  it('is passed over beside sound evidence', async () => {
    await fc.assert(
      fc.asyncProperty(edits(crl.length), edits(ocsp.length), async (inCrl, inOcsp) => {
        const { fact } = await ask({
          crls: [crl, edited(crl, inCrl)],
          ocsp: [ocsp, edited(ocsp, inOcsp)],
        })
        expect(fact.status).toBe('good')
      }),
      { numRuns: 100 },
    )
  })

  it('of any bytes at all is no evidence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const { fact } = await ask({ crls: [bytes], ocsp: [bytes] })
        expect(fact.status).toBe('unknown')
      }),
      { numRuns: 100 },
    )
  })
})
