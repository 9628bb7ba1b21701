import { instant, trustAnchorFromCertificate, trustAnchors } from '@chopmark/core'
import { collectEvidence, evidenceFile, writeEvidenceFile } from '@chopmark/server'
import { definePolicy, validateDocument } from '@chopmark/verify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SandboxFiles } from '../sandbox.test-support.js'

let files: SandboxFiles
let kept: Uint8Array
beforeAll(async () => {
  files = await SandboxFiles.create()
  const anchor = trustAnchorFromCertificate(files.pki.root.certificate, {
    ...{ id: 'test', use: 'signing', sandbox: true, certificatePolicies: 'any', recognition: [] },
  })
  if (!anchor.ok) throw new Error('the sandbox root cannot be parsed')
  const policy = definePolicy({
    ...{ id: 'test', trustAnchors: trustAnchors([anchor.value]), requireRecognition: false },
  })
  const signature = files.sign()
  const validationTime = instant(new Date().toISOString())
  const items = [files.pki.root.crl(), files.crlFor(files.person)]
  const evidence = await collectEvidence(signature, policy, validationTime, {
    offline: true,
    items: items.map((bytes) => ({ kind: 'crl' as const, bytes })),
  })
  const report = await validateDocument(evidence, policy, validationTime)
  expect(report.reports[0].indication).toBe('TOTAL-PASSED')
  kept = writeEvidenceFile(evidenceFile({ signature, evidence, policy, validationTime, report }))
})
afterAll(() => {
  files.remove()
})

const replay = (...args: readonly string[]) => files.chopmark(['replay', ...args])

describe('chopmark replay', () => {
  it('0 when the same report comes out, years later', async () => {
    const { exit, out } = await replay(files.file('kept.json', kept))
    expect(exit).toBe(0)
    expect(out).toContain('byte for byte')
  })

  it('1 when the report that was kept says something else', async () => {
    const text = new TextDecoder().decode(kept)
    const forged = text.replace('"commonName":"CHAN TAI MAN"', '"commonName":"WONG SIU MING"')
    expect(forged).not.toBe(text)
    const { exit, out } = await replay(files.file('forged.json', forged))
    expect(exit).toBe(1)
    expect(out).toContain('Another report')
  })

  it('64 for what is no evidence file, 66 for none', async () => {
    for (const bytes of ['{}', 'garbage', kept.slice(0, -10)]) {
      expect((await replay(files.file('broken.json', bytes))).exit).toBe(64)
    }
    expect((await replay()).exit).toBe(64)
    expect((await replay(`${files.folder}/gone`)).exit).toBe(66)
  })
})
