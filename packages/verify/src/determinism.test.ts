import fc from 'fast-check'
import { createSandboxPki, signCades } from '@chopmark/test-pki'
import { expect, it } from 'vitest'
import type { Evidence, EvidenceItem } from './evidence.js'
import { explain } from './explain.js'
import { registry } from './registry.js'
import { evidenceOf, sandboxPolicy, sandboxTime } from './sandbox.fixture.js'
import { serialiseReport } from './serialise-report.js'
import { validateDocument } from './validate-document.js'
import { createValidationCache } from './validation-cache.js'

it('gives the same bytes for the same evidence in any order, cached or not', async () => {
  const pki = await createSandboxPki()
  const signer = await pki.issue('e-cert-personal', {})
  const other = await pki.issue('e-cert-personal', {})
  const content = new TextEncoder().encode('The same\n')
  const signature = signCades({ signer, content, detached: true })
  const made = { signature, content, detached: true, crls: [] }
  const good = await pki.ocsp([signer])
  const items: EvidenceItem[] = [
    { kind: 'crl', bytes: pki.root.crl() },
    { kind: 'crl', bytes: pki.ca.crl(signer.crlName === null ? {} : { name: signer.crlName }) },
    { kind: 'crl', bytes: pki.ca.crl() },
    { kind: 'certificate', bytes: other.certificate },
    { kind: 'certificate', bytes: pki.root.certificate },
    { kind: 'certificate', bytes: new Uint8Array([1, 2, 3]) },
    { kind: 'crl', bytes: new Uint8Array([1, 2, 3]) },
    { kind: 'ocsp', bytes: good },
    { kind: 'ocsp', bytes: good, nonce: Uint8Array.of(1) },
    { kind: 'ocsp', bytes: good, nonce: Uint8Array.of(2) },
    { kind: 'ocsp', bytes: await pki.ocsp([other]) },
  ]
  const policy = sandboxPolicy(pki)
  const at = sandboxTime(pki)
  const cache = createValidationCache()
  const evidence = (order: readonly EvidenceItem[]): Evidence => ({
    ...evidenceOf(made),
    items: order,
  })
  const expected = serialiseReport(await validateDocument(evidence(items), policy, at))
  expect(expected).toContain('TOTAL-PASSED')
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(items, { minLength: items.length }),
      fc.boolean(),
      async (order, cached) => {
        const options = cached ? { cache } : {}
        const report = await validateDocument(evidence([...order, ...order]), policy, at, options)
        expect(serialiseReport(report)).toBe(expected)
      },
    ),
    { numRuns: 25 },
  )
})

it('tells a person the verdict first, in each language', async () => {
  const pki = await createSandboxPki()
  const signer = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
  const content = new TextEncoder().encode('Say it\n')
  const signature = signCades({ signer, content })
  const evidence = evidenceOf({ signature, content, detached: false, crls: [] })
  const { reports } = await validateDocument(evidence, sandboxPolicy(pki), sandboxTime(pki))
  expect(explain(reports[0], 'en')[0]).toBe(
    'It cannot be decided yet whether the signature is valid.',
  )
  expect(explain(reports[0], 'en')).toContain('Signed by CHAN TAI MAN.')
  expect(explain(reports[0], 'zh-Hant-HK')[0]).toBe('暫未能判斷簽署是否有效。')
  expect(explain(reports[0], 'zh-Hans-HK')[0]).toBe('暂未能判断签署是否有效。')
})

it('lists checks in registry order, and says of each the clause', async () => {
  const pki = await createSandboxPki()
  const signer = await pki.issue('e-cert-personal', {})
  const content = new TextEncoder().encode('In order\n')
  const signature = signCades({ signer, content })
  const evidence = evidenceOf({ signature, content, detached: false, crls: [pki.root.crl()] })
  const { reports } = await validateDocument(evidence, sandboxPolicy(pki), sandboxTime(pki))
  const ids = registry.map(({ id }) => id)
  const places = reports[0].checks.map(({ id }) => ids.indexOf(id))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(reports[0].checks.every(({ clause }) => clause.length > 0)).toBe(true)
})
