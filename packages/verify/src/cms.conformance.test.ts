import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractSmime, instant, toDer } from '@chopmark/core'
import { nodeCrypto } from '@chopmark/server'
import { corporaFolder, createSandboxPki, readCorpus } from '@chopmark/test-pki'
import { beforeAll, describe, expect, it } from 'vitest'
import { anyAlgorithms } from './default-algorithms.js'
import type { Evidence } from './evidence.js'
import type { ValidationPolicy } from './policy.js'
import { readCms } from './read-cms.js'
import type { DocumentReport } from './report.js'
import { sandboxPolicy } from './sandbox.fixture.js'
import { validateDocument } from './validate-document.js'

interface Item {
  readonly file: string
  readonly content?: string
  readonly expected: {
    readonly parses?: boolean
    readonly signatureIntact?: boolean | null
    readonly signatureAccepted?: boolean
  }
}

const corpus = readCorpus('cms')
const folder = join(corporaFolder() ?? '', 'cms')
const items = (corpus?.items ?? []) as unknown as readonly Item[]

let policy: ValidationPolicy

beforeAll(async () => {
  // The signers are strangers to it: what is asked here is whether their signatures fit.
  policy = sandboxPolicy(await createSandboxPki(), {
    algorithms: anyAlgorithms(),
    signature: { level: 'CMS' },
  })
})

function evidenceFor(item: Item): Evidence {
  const bytes = readFileSync(join(folder, item.file))
  const mime = extractSmime(bytes)
  const message = item.file.endsWith('.eml') && mime.ok ? mime.value : undefined
  const content =
    item.content === undefined
      ? message?.content
      : existsSync(join(folder, item.content))
        ? readFileSync(join(folder, item.content))
        : undefined
  const der = toDer(message?.cms ?? bytes)
  return {
    document: der.ok ? readCms(der.value) : der,
    ...(content !== undefined && {
      content: { sizeBytes: content.length, digests: [], bytes: content },
    }),
    items: [],
  }
}

async function validate(item: Item): Promise<DocumentReport> {
  const at = instant('2024-01-01T00:00:00Z')
  return validateDocument(evidenceFor(item), policy, at, { crypto: nodeCrypto() })
}

describe.skipIf(corpus === null)(
  'CMS of others (else: no ../shared/corpora beside the clone)',
  () => {
    const intact = items.filter(({ expected }) => typeof expected.signatureIntact === 'boolean')
    it.each(intact)('$file: intact $expected.signatureIntact', async (item) => {
      const { reports } = await validate(item)
      const answers = reports.map((report) => report.intact)
      const trace = JSON.stringify(
        reports.map((report) => [
          report.signatureId,
          report.intact,
          report.indication,
          report.subIndication,
          report.checks.filter(({ status }) => status === 'FAILED' || status === 'INDETERMINATE'),
        ]),
      )
      if (item.expected.signatureIntact === true) {
        expect(
          answers.every((answer) => answer === true),
          trace,
        ).toBe(true)
      } else {
        expect(
          answers.every((answer) => answer === true),
          trace,
        ).toBe(false)
      }
    })

    const refused = items.filter(({ expected }) => expected.signatureAccepted === false)
    it.each(refused)('$file: not accepted', async (item) => {
      const { reports } = await validate(item)
      expect(reports.every(({ indication }) => indication === 'TOTAL-FAILED')).toBe(true)
    })

    it.each(items)('$file: answered', async (item) => {
      const { reports } = await validate(item)
      expect(reports.length).toBeGreaterThan(0)
    })
  },
)
