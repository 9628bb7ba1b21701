import type { Certificate } from '@chopmark/core'
import {
  certificatePolicies,
  type Extension,
  inhibitAnyPolicy,
  policyConstraints,
  policyMappings,
} from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import type { PathSettings } from '../policy.js'
import { issue, issueCa } from './issue.fixture.js'
import { anyPolicy, type PolicyAnswer, processPolicies } from './policy-graph.js'

const open: PathSettings = {
  initialPolicySet: 'any',
  initialExplicitPolicy: false,
  initialPolicyMappingInhibit: false,
  initialAnyPolicyInhibit: false,
}
const [a, b, c] = ['2.999.1', '2.999.2', '2.999.3'] as const
const policies = (...oids: readonly string[]): Extension => certificatePolicies(oids)

async function run(
  path: readonly (readonly Extension[])[],
  settings: Partial<PathSettings> = {},
  selfIssued: readonly number[] = [],
): Promise<PolicyAnswer> {
  const steps = await Promise.all(
    path.map(async (extensions, i) => ({
      certificate: (await issue('Any', { extensions })).certificate,
      selfIssued: selfIssued.includes(i),
    })),
  )
  return processPolicies(steps, { ...open, ...settings })
}

describe('processPolicies', () => {
  it('gives the policies that all certificates have', async () => {
    expect(await run([[policies(a, b)], [policies(b, c)]])).toEqual({
      problem: null,
      explicitPolicy: false,
      authorityConstrained: [b],
      userConstrained: [b],
    })
  })

  it('gives none, and no problem, where nobody demands one', async () => {
    const answer = await run([[policies(a)], []])
    expect(answer).toMatchObject({ problem: null, authorityConstrained: [] })
  })

  it('refuses none where the caller or a CA demands one', async () => {
    const demanded = await run([[policies(a)], [policies(b)]], { initialExplicitPolicy: true })
    expect(demanded).toMatchObject({ problem: 'NO_POLICY', explicitPolicy: true })
    expect(await run([[policies(a), policyConstraints(0)], []])).toMatchObject({
      problem: 'NO_POLICY',
    })
    expect(await run([[policies(a), policyConstraints(3)], [policies(a)], []])).toMatchObject({
      problem: null,
    })
    expect(await run([[policies(a)], [policies(b), policyConstraints(0)]])).toMatchObject({
      problem: 'NO_POLICY',
    })
  })

  it('takes anyPolicy for every policy until it is inhibited', async () => {
    expect(await run([[policies(anyPolicy)], [policies(a)]])).toMatchObject({
      authorityConstrained: [a],
    })
    expect(
      await run([[policies(anyPolicy)], [policies(anyPolicy)]], { initialPolicySet: [a, b] }),
    ).toMatchObject({ authorityConstrained: [anyPolicy], userConstrained: [a, b] })
    const inhibited = [[policies(anyPolicy), inhibitAnyPolicy(0)], [policies(anyPolicy)]]
    expect(await run(inhibited)).toMatchObject({ authorityConstrained: [] })
    const selfIssued = [...inhibited, [policies(anyPolicy)]]
    expect(await run(selfIssued, {}, [1])).toMatchObject({ authorityConstrained: [] })
    const first = await run([[policies(anyPolicy)]], { initialAnyPolicyInhibit: true })
    expect(first).toMatchObject({ authorityConstrained: [] })
  })

  it("speaks of mapped policies by the anchor's names for them", async () => {
    const path = [[policies(a), policyMappings([[a, b]])], [policies(b)]]
    expect(await run(path)).toMatchObject({ authorityConstrained: [a], userConstrained: [a] })
    expect(await run(path, { initialPolicySet: [b], initialExplicitPolicy: true })).toMatchObject({
      problem: 'NO_POLICY',
      userConstrained: [],
    })
    expect(await run(path, { initialPolicyMappingInhibit: true })).toMatchObject({
      authorityConstrained: [],
    })
  })

  it('maps out of anyPolicy', async () => {
    const path = [[policies(anyPolicy), policyMappings([[a, b]])], [policies(b)]]
    expect(await run(path)).toMatchObject({ authorityConstrained: [a] })
  })

  it('refuses to map anyPolicy either way', async () => {
    for (const pair of [
      [anyPolicy, a],
      [a, anyPolicy],
    ] as const) {
      expect(await run([[policies(a), policyMappings([pair])], [policies(a)]])).toMatchObject({
        problem: 'ANY_POLICY_MAPPED',
      })
    }
  })

  it('gives only what leads down to the last certificate', async () => {
    const path = [
      [
        policies(a, b),
        policyMappings([
          [a, c],
          [b, '2.999.4'],
        ]),
      ],
      [policies(c, '2.999.4')],
      [policies('2.999.4')],
    ]
    expect(await run(path)).toMatchObject({ authorityConstrained: [b] })
  })

  it('stays small where a tree would grow without end (CVE-2023-0464)', async () => {
    const width = 40
    const oids = Array.from({ length: width }, (_, i) => `2.999.9.${i}`)
    const all = oids.flatMap((from) => oids.map((to) => [from, to] as const))
    const extensions = [certificatePolicies(oids), policyMappings(all)]
    const { certificate } = await issueCa('CA', { extensions })
    const step = { certificate: certificate satisfies Certificate, selfIssued: false }
    const began = performance.now()
    const answer = processPolicies(Array<typeof step>(16).fill(step), open)
    expect(answer.authorityConstrained).toHaveLength(width)
    // A tree would have 40^16 leaves.
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
