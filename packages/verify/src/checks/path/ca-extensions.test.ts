import { generalName, keyUsage, nameConstraints } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue, issueCa } from '../../path/issue.fixture.js'
import { caExtensions } from './ca-extensions.js'

describe(`${caExtensions.id} (${caExtensions.clause})`, () => {
  const constraints = nameConstraints({ permitted: [generalName.dns('example.hk')] })

  it('passes them in a CA certificate', async () => {
    const { certificate } = await issueCa('CA', { extensions: [constraints] })
    expect(caExtensions.run(certificate)).toMatchObject({ status: 'PASSED' })
  })

  it.each([
    ['keyCertSign', keyUsage(['digitalSignature', 'keyCertSign'])],
    ['name constraints', constraints],
  ])("refuses %s in a person's", async (_, extension) => {
    const { certificate } = await issue('Signer', { extensions: [extension] })
    expect(caExtensions.run(certificate)).toMatchObject({ status: 'INDETERMINATE' })
  })
})
