import { join } from 'node:path'
import { corporaFolder, readCorpus } from '@chopmark/test-pki'
import { afterAll, describe, expect, it } from 'vitest'
import type { PathAnswer } from './output/path-answer.js'
import { Scratch } from './run.test-support.js'

interface OcspItem {
  readonly id: string
  readonly root?: string
  readonly cert?: string
  readonly intermediates?: readonly string[]
  readonly responses?: readonly string[]
  readonly validationTime?: string
  readonly expected: { readonly statusEstablished?: boolean }
}

type Answer = PathAnswer & { readonly id: string; readonly error?: object }

/** Answered differently, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  'openssl/delegated_with_intermediate_success':
    'D1.ors answers for the end entity alone; here the intermediate needs an answer too',
  'openssl/delegated_success':
    'the responder certificate is malformed (an empty subjectAltName), and without nocheck nobody says that it stands',
}

const corpora = corporaFolder()
const scratch = new Scratch()
afterAll(() => {
  scratch.remove()
})

describe.skipIf(corpora === null)(
  'OCSP responses through chopmark path --batch (else: no ../shared/corpora)',
  () => {
    it('answers every OCSP path', async () => {
      const place = (name: string): string => join(corpora ?? '', 'ocsp', name)
      const all = (readCorpus('ocsp')?.items ?? []) as unknown as readonly OcspItem[]
      const items = all.filter(({ cert }) => cert !== undefined)
      const answers = await scratch.batch<Answer>(
        'path',
        items.map(({ id, root, cert, intermediates, responses, validationTime }) => ({
          id,
          certificate: place(cert ?? ''),
          anchors: [place(root ?? '')],
          certs: intermediates?.map(place),
          ocsp: responses?.map(place),
          at: validationTime,
          algorithms: 'any',
          maxAgeSeconds: 30 * 24 * 3600,
        })),
      )
      expect(answers).toHaveLength(29)
      for (const [index, { id, expected }] of items.entries()) {
        const answer = answers[index]
        expect(answer?.error, id).toBeUndefined()
        const valid = id in exceptions ? false : expected.statusEstablished
        expect([id, answer?.valid, answer?.failures.length === 0]).toEqual([id, valid, valid])
      }
    })
  },
)
