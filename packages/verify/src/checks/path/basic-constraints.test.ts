import { basicConstraints as extension } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue, issueCa } from '../../path/issue.fixture.js'
import { basicConstraints } from './basic-constraints.js'

describe(`${basicConstraints.id} (${basicConstraints.clause})`, () => {
  it('passes a CA', async () => {
    const { certificate } = await issueCa('CA')
    expect(basicConstraints.run(certificate)).toMatchObject({ status: 'PASSED' })
  })

  it.each([
    ['cA false', { extensions: [extension(false)] }],
    ['no extension', {}],
    ['version 1', { version: 1 as const }],
    ['version 2', { version: 2 as const }],
  ])('refuses %s', async (_, options) => {
    const { certificate } = await issue('CA', options)
    expect(basicConstraints.run(certificate)).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
    })
  })
})
