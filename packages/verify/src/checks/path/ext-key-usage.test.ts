import { extKeyUsage as extension, extKeyUsageOids as oids } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue } from '../../path/issue.fixture.js'
import type { PathPurpose } from '../../path/path.js'
import { extKeyUsage } from './ext-key-usage.js'

const any = '2.5.29.37.0'

async function run(
  purpose: PathPurpose,
  purposes: readonly string[] | null,
  { critical = false, target = true } = {},
): Promise<ReturnType<typeof extKeyUsage.run>> {
  const extensions = purposes === null ? [] : [extension(purposes, critical)]
  const { certificate } = await issue('Signer', { extensions })
  const signingPurposes = [oids.emailProtection]
  return extKeyUsage.run({ certificate, purpose, signingPurposes, target })
}

describe(`${extKeyUsage.id} (${extKeyUsage.clause})`, () => {
  it.each([
    ['signing', null, {}],
    ['signing', [oids.clientAuth, oids.emailProtection], {}],
    ['signing', [any], {}],
    ['signing', [oids.emailProtection], { target: false }],
    ['ocsp-signing', [oids.ocspSigning], {}],
    ['time-stamping', [oids.timeStamping], { critical: true }],
    ['time-stamping', null, { target: false }],
  ] as const)('passes for %s %j %j', async (purpose, purposes, options) => {
    expect(await run(purpose, purposes, options)).toMatchObject({ status: 'PASSED' })
  })

  it.each([
    ['signing', [oids.serverAuth], {}],
    ['signing', [oids.serverAuth], { target: false }],
    ['ocsp-signing', null, {}],
    ['ocsp-signing', [any], {}],
    ['time-stamping', [oids.timeStamping], {}],
    ['time-stamping', [oids.timeStamping, oids.serverAuth], { critical: true }],
    ['time-stamping', [any], { critical: true }],
    ['time-stamping', null, {}],
  ] as const)('refuses for %s %j %j', async (purpose, purposes, options) => {
    expect(await run(purpose, purposes, options)).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
    })
  })

  it('is not asked where the purpose has no such usage', async () => {
    const anything = await run('any', [oids.serverAuth])
    const crl = await run('crl-signing', [oids.serverAuth])
    const above = await run('ocsp-signing', [oids.serverAuth], { target: false })
    for (const { status } of [anything, crl, above]) expect(status).toBe('NOT-APPLICABLE')
  })
})
