import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { instant } from '@chopmark/core'
import { corporaFolder } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { defaultAlgorithms } from '../default-algorithms.js'
import { serverPurpose, validateVector } from './path.fixture.js'

interface BetterTls {
  readonly trustRoot: string
  readonly suites: {
    readonly pathbuilding: {
      readonly testCases: readonly {
        readonly id: number
        readonly certificates: readonly string[]
        readonly requiredFeatures: readonly string[]
        readonly expected: 'ACCEPT' | 'REJECT'
      }[]
    }
  }
}

const folder = corporaFolder()
const suite =
  folder === null
    ? null
    : (JSON.parse(
        readFileSync(join(folder, 'bettertls', 'pathbuilding.even.json'), 'utf8'),
      ) as BetterTls)
const cases = suite?.suites.pathbuilding.testCases ?? []
const der = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))

describe.skipIf(suite === null)(
  'BetterTLS path building, needs ../shared/corpora/bettertls',
  () => {
    it.each(cases.map((one) => [`${one.id} ${one.requiredFeatures.join(' ')}`, one] as const))(
      '%s',
      async (_, { certificates: [target = '', ...certificates], expected }) => {
        const report = await validateVector({
          target: der(target),
          anchors: [der(suite?.trustRoot ?? '')],
          certificates: certificates.map(der),
          at: instant('2023-08-01T00:00:00Z'),
          policy: {
            signature: { extKeyUsage: [serverPurpose] },
            algorithms: defaultAlgorithms(),
          },
          options: { purpose: 'signing' },
        })
        expect(report.valid, JSON.stringify(report.failures, null, 1)).toBe(expected === 'ACCEPT')
        expect(report.budgetExhausted).toBeNull()
      },
    )

    it('holds 41 cases', () => expect(cases).toHaveLength(41))
  },
)
