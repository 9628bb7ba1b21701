import {
  basicConstraints,
  generalName,
  nameConstraints,
  subjectKeyIdentifier,
} from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue, keyNamed } from '../../path/issue.fixture.js'
import { extensionCriticality } from './extension-criticality.js'

describe(`${extensionCriticality.id} (${extensionCriticality.clause})`, () => {
  const constraints = nameConstraints({ permitted: [generalName.dns('example.hk')] })

  it('passes critical name constraints, a key identifier that is not, and either basic constraints', async () => {
    const { spki } = await keyNamed('CA')
    const extensions = [constraints, subjectKeyIdentifier(spki), basicConstraints(true, 0, false)]
    const { certificate } = await issue('CA', { extensions })
    expect(extensionCriticality.run(certificate)).toMatchObject({ status: 'PASSED' })
  })

  it('refuses name constraints that may be ignored', async () => {
    const { certificate } = await issue('CA', { extensions: [{ ...constraints, critical: false }] })
    expect(extensionCriticality.run(certificate)).toMatchObject({
      status: 'INDETERMINATE',
      facts: { extension: '2.5.29.30', critical: false },
    })
  })

  it('refuses a critical key identifier', async () => {
    const { spki } = await keyNamed('CA')
    const extensions = [{ ...subjectKeyIdentifier(spki), critical: true }]
    const { certificate } = await issue('CA', { extensions })
    expect(extensionCriticality.run(certificate)).toMatchObject({ status: 'INDETERMINATE' })
  })
})
