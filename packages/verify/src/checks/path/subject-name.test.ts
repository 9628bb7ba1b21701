import { distinguishedName, generalName, subjectAltName } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { caExtensions, issue } from '../../path/issue.fixture.js'
import { subjectName } from './subject-name.js'

describe(`${subjectName.id} (${subjectName.clause})`, () => {
  const subject = distinguishedName()
  const email = [generalName.email('chan@example.hk')]

  it('passes a name, and tells of an attribute of no octets', async () => {
    const named = await issue('Signer')
    expect(subjectName.run(named.certificate)).toEqual({ status: 'PASSED', facts: {} })
    const empty = await issue('Signer', { subject: distinguishedName(['C', 'HK'], ['CN', '']) })
    expect(subjectName.run(empty.certificate)).toEqual({
      status: 'PASSED',
      facts: { emptyAttributes: 1 },
    })
  })

  it('passes none where a critical subjectAltName names somebody', async () => {
    const { certificate } = await issue('Signer', {
      subject,
      extensions: [subjectAltName(email, true)],
    })
    expect(subjectName.run(certificate)).toMatchObject({ status: 'PASSED' })
  })

  it('refuses none where it is not critical, and for a CA', async () => {
    const signer = await issue('Signer', { subject, extensions: [subjectAltName(email)] })
    const ca = await issue('CA', {
      subject,
      extensions: [...caExtensions, subjectAltName(email, true)],
    })
    for (const { certificate } of [signer, ca]) {
      expect(subjectName.run(certificate)).toMatchObject({ status: 'INDETERMINATE' })
    }
  })
})
