import { basicConstraints, keyUsage } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue, issueCa } from '../../path/issue.fixture.js'
import { caKeyUsage } from './ca-key-usage.js'

describe(`${caKeyUsage.id} (${caKeyUsage.clause})`, () => {
  it('passes keyCertSign, and a certificate that restricts nothing', async () => {
    const ca = await issueCa('CA')
    const bare = await issue('CA', { extensions: [basicConstraints(true)] })
    expect(caKeyUsage.run(ca.certificate)).toMatchObject({ status: 'PASSED' })
    expect(caKeyUsage.run(bare.certificate)).toMatchObject({ status: 'PASSED' })
  })

  it('refuses cRLSign alone', async () => {
    const extensions = [basicConstraints(true), keyUsage(['cRLSign'])]
    const { certificate } = await issue('CA', { extensions })
    expect(caKeyUsage.run(certificate)).toMatchObject({
      status: 'INDETERMINATE',
      facts: { keyUsage: ['cRLSign'] },
    })
  })
})
