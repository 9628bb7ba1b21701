import { distinguishedName } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue } from '../../path/issue.fixture.js'
import { issuerName } from './issuer-name.js'

describe(`${issuerName.id} (${issuerName.clause})`, () => {
  it('passes a name', async () => {
    const { certificate } = await issue('Signer')
    expect(issuerName.run(certificate)).toMatchObject({ status: 'PASSED' })
  })

  it('refuses an empty one', async () => {
    const nobody = await issue('Nobody', { subject: distinguishedName() })
    const { certificate } = await issue('Signer', { by: nobody })
    expect(issuerName.run(certificate)).toMatchObject({ status: 'INDETERMINATE' })
  })
})
