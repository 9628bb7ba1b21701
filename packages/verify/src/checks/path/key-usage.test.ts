import { keyUsage as extension, type KeyUsage } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue } from '../../path/issue.fixture.js'
import type { PathPurpose } from '../../path/path.js'
import { keyUsage } from './key-usage.js'

async function run(
  purpose: PathPurpose,
  usage: readonly KeyUsage[] | null,
): Promise<ReturnType<typeof keyUsage.run>> {
  const extensions = usage === null ? [] : [extension(usage)]
  const { certificate } = await issue('Signer', { extensions })
  return keyUsage.run({ certificate, purpose, signingKeyUsage: ['nonRepudiation'] })
}

describe(`${keyUsage.id} (${keyUsage.clause})`, () => {
  it.each([
    ['signing', ['nonRepudiation']],
    ['signing', null],
    ['crl-signing', ['cRLSign', 'keyCertSign']],
    ['ocsp-signing', ['digitalSignature']],
    ['time-stamping', ['digitalSignature', 'nonRepudiation']],
  ] as const)('passes for %s %j', async (purpose, usage) => {
    expect(await run(purpose, usage)).toMatchObject({ status: 'PASSED' })
  })

  it.each([
    ['signing', ['keyEncipherment']],
    ['signing', ['digitalSignature']],
    ['crl-signing', ['digitalSignature']],
    ['ocsp-signing', ['cRLSign']],
    ['time-stamping', ['digitalSignature', 'keyCertSign']],
  ] as const)('refuses for %s %j', async (purpose, usage) => {
    expect(await run(purpose, usage)).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      facts: { keyUsage: usage, purpose },
    })
  })

  it('is not asked without a purpose', async () => {
    expect(await run('any', ['keyEncipherment'])).toMatchObject({ status: 'NOT-APPLICABLE' })
  })
})
