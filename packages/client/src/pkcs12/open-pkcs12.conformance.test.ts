import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { corporaFolder, readCorpus } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { openPkcs12 } from './open-pkcs12.js'

interface Item {
  readonly file: string
  readonly password: string
  readonly expected: {
    readonly opens: boolean
    readonly certificates?: number
    readonly privateKeys?: number
  }
}

const items = (readCorpus('pkcs12')?.items ?? []) as unknown as readonly Item[]
const bytesOf = (item: Item): Uint8Array =>
  new Uint8Array(readFileSync(join(corporaFolder() ?? '', 'pkcs12', item.file)))

describe.skipIf(items.length === 0)(
  'PKCS#12 files of others (needs ../shared/corpora/pkcs12)',
  () => {
    it.each(items.map((item) => [item.file, item] as const))('%s', async (_, item) => {
      const opened = await openPkcs12(bytesOf(item), item.password)
      if (!item.expected.opens) {
        expect(opened.ok).toBe(false)
        return
      }
      expect(opened).toMatchObject({ ok: true })
      if (!opened.ok) return
      expect(opened.value.certificates).toHaveLength(item.expected.certificates ?? Number.NaN)
      expect(opened.value.privateKeys).toHaveLength(item.expected.privateKeys ?? Number.NaN)
      expect(await openPkcs12(bytesOf(item), `${item.password}x`)).toEqual({
        ok: false,
        code: 'WRONG_PIN',
      })
    })
  },
)
