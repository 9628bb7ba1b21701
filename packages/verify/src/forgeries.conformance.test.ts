import { nodeCrypto } from '@chopmark/server'
import {
  cmsForgeries,
  createSandboxPki,
  type ForgeryMaterial,
  forgeryMaterial,
  type SandboxPki,
  type SignatureCase,
} from '@chopmark/test-pki'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ValidationPolicy } from './policy.js'
import type { DocumentReport } from './report.js'
import { evidenceOf, sandboxPolicy, sandboxTime, why } from './sandbox.fixture.js'
import { serialiseReport } from './serialise-report.js'
import { validateDocument } from './validate-document.js'

let pki: SandboxPki
let material: ForgeryMaterial
let policy: ValidationPolicy

beforeAll(async () => {
  pki = await createSandboxPki()
  material = await forgeryMaterial(pki)
  policy = sandboxPolicy(pki)
})

/** By both forms of the crypto contract, whose reports must not differ in a byte. */
async function validate(made: SignatureCase): Promise<DocumentReport> {
  const at = sandboxTime(pki)
  const evidence = evidenceOf(made)
  const report = await validateDocument(evidence, policy, at, { crypto: nodeCrypto() })
  const inBrowser = await validateDocument(evidence, policy, at)
  expect(serialiseReport(inBrowser)).toBe(serialiseReport(report))
  return report
}

describe('what other verifiers let through', () => {
  it.each(cmsForgeries)('$id: $description', async ({ about, expected, make }) => {
    const { reports } = await validate(await make(material))
    const spoken = reports.filter(
      (report) => (report.counterSignatureOf !== null) === (about === 'counter-signature'),
    )
    // A message that does not parse has one report, of the whole.
    for (const report of spoken.length > 0 ? spoken : reports) {
      if (expected.indication === 'not TOTAL-PASSED') {
        expect(report.indication, why(report)).not.toBe('TOTAL-PASSED')
        continue
      }
      expect(report.indication, why(report)).toBe(expected.indication)
      if ('subIndication' in expected) {
        expect(report.subIndication, why(report)).toBe(expected.subIndication)
      }
    }
  })
})
