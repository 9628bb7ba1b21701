import { generalName, nameConstraints, subjectAltName } from '@chopmark/test-pki'
import { trustAnchors } from '@chopmark/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { budgetLimits } from '../budget.js'
import { anyAlgorithms } from '../default-algorithms.js'
import { definePolicy } from '../define-policy.js'
import { type CertificateReport, validateCertificate } from '../validate-certificate.js'
import { type Issued, issue, issueCa, midday } from './issue.fixture.js'
import { anchorFrom } from './path.fixture.js'

const layers = 12

/** Layers of two CAs, each certified by both of the layer above: 48 certificates, 2^12 paths. */
async function ladder(
  root: Issued,
  nameOf: (layer: number, which: number) => string,
): Promise<{ certificates: Issued[]; top: readonly Issued[] }> {
  let above: readonly Issued[] = [root]
  const certificates: Issued[] = []
  for (let layer = 0; layer < layers; layer++) {
    const next: Issued[] = []
    for (const which of [0, 1]) {
      for (const by of above) {
        const issued = await issueCa(nameOf(layer, which), { by, key: `ladder ${layer} ${which}` })
        certificates.push(issued)
        next[which] = issued
      }
    }
    above = next
  }
  return { certificates, top: above }
}

function validate(
  target: Issued,
  others: readonly Issued[],
  anchor: Issued,
): Promise<CertificateReport> {
  return validateCertificate(
    {
      certificate: target.der,
      items: others.map(({ der }) => ({ kind: 'certificate', bytes: der })),
    },
    definePolicy({
      id: 'test',
      trustAnchors: trustAnchors([anchorFrom(anchor.der)]),
      algorithms: anyAlgorithms(),
    }),
    midday,
    { revocation: 'skip' },
  )
}

describe('budget', () => {
  let root: Issued
  let stranger: Issued
  beforeAll(async () => {
    root = await issueCa('Root')
    stranger = await issueCa('Root', { key: 'stranger' })
  })

  it.each([
    ['of one name in each layer', (layer: number) => `Layer ${layer}`],
    ['of a name for each key', (layer: number, which: number) => `Layer ${layer} ${which}`],
  ])('ends on a ladder of 48 cross-certificates %s, and says what ran out', async (_, nameOf) => {
    const { certificates, top } = await ladder(root, nameOf)
    const signer = await issue('Signer', { by: top[0] as Issued })
    const began = performance.now()
    const report = await validate(signer, certificates, stranger)
    const tookMs = performance.now() - began
    expect(report.valid).toBe(false)
    expect(report.budgetExhausted).toBe('candidates')
    // 50 ms is the bound with node:crypto on RSA-2048; WebCrypto on P-256 takes thrice as long for each signature.
    expect(tookMs).toBeLessThan(500)
  })

  it('finds the path through the same ladder when its root is trusted', async () => {
    const { certificates, top } = await ladder(root, (layer) => `Layer ${layer}`)
    const signer = await issue('Signer', { by: top[1] as Issued })
    const report = await validate(signer, certificates, root)
    expect(report).toMatchObject({ valid: true, budgetExhausted: null })
    expect(report.path?.certificates).toHaveLength(layers + 1)
  })

  it('ends on paths that only name constraints refuse', async () => {
    const limited = await issueCa('Limited', {
      extensions: [nameConstraints({ excluded: [generalName.dns('example.hk')] })],
    })
    const { certificates, top } = await ladder(limited, (layer) => `Layer ${layer}`)
    const signer = await issue('Signer', {
      by: top[0] as Issued,
      extensions: [subjectAltName([generalName.dns('example.hk')])],
    })
    const report = await validate(signer, certificates, limited)
    expect(report).toMatchObject({ valid: false, budgetExhausted: 'candidates' })
    expect(report.failures[0]?.check).toBe('path.name-constraints')
  })

  it('follows a path of the greatest depth and none beyond it', async () => {
    const chain = async (length: number): Promise<CertificateReport> => {
      const certificates: Issued[] = []
      let by = root
      for (let i = 0; i < length - 1; i++) {
        by = await issueCa(`Deep ${i}`, { by })
        certificates.push(by)
      }
      return validate(await issue('Signer', { by }), certificates, root)
    }
    expect(await chain(budgetLimits.maxDepth)).toMatchObject({ valid: true, budgetExhausted: null })
    expect(await chain(budgetLimits.maxDepth + 1)).toMatchObject({
      valid: false,
      budgetExhausted: 'depth',
    })
  })

  it('verifies at most the signatures it may, however many namesakes there are', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 200 }, (_, i) => issueCa('Crowd', { by: root, key: `crowd ${i}` })),
    )
    const signer = await issue('Signer', { by: { ...(crowd[0] as Issued), key: stranger.key } })
    const report = await validate(signer, crowd, root)
    expect(report).toMatchObject({ valid: false, budgetExhausted: 'signatures' })
  })

  it('finds the issuer in a crowd of a hundred namesakes without key identifiers', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 100 }, (_, i) => issueCa('Crowd', { by: root, key: `crowd ${i}` })),
    )
    const signer = await issue('Signer', { by: crowd[57] as Issued })
    const report = await validate(signer, crowd, root)
    expect(report).toMatchObject({ valid: true, budgetExhausted: null })
  })

  it('looks at no more namesakes than it says', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 300 }, () => issueCa('Crowd', { by: root, key: 'crowd' })),
    )
    const signer = await issue('Signer', { by: { ...(crowd[0] as Issued), key: stranger.key } })
    const report = await validate(signer, crowd, root)
    expect(report).toMatchObject({ valid: false, budgetExhausted: 'candidates' })
  })
})
