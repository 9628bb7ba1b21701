import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { corporaFolder, createSandboxPki, readCorpus } from '@chopmark/test-pki'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VerifyAnswer } from './output/verify-answer.js'
import { Scratch } from './run.test-support.js'

interface Item {
  readonly file: string
  readonly content?: string
  readonly trustAnchor?: string
  readonly expected: {
    readonly parses?: boolean
    readonly signatureIntact?: boolean | null
    readonly signatureAccepted?: boolean
  }
}

type Answer = VerifyAnswer & { readonly id: string; readonly error?: { readonly code: string } }

const corpus = readCorpus('cms')
const folder = join(corporaFolder() ?? '', 'cms')
const items = (corpus?.items ?? []) as unknown as readonly Item[]

describe.skipIf(corpus === null)(
  'CMS of others through chopmark verify --batch (else: no ../shared/corpora beside the clone)',
  () => {
    const scratch = new Scratch()
    const answers = new Map<string, Answer>()
    afterAll(() => {
      scratch.remove()
    })
    beforeAll(async () => {
      // The signers are strangers to it: asked here is whether their signatures fit.
      const pki = await createSandboxPki()
      const stranger = scratch.file('stranger.der', pki.root.certificate)
      const results = await scratch.batch<Answer>(
        'verify',
        items.map(({ file, content, trustAnchor }) => ({
          id: file,
          signature: join(folder, file),
          content:
            content !== undefined && existsSync(join(folder, content))
              ? join(folder, content)
              : null,
          anchors: [trustAnchor === undefined ? stranger : join(folder, trustAnchor)],
          at: '2024-01-01T00:00:00Z',
          algorithms: 'any',
        })),
      )
      expect(results.map(({ id }) => id)).toEqual(items.map(({ file }) => file))
      for (const result of results) answers.set(result.id, result)
    })
    const answerTo = ({ file }: Item): Answer => {
      const answer = answers.get(file)
      if (answer === undefined) throw new Error(`no answer for ${file}`)
      return answer
    }

    it.each(items)('$file: answered, and accepted under no anchor of ours', (item) => {
      const { error, reports, algorithms } = answerTo(item)
      expect(error).toBeUndefined()
      expect(algorithms).toBe('any')
      expect(reports.length).toBeGreaterThan(0)
      expect(reports.map(({ indication }) => indication)).not.toContain('TOTAL-PASSED')
    })

    const known = items.filter(({ expected }) => typeof expected.signatureIntact === 'boolean')
    it.each(known)('$file: intact $expected.signatureIntact', (item) => {
      const { reports } = answerTo(item)
      const intact = reports.every((report) => report.intact === true)
      const trace = reports.map(({ signatureId, intact: one, checks }) => [
        signatureId,
        one,
        checks.filter(({ status }) => status === 'FAILED' || status === 'INDETERMINATE'),
      ])
      expect(intact, JSON.stringify(trace)).toBe(item.expected.signatureIntact)
    })

    const refused = items.filter(({ expected }) => expected.signatureAccepted === false)
    it.each(refused)('$file: refused', (item) => {
      const { reports } = answerTo(item)
      expect(reports.map(({ indication }) => indication)).toEqual(reports.map(() => 'TOTAL-FAILED'))
    })

    const broken = items.filter(({ expected }) => expected.parses === false)
    it.each(broken)('$file: no CMS', (item) => {
      expect(answerTo(item).reports).toMatchObject([
        { indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE', intact: null },
      ])
    })
  },
)
