import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { corporaFolder, readCorpus } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { digestAlgorithmOf } from '../crypto/digest-algorithms.js'
import { hex } from '../encoding.js'
import { toDer } from '../der/read-encoded-objects.js'
import { attributeOids } from './attributes/attribute-oids.js'
import { parseMessageDigest } from './attributes/simple-attributes.js'
import { contentTypeOids, parseContentInfo } from './content-info.js'
import { parseSignedData } from './parse-signed-data.js'
import { extractSmime, type SmimeMessage } from './smime.js'

interface Item {
  readonly file: string
  readonly expected?: {
    readonly parses?: boolean
    readonly certificates?: number
    readonly signatureIntact?: boolean | null
  }
}

const folder = corporaFolder()
const items = (readCorpus('cms')?.items ?? []) as unknown as readonly Item[]

/** Samples without a `parses` that are refused, each with the reason. */
const refused: Readonly<Record<string, string>> = {
  // Cut out of a PDF with the zeros that fill its /Contents; the PDF reader strips them.
  'dss/validation/cades-duplicated-signed-attrs.p7m': 'TRAILING_BYTES',
  'dss/validation/malformed-cades.p7m': 'NOT_ASN1',
}

/** CMS bytes of a corpus file: S/MIME, PEM or bare. */
function load(file: string): SmimeMessage | string {
  const bytes = readFileSync(join(folder ?? '', 'cms', file))
  const message = extractSmime(bytes)
  if (message.ok) return message.value
  const der = toDer(bytes)
  return der.ok ? { cms: der.value } : der.reason
}

describe.skipIf(folder === null)('the CMS corpus (../shared/corpora/cms)', () => {
  it('has the files this test knows', () => {
    expect(items.length).toBeGreaterThan(80)
  })

  for (const { file, expected } of items) {
    it(`${file} ${expected?.parses === false ? 'is refused' : 'parses'}`, () => {
      const loaded = load(file)
      const info = typeof loaded === 'string' ? undefined : parseContentInfo(loaded.cms)
      if (expected?.parses === false) {
        expect(info?.ok ?? false).toBe(false)
        return
      }
      if (file in refused) {
        const reason =
          typeof loaded === 'string' ? loaded : info?.ok === false ? info.reason : 'none'
        expect(reason).toBe(refused[file])
        return
      }
      expect(info).toMatchObject({ ok: true })
      if (typeof loaded === 'string' || !info?.ok) return
      const signed = parseSignedData(loaded.cms)
      expect(signed.ok).toBe(info.value.contentType === contentTypeOids.signedData)
      if (!signed.ok) return
      const certificates = expected?.certificates
      if (certificates !== undefined) expect(signed.value.certificates).toHaveLength(certificates)
    })
  }

  it('digests of what was taken out of S/MIME fit where attributes say so', () => {
    let compared = 0
    for (const { file, expected } of items) {
      const loaded = load(file)
      const signed = typeof loaded === 'string' ? undefined : parseSignedData(loaded.cms)
      if (typeof loaded === 'string' || !signed?.ok || expected?.signatureIntact !== true) continue
      const content = signed.value.eContent ?? loaded.content
      if (content === undefined) continue
      for (const signer of signed.value.signerInfos) {
        const attributes = signer.signedAttributes?.attributes ?? []
        const digest = attributes.find(({ oid }) => oid === attributeOids.messageDigest)
        const algorithm = digestAlgorithmOf(signer.digestAlgorithm)
        if (digest === undefined || !algorithm.ok) continue
        const hash = createHash(algorithm.value.replace('SHA-', 'sha').toLowerCase())
        const value = parseMessageDigest(digest.values[0] ?? new Uint8Array())
        expect([file, value.ok && hex(value.value)]).toEqual([
          file,
          hash.update(content).digest('hex'),
        ])
        compared++
      }
    }
    expect(compared).toBeGreaterThan(25)
  })
})
