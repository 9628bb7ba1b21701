import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createSandboxPki, forgeryMaterial } from '@chopmark/test-pki'
import type { CheckResult } from '../check.js'
import { registry } from '../registry.js'
import { type Scenario, scenarios } from './scenarios.fixture.js'
import { answer, type Vector, type VectorAnswer, vectorFolder } from './vector.fixture.js'

/** One scenario with what it came to. */
interface Answered {
  readonly scenario: Scenario
  readonly answer: VectorAnswer
}

/** What a vector of this kind shows. */
const kinds = {
  pass: (result: CheckResult) => result.status === 'PASSED',
  fail: (result: CheckResult) => result.status === 'FAILED' || result.status === 'INDETERMINATE',
}

/**
 * Writes `packages/verify/vectors` anew: for each check one signature or path on which it passes and one on which it
 * does not, preferring those where it is the one that decides, then those with the fewest refusals. Keys are random, so
 * every run writes other bytes; run it when checks or scenarios change, and commit all of it.
 * @param which - `missing`: only for checks that lack one, leaving the others as they are.
 * @returns Checks for which no scenario was found.
 */
export async function makeVectors(which: 'all' | 'missing'): Promise<string[]> {
  const clock = (): Date => new Date('2026-01-15T04:00:00Z')
  const material = await forgeryMaterial(await createSandboxPki({ clock }))
  const files = new Map<string, Uint8Array>()
  const keep = (bytes: Uint8Array): string => {
    const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.der`
    files.set(name, bytes)
    return name
  }
  const read = (name: string): Uint8Array => files.get(name) ?? new Uint8Array()
  const answered: Answered[] = []
  for (const scenario of await scenarios(material, keep)) {
    answered.push({ scenario, answer: await answer(scenario.case, read) })
  }
  for (const folder of which === 'all' ? readdirSync(vectorFolder) : []) {
    if (folder !== 'README.md') rmSync(`${vectorFolder}/${folder}`, { recursive: true })
  }
  const lacking: string[] = []
  const used = new Set<string>()
  for (const { id } of registry) {
    const there = existsSync(`${vectorFolder}/${id}`) ? readdirSync(`${vectorFolder}/${id}`) : []
    for (const [kind, fits] of Object.entries(kinds)) {
      if (there.some((name) => name.startsWith(`${kind}-`))) continue
      const best = bestFor(id, kind, fits, answered)
      if (best === undefined) {
        lacking.push(`${id} (${kind})`)
        continue
      }
      const vector = vectorOf(id, best, fits)
      for (const name of filesOf(vector)) used.add(name)
      mkdirSync(`${vectorFolder}/${id}`, { recursive: true })
      const path = `${vectorFolder}/${id}/${kind}-${best.scenario.shows}.json`
      writeFileSync(path, `${JSON.stringify(vector, null, 2)}\n`)
    }
  }
  mkdirSync(`${vectorFolder}/evidence`, { recursive: true })
  for (const name of used) writeFileSync(`${vectorFolder}/evidence/${name}`, read(name))
  return lacking
}

function bestFor(
  id: string,
  kind: string,
  fits: (result: CheckResult) => boolean,
  answered: readonly Answered[],
): Answered | undefined {
  let best: Answered | undefined
  let least = Number.POSITIVE_INFINITY
  for (const one of answered) {
    const { checks, report } = one.answer
    if (!checks.some((result) => result.id === id && fits(result))) continue
    const plain =
      kind === 'pass'
        ? report?.indication === 'TOTAL-PASSED'
        : report !== null && 'decidedBy' in report && report.decidedBy === id
    const refusals = checks.filter(kinds.fail).length
    const control = kind === 'fail' || one.scenario.shows.startsWith('control')
    const cost = (plain ? 0 : 100) + refusals + (control ? 0 : 1)
    if (cost < least) {
      best = one
      least = cost
    }
  }
  return best
}

function vectorOf(
  id: string,
  { scenario, answer: { checks, report } }: Answered,
  fits: (result: CheckResult) => boolean,
): Vector {
  const result = checks.find((one) => one.id === id && fits(one))
  return {
    check: id,
    shows: scenario.shows,
    case: scenario.case,
    expected: {
      status: result?.status ?? 'NOT-APPLICABLE',
      subIndication:
        result !== undefined && 'subIndication' in result ? result.subIndication : null,
      indication: report?.indication ?? null,
      reportSubIndication: report?.subIndication ?? null,
      decidedBy: report !== null && 'decidedBy' in report ? report.decidedBy : null,
    },
  }
}

/** Every evidence file a vector names. */
export function filesOf({ case: one }: Vector): string[] {
  const named = [one.signature, one.content, one.certificate, one.anchor.file]
  return [...named, ...one.items.map(({ file }) => file)].filter((name) => name !== undefined)
}
