import { basicConstraints, keyUsage } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { type IssueOptions, issue, issueCa, midday } from '../../path/issue.fixture.js'
import { trustAnchor, type TrustAnchorInput } from './trust-anchor.js'

const input: TrustAnchorInput = { anchorId: 'a', at: midday, intermediates: 1, itself: false }

describe(`${trustAnchor.id} (${trustAnchor.clause})`, () => {
  it('passes a bare anchor, a CA certificate, and a version-1 root', async () => {
    const ca = await issueCa('Root')
    const old = await issue('Root', { version: 1 })
    expect(trustAnchor.run(input)).toMatchObject({ status: 'PASSED' })
    for (const { certificate } of [ca, old]) {
      expect(trustAnchor.run({ ...input, certificate })).toMatchObject({
        status: 'PASSED',
        facts: { anchor: 'a', notAfter: '2027-01-01T00:00:00Z' },
      })
    }
  })

  it('refuses a path that ends nowhere', () => {
    expect(trustAnchor.run({ ...input, anchorId: null })).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    })
  })

  it.each<[string, IssueOptions]>([
    ['OUT_OF_VALIDITY', { notAfter: new Date('2026-05-31T00:00:00Z') }],
    ['NOT_A_CA', { extensions: [] }],
    ['KEY_USAGE', { extensions: [basicConstraints(true), keyUsage(['cRLSign'])] }],
    ['PATH_LENGTH', { extensions: [basicConstraints(true, 0)] }],
  ])("refuses %s by the anchor's own certificate", async (problem, options) => {
    const { certificate } = await issue('Root', options)
    expect(trustAnchor.run({ ...input, certificate })).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
      facts: { problem },
    })
  })

  it('does not ask a listed certificate that is its own path to be a CA', async () => {
    const { certificate } = await issue('Signer')
    expect(trustAnchor.run({ ...input, certificate, itself: true })).toMatchObject({
      status: 'PASSED',
    })
  })
})
