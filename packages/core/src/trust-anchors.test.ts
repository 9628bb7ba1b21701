import { beforeAll, describe, expect, it } from 'vitest'
import { generateTestKey, distinguishedName, signCertificate } from '@chopmark/test-pki'
import type { HeldTrustAnchor } from './trust-anchor.js'
import { trustAnchorFromCertificate } from './trust-anchor-from-certificate.js'
import { trustAnchors } from './trust-anchors.js'

describe('trustAnchors', () => {
  let der: Uint8Array
  beforeAll(async () => {
    const key = await generateTestKey('P-256')
    const name = distinguishedName(['CN', 'Root'])
    der = signCertificate(
      {
        serialNumber: 1n,
        issuer: name,
        subject: name,
        notBefore: new Date('2020-01-01T00:00:00Z'),
        notAfter: new Date('2040-01-01T00:00:00Z'),
        spki: key.spki,
        extensions: [],
      },
      key,
    )
  })

  const anchor = (id: string, sandbox = false): HeldTrustAnchor => {
    const made = trustAnchorFromCertificate(der, {
      id,
      use: 'signing',
      sandbox,
      certificatePolicies: 'any',
      recognition: [],
    })
    if (!made.ok) throw new Error(made.reason)
    return made.value
  }

  it('sorts by id and freezes', () => {
    const made = trustAnchors([anchor('b'), anchor('a')])
    expect(made.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(Object.isFrozen(made)).toBe(true)
  })

  it.each([
    ['EMPTY_TRUST_ANCHORS', () => []],
    ['DUPLICATE_TRUST_ANCHOR', () => [anchor('a'), anchor('b'), anchor('a')]],
    ['MIXED_SANDBOX_ANCHORS', () => [anchor('a'), anchor('b', true)]],
  ] as const)('refuses misuse: %s', (code, list) => {
    expect(() => trustAnchors(list())).toThrow(expect.objectContaining({ code }))
  })

  it('takes DER and PEM, and says why not', () => {
    const body = Buffer.from(der).toString('base64')
    const pem = new TextEncoder().encode(
      `-----BEGIN CERTIFICATE-----\n${body.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`,
    )
    const facts = anchor('a')
    expect(trustAnchorFromCertificate(pem, facts)).toMatchObject({ ok: true })
    expect(trustAnchorFromCertificate(der.subarray(1), facts)).toMatchObject({ ok: false })
  })
})
