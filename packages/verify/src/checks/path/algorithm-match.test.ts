import { digestAlgorithm } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue } from '../../path/issue.fixture.js'
import { algorithmMatch } from './algorithm-match.js'

describe(`${algorithmMatch.id} (${algorithmMatch.clause})`, () => {
  it('passes when both name the same algorithm', async () => {
    const { certificate } = await issue('Signer')
    expect(algorithmMatch.run(certificate)).toMatchObject({ status: 'PASSED' })
  })

  it('refuses another algorithm inside', async () => {
    const { certificate } = await issue('Signer', { innerAlgorithm: digestAlgorithm('SHA-256') })
    expect(algorithmMatch.run(certificate)).toEqual({
      status: 'INDETERMINATE',
      subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
      facts: { inner: '2.16.840.1.101.3.4.2.1', outer: '1.2.840.10045.4.3.2' },
    })
  })
})
