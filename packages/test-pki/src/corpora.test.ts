import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { corporaFolder, hkCertificates, pkitsFolder, readCorpus } from './corpora.js'

describe('corpora', () => {
  it('answers null, never a guess, for a corpus that is not there', () => {
    expect(readCorpus('no-such-corpus')).toBeNull()
  })

  it('gives only folders that exist', () => {
    for (const folder of [corporaFolder(), hkCertificates(), pkitsFolder()]) {
      if (folder !== null) expect(existsSync(folder)).toBe(true)
    }
  })

  it.skipIf(pkitsFolder() === null)('finds PKITS (else: no PKITS files on this machine)', () => {
    const certificate = join(pkitsFolder() ?? '', 'certs', 'TrustAnchorRootCertificate.crt')
    expect(existsSync(certificate)).toBe(true)
  })

  it.skipIf(corporaFolder() === null)('parses a manifest (else: no ../shared/corpora)', () => {
    expect(readCorpus('cms')?.items?.length).toBeGreaterThan(0)
    expect(readCorpus('pkits')?.tests?.length).toBe(249)
  })
})
