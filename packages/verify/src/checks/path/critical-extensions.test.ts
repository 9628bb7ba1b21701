import { unknownExtension } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue, issueCa } from '../../path/issue.fixture.js'
import { criticalExtensions } from './critical-extensions.js'

describe(`${criticalExtensions.id} (${criticalExtensions.clause})`, () => {
  it('passes what is understood or not critical', async () => {
    const { certificate } = await issueCa('CA', { extensions: [unknownExtension(false)] })
    expect(criticalExtensions.run(certificate)).toMatchObject({ status: 'PASSED' })
  })

  it.each([
    ['an unknown one', unknownExtension(true)],
    [
      'qualified-certificate statements, whose limits nothing obeys',
      { oid: '1.3.6.1.5.5.7.1.3', critical: true, value: Uint8Array.of(0x30, 0) },
    ],
  ])('refuses %s', async (_, extension) => {
    const { certificate } = await issue('Signer', { extensions: [extension] })
    expect(criticalExtensions.run(certificate)).toMatchObject({
      status: 'INDETERMINATE',
      facts: { unknown: [extension.oid] },
    })
  })
})
