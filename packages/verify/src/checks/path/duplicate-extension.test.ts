import { keyUsage } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue } from '../../path/issue.fixture.js'
import { duplicateExtension } from './duplicate-extension.js'

describe(`${duplicateExtension.id} (${duplicateExtension.clause})`, () => {
  const usage = keyUsage(['digitalSignature'])

  it('passes when each is there once', async () => {
    const { certificate } = await issue('Signer', { extensions: [usage] })
    expect(duplicateExtension.run(certificate)).toMatchObject({ status: 'PASSED' })
  })

  it('refuses a second one', async () => {
    const { certificate } = await issue('Signer', { extensions: [usage, usage] })
    expect(duplicateExtension.run(certificate)).toMatchObject({
      status: 'INDETERMINATE',
      facts: { extension: '2.5.29.15' },
    })
  })
})
