import {
  authorityKeyIdentifier,
  basicConstraints,
  keyUsage,
  subjectKeyIdentifier,
} from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue, keyNamed, type IssueOptions } from '../../path/issue.fixture.js'
import { conformingIssuance } from './conforming-issuance.js'

const { spki } = await keyNamed('Subject')
const keyIds = [subjectKeyIdentifier(spki), authorityKeyIdentifier(spki)]
const ca = [basicConstraints(true), keyUsage(['keyCertSign'])]

async function run(options: IssueOptions, selfIssued = false) {
  const { certificate } = await issue('Subject', options)
  return conformingIssuance.run({ certificate, selfIssued })
}

describe(`${conformingIssuance.id} (${conformingIssuance.clause})`, () => {
  it.each([
    ['a signer with its issuer’s key identifier', [authorityKeyIdentifier(spki)], false],
    ['a CA with all a CA has to have', [...ca, ...keyIds], false],
    ['a root without its own key as its issuer’s', [...ca, subjectKeyIdentifier(spki)], true],
  ])('passes %s', async (_, extensions, selfIssued) => {
    expect(await run({ extensions }, selfIssued)).toEqual({ status: 'PASSED', facts: {} })
  })

  it.each([
    ['AUTHORITY_KEY_IDENTIFIER', { extensions: [subjectKeyIdentifier(spki)] }],
    ['SUBJECT_KEY_IDENTIFIER', { extensions: [...ca, authorityKeyIdentifier(spki)] }],
    ['KEY_USAGE', { extensions: [basicConstraints(true), ...keyIds] }],
    [
      'BASIC_CONSTRAINTS',
      { extensions: [...ca.map((one) => ({ ...one, critical: false })), ...keyIds] },
    ],
    ['PATH_LENGTH', { extensions: [basicConstraints(false, 0), ...keyIds] }],
    ['PATH_LENGTH', { extensions: [basicConstraints(true, 0), keyUsage(['cRLSign']), ...keyIds] }],
    ['SERIAL_NUMBER', { extensions: keyIds, rawSerialNumber: Uint8Array.of(2, 1, 0) }],
    ['SERIAL_NUMBER', { extensions: keyIds, rawSerialNumber: Uint8Array.of(2, 1, 0xff) }],
  ] as const)('refuses for %s', async (problem, options) => {
    expect(await run(options)).toEqual({
      status: 'INDETERMINATE',
      subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
      facts: { problem },
    })
  })
})
