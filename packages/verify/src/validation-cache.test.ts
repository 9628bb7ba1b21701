import { createSandboxPki, signCades } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import type { EvidenceItem } from './evidence.js'
import { countingCrypto } from './hostile/counting-crypto.fixture.js'
import { readCms } from './read-cms.js'
import { sandboxPolicy, sandboxTime } from './sandbox.fixture.js'
import { validateDocument } from './validate-document.js'
import { ByteCache, createValidationCache } from './validation-cache.js'

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill)

describe('ByteCache', () => {
  it('finds a value by equal bytes, wherever they lie', () => {
    const cache = new ByteCache<string>(4, 1000)
    cache.keep(bytes(37, 7), 'a')
    const shifted = bytes(60, 7).subarray(3, 40)
    expect(cache.get(shifted)).toBe('a')
    expect(cache.get(bytes(36, 7))).toBeUndefined()
  })

  it('compares every octet, though length and last octets agree', () => {
    const cache = new ByteCache<string>(4, 1000)
    cache.keep(bytes(37, 7), 'a')
    for (let i = 0; i < 37; i++) {
      const other = bytes(37, 7)
      other[i] = 8
      expect(cache.get(other)).toBeUndefined()
    }
  })

  it('lets the oldest go past its number of entries and of bytes', () => {
    const cache = new ByteCache<string>(2, 100)
    cache.keep(bytes(20, 1), 'a')
    cache.keep(bytes(20, 2), 'b')
    cache.keep(bytes(20, 3), 'c')
    expect([1, 2, 3].map((fill) => cache.get(bytes(20, fill)))).toEqual([undefined, 'b', 'c'])
    cache.keep(bytes(90, 4), 'd')
    expect(cache.get(bytes(20, 3))).toBeUndefined()
    expect(cache.get(bytes(90, 4))).toBe('d')
    cache.keep(bytes(101, 5), 'too large')
    expect(cache.get(bytes(101, 5))).toBeUndefined()
  })
})

it('leaves of a new signer only its own signatures to verify', async () => {
  const pki = await createSandboxPki({ keyAlgorithm: 'P-256' })
  const policy = sandboxPolicy(pki)
  const cache = createValidationCache()
  const content = new TextEncoder().encode('The next one\n')
  const root = pki.root.crl()
  const spent: number[] = []
  for (let i = 0; i < 3; i++) {
    const signer = await pki.issue('e-cert-personal', {})
    const signature = signCades({ signer, content })
    const items: EvidenceItem[] = [
      { kind: 'crl', bytes: root },
      { kind: 'ocsp', bytes: await pki.ocsp([signer]) },
    ]
    const crypto = countingCrypto()
    const evidence = { document: readCms(signature), items }
    const { reports } = await validateDocument(evidence, policy, sandboxTime(pki), {
      crypto,
      cache,
    })
    expect(reports[0].indication).toBe('TOTAL-PASSED')
    spent.push(crypto.verifications)
  }
  // The document's, the certificate's and that of the OCSP answer. The CA, its CRL and the responder are known from the first.
  expect(spent).toEqual([6, 3, 3])
})
