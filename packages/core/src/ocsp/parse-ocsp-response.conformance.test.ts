import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { corporaFolder, readCorpus } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { toDer } from '../der/read-encoded-objects.js'
import type { Result } from '../result.js'
import type { OcspResponse } from './ocsp.js'
import { parseOcspResponse } from './parse-ocsp-response.js'

const corpora = corporaFolder()

interface OcspItem {
  readonly id: string
  readonly file?: string
  readonly kind?: 'request' | 'response'
  readonly responses?: readonly string[]
  readonly expected: {
    readonly parses?: boolean
    readonly responseStatus?: string
    readonly certStatus?: string
    readonly reason?: string
  }
  readonly openssl?: { readonly certStatus?: readonly string[] }
}

function parse(file: string): Result<OcspResponse> {
  const bytes = toDer(readFileSync(join(corpora ?? '', 'ocsp', file)))
  return bytes.ok ? parseOcspResponse(bytes.value) : bytes
}

describe('corpora/ocsp', () => {
  const items = (readCorpus('ocsp')?.items ?? []) as unknown as readonly OcspItem[]

  it.skipIf(corpora === null)('parses as the corpus says (else: no ../shared/corpora)', () => {
    const responses = items.filter(({ kind }) => kind === 'response')
    expect(responses.length).toBe(16)
    for (const { file = '', expected, openssl } of responses) {
      const parsed = parse(file)
      expect(parsed.ok, file).toBe(expected.parses ?? true)
      if (!parsed.ok) continue
      expect(parsed.value.status, file).toBe(expected.responseStatus)
      const answers = parsed.value.basic?.responses ?? []
      if (expected.certStatus !== undefined) {
        expect(answers[0]?.status.kind, file).toBe(expected.certStatus)
      }
      if (expected.reason !== undefined) {
        expect(answers[0]?.status, file).toMatchObject({ reason: expected.reason })
      }
      // OpenSSL's column lists the first answers of a long response.
      for (const [i, status] of (openssl?.certStatus ?? []).entries()) {
        expect(answers[i]?.status.kind, file).toBe(status)
      }
    }
  })

  it.skipIf(corpora === null)(
    "parses every response of OpenSSL's table (else: no ../shared/corpora)",
    () => {
      const files = new Set(items.flatMap(({ responses }) => responses ?? []))
      expect(files.size).toBe(29)
      for (const file of files) expect(parse(file), file).toMatchObject({ ok: true })
    },
  )
})
