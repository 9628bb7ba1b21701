import { join } from 'node:path'
import { pkitsFolder, pkitsTests, pkitsValidationTime, type PkitsTest } from '@chopmark/test-pki'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PathAnswer } from './output/path-answer.js'
import { Scratch } from './run.test-support.js'

/** A DSA key that inherits its parameters from the issuer's (RFC 3279 §2.3.2): answered as unsupported, so not valid. */
const unsupported = new Set(['4.1.5'])

const folder = pkitsFolder()
const tests = pkitsTests()

function jobFor(test: PkitsTest): object {
  const certs = (name: string): string => join(folder ?? '', 'certs', name)
  return {
    id: test.id,
    certificate: certs(test.endEntity),
    anchors: [certs(test.trustAnchor)],
    certs: [...test.intermediates, ...test.otherCerts].map(certs),
    crls: test.crls.map((name) => join(folder ?? '', 'crls', name)),
    at: pkitsValidationTime,
    algorithms: 'any',
    policies: test.initialPolicySet,
    explicitPolicy: test.initialExplicitPolicy,
    inhibitPolicyMapping: test.initialPolicyMappingInhibit,
    inhibitAnyPolicy: test.initialInhibitAnyPolicy,
  }
}

describe.skipIf(folder === null)(
  'NIST PKITS 1.0.1 through chopmark path --batch, needs the package python3-cryptography-vectors',
  () => {
    const scratch = new Scratch()
    const answers = new Map<string, PathAnswer>()
    afterAll(() => {
      scratch.remove()
    })
    beforeAll(async () => {
      const results = await scratch.batch<PathAnswer & { id: string }>('path', tests.map(jobFor))
      expect(results.map(({ id }) => id)).toEqual(tests.map(({ id }) => id))
      for (const result of results) answers.set(result.id, result)
    })

    it.each(tests.map((test) => [`${test.id} ${test.name}`, test] as const))('%s', (_, test) => {
      const answer = answers.get(test.id)
      if (answer === undefined) throw new Error('no answer')
      const { valid, userConstrainedPolicySet, authoritiesConstrainedPolicySet } = test.expected
      if (unsupported.has(test.id)) {
        expect(answer.valid).toBe(false)
        expect(answer.failures[0]).toMatchObject({
          check: 'path.signature',
          facts: { answer: 'unsupported' },
        })
        return
      }
      expect(answer.valid, JSON.stringify(answer.failures, null, 1)).toBe(valid)
      expect(answer.failures.length > 0).toBe(!valid)
      if (!valid) return
      expect(answer.userConstrainedPolicies).toEqual([...userConstrainedPolicySet].sort())
      if (authoritiesConstrainedPolicySet !== undefined) {
        expect(answer.authorityConstrainedPolicies).toEqual(
          [...authoritiesConstrainedPolicySet].sort(),
        )
      }
      expect(answer.revocation.map(({ status }) => status)).toEqual(answer.path.map(() => 'good'))
    })
  },
)
