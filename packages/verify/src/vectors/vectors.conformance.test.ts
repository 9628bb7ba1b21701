import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { canonicalJson, type Instant } from '@chopmark/core'
import { nodeCrypto } from '@chopmark/server'
import { describe, expect, it } from 'vitest'
import { registry } from '../registry.js'
import { createValidationCache } from '../validation-cache.js'
import { makeVectors } from './make-vectors.fixture.js'
import { answer, questionOf, type Vector, vectorFolder } from './vector.fixture.js'

// On demand, all anew or those that are missing:
// MAKE_VECTORS=all|missing npx vitest run --project conformance packages/verify/src/vectors
const asked = process.env['MAKE_VECTORS']
if (asked !== undefined) {
  console.log('No scenario for:', await makeVectors(asked === 'all' ? 'all' : 'missing'))
}

function vectorsOf(id: string): readonly [string, Vector][] {
  const folder = `${vectorFolder}/${id}`
  if (!existsSync(folder)) return []
  return readdirSync(folder).map((name) => [
    name,
    JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Vector,
  ])
}

describe('vectors', () => {
  it('exist for every check, one that passes and one that does not', () => {
    const lacking = registry.flatMap(({ id }) => {
      const names = vectorsOf(id).map(([name]) => name)
      return ['pass', 'fail']
        .filter((kind) => !names.some((name) => name.startsWith(`${kind}-`)))
        .map((kind) => `${id} (${kind})`)
    })
    expect(lacking).toEqual([])
  })

  it('belong to checks of the registry, whose ids are unique', () => {
    const ids = registry.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const folders = readdirSync(vectorFolder).filter(
      (name) => !['evidence', 'README.md'].includes(name),
    )
    expect(folders.filter((name) => !ids.includes(name))).toEqual([])
  })
})

const withVectors = registry.map(({ id }) => id).filter((id) => vectorsOf(id).length > 0)

describe.each(withVectors)('%s', (id) => {
  it.each(vectorsOf(id))('%s', async (_name, vector) => {
    const { checks, report } = await answer(vector.case)
    const { expected } = vector
    const said = checks
      .filter((result) => result.id === id)
      .map((result) => [result.status, 'subIndication' in result ? result.subIndication : null])
    expect(said).toContainEqual([expected.status, expected.subIndication])
    expect(report?.indication ?? null).toBe(expected.indication)
    expect(report?.subIndication ?? null).toBe(expected.reportSubIndication)
    const decidedBy = report !== null && 'decidedBy' in report ? report.decidedBy : null
    expect(decidedBy).toBe(expected.decidedBy)
  })
})

/** All vectors share these: one keeps everything, one is full after one piece of evidence of each kind. */
const caches = {
  warm: createValidationCache(),
  full: createValidationCache({ certificates: 1, crls: 1, ocsp: 1 }),
}
const crypto = nodeCrypto()
const secondMs = 1000
const dayMs = 86_400_000
/** Moments of one state of affairs, across the ends of evidence and certificates, and back. */
const passed = [
  0,
  0,
  1,
  secondMs,
  2,
  dayMs + 1,
  2 * dayMs,
  40 * dayMs,
  4000 * dayMs,
  -1,
  -4000 * dayMs,
  3,
]

describe('byte for byte the same at every moment, whatever the cache knows', () => {
  it.each(withVectors)('%s', async (id) => {
    for (const [name, { case: one }] of vectorsOf(id)) {
      const question = questionOf(one)
      const ask = one.certificate === undefined ? question.document : question.certificate
      for (const ms of passed) {
        const at = (question.validationTime + ms) as Instant
        const expected = canonicalJson(await ask(at, { crypto }))
        for (const [state, cache] of Object.entries(caches)) {
          const told = canonicalJson(await ask(at, { crypto, cache }))
          expect(told, `${name}, ${state}, ${ms} ms later`).toBe(expected)
        }
      }
    }
  })
})
