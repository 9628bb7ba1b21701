import {
  certificatePolicies,
  generalName,
  nameConstraints,
  policyMappings,
  subjectAltName,
} from '@chopmark/test-pki'
import { type TrustAnchors, trustAnchors } from '@chopmark/core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { anyAlgorithms } from '../default-algorithms.js'
import { definePolicy } from '../define-policy.js'
import { validateCertificate } from '../validate-certificate.js'
import { type Issued, issue, issueCa, midday } from './issue.fixture.js'
import { anchorFrom } from './path.fixture.js'

/** Where to change a certificate, and to what. */
const mutation = fc.record({
  which: fc.nat({ max: 2 }),
  at: fc.nat(),
  to: fc.integer({ min: 0, max: 255 }),
  cut: fc.option(fc.nat({ max: 40 }), { freq: 8 }),
})

describe('validateCertificate on hostile certificates', () => {
  let path: readonly Issued[]
  let anchors: TrustAnchors
  beforeAll(async () => {
    const root = await issueCa('Root')
    const upper = await issueCa('Upper', {
      by: root,
      extensions: [
        certificatePolicies(['2.999.1', '2.999.2']),
        policyMappings([['2.999.1', '2.999.3']]),
        nameConstraints({ permitted: [generalName.email('example.hk')] }),
      ],
    })
    const lower = await issueCa('Lower', {
      by: upper,
      extensions: [certificatePolicies(['2.999.3'])],
    })
    const signer = await issue('Signer', {
      by: lower,
      extensions: [
        certificatePolicies(['2.999.3']),
        subjectAltName([generalName.email('chan@example.hk')]),
      ],
    })
    path = [signer, lower, upper]
    anchors = trustAnchors([anchorFrom(root.der)])
  })

  const validate = (certificates: readonly Uint8Array[]): Promise<{ valid: boolean }> => {
    const [certificate = new Uint8Array(), ...others] = certificates
    return validateCertificate(
      { certificate, items: others.map((bytes) => ({ kind: 'certificate', bytes })) },
      definePolicy({ id: 'test', trustAnchors: anchors, algorithms: anyAlgorithms() }),
      midday,
      { revocation: 'skip' },
    )
  }

  it('passes the path as it is', async () => {
    expect(await validate(path.map(({ der }) => der))).toMatchObject({ valid: true })
  })

  it('answers, and never yes, when octets are changed or cut off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
        const certificates = path.map(({ der }) => der.slice())
        for (const { which, at, to, cut } of mutations) {
          const der = certificates[which]
          if (der === undefined || der.length === 0) continue
          der[at % der.length] = to
          if (cut !== null) certificates[which] = der.subarray(0, Math.max(0, der.length - cut))
        }
        const changed = certificates.some((der, i) => {
          const before = path[i]?.der ?? der
          return der.length !== before.length || der.some((octet, j) => octet !== before[j])
        })
        expect((await validate(certificates)).valid).toBe(!changed)
      }),
      { numRuns: 400 },
    )
  })

  it('answers any octets', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (octets) => {
        expect(await validate([octets, octets])).toMatchObject({ valid: false })
      }),
      { numRuns: 200 },
    )
  })
})
