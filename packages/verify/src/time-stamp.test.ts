import {
  canonicalJson,
  instant,
  parseCertificate,
  parseSignedData,
  trustAnchors,
} from '@chopmark/core'
import { createSandboxPki, sandboxTrust, signCades } from '@chopmark/test-pki'
import { expect, it } from 'vitest'
import type { EvidenceItem } from './evidence.js'
import { countingCrypto } from './hostile/counting-crypto.fixture.js'
import type { DocumentReport } from './report.js'
import { evidenceOf, sandboxPolicy, why } from './sandbox.fixture.js'
import { validateDocument } from './validate-document.js'
import { createValidationCache } from './validation-cache.js'

const hourMs = 3_600_000

it('a time-stamp that holds proves that an expired signer was in time, one that does not proves nothing', async () => {
  const now = new Date('2026-03-31T12:00:00Z')
  const at = (ms: number): Date => new Date(now.getTime() + ms)
  let clock = at(-1000 * hourMs)
  const pki = await createSandboxPki({ clock: () => clock })
  clock = now
  const signer = await pki.issue('e-cert-personal', {
    notBefore: at(-100 * hourMs),
    notAfter: at(-10 * hourMs),
  })
  const content = new TextEncoder().encode('In time\n')
  const options = { signer, content, signingTime: at(-20 * hourMs) }
  const bare = parseSignedData(signCades(options))
  const value = bare.ok ? bare.value.signerInfos[0]?.signatureValue : undefined
  const unit = await pki.issueTimestampUnit({ notBefore: at(-200 * hourMs) })
  const token = await pki.timestamp(value ?? content, { unit, time: at(-12 * hourMs) })
  const signature = signCades({
    ...options,
    unsignedAttributes: () => [{ oid: '1.2.840.113549.1.9.16.2.14', values: [token] }],
  })
  const name = signer.crlName
  const thisUpdate = at(-11 * hourMs)
  const crls = [pki.root.crl(), pki.ca.crl({ thisUpdate, ...(name !== null && { name }) })]
  const evidence = evidenceOf({ signature, content, detached: false, crls })
  const trust = sandboxTrust(pki)
  const parsed = parseCertificate(trust.rootCertificate)
  if (!parsed.ok) throw new RangeError('No root.')
  const { subject, subjectPublicKeyInfo } = parsed.value
  const held = {
    kind: 'held' as const,
    name: subject,
    subjectPublicKeyInfo,
    certificate: parsed.value,
  }
  const both = sandboxPolicy(pki, {
    trustAnchors: trustAnchors(trust.anchors.map((facts) => ({ ...facts, ...held }))),
  })
  const validationTime = instant(now.toISOString())

  const [proved] = (await validateDocument(evidence, both, validationTime)).reports
  expect(proved, why(proved)).toMatchObject({ indication: 'TOTAL-PASSED', level: 'CAdES-B-T' })
  expect(proved.indication === 'TOTAL-PASSED' && proved.bestSignatureTime).toBe(
    '2026-03-31T00:00:01Z',
  )

  // Of a message that comes again nothing but its own two signatures is verified: the unit's certificate stays known.
  const cache = createValidationCache()
  const spent: number[] = []
  for (let i = 0; i < 3; i++) {
    const crypto = countingCrypto()
    const [again] = (await validateDocument(evidence, both, validationTime, { crypto, cache }))
      .reports
    expect(canonicalJson(again)).toBe(canonicalJson(proved))
    spent.push(crypto.verifications)
  }
  expect(spent).toEqual([7, 2, 2])

  // Nobody trusted for time-stamping: the same token counts for nothing.
  const [unproved] = (await validateDocument(evidence, sandboxPolicy(pki), validationTime)).reports
  expect(unproved, why(unproved)).toMatchObject({
    indication: 'INDETERMINATE',
    subIndication: 'OUT_OF_BOUNDS_NOT_REVOKED',
    level: 'CAdES-B-B',
  })

  // A token that somebody got for the signature and keeps beside it proves the same, and makes no other signature of it.
  const plain = { signature: signCades(options), content, detached: false, crls }
  const nonce = Uint8Array.of(7)
  const gotWith = (sent: bigint) => pki.timestamp(value ?? content, { ...ofUnit, nonce: sent })
  const ofUnit = { unit, time: at(-12 * hourMs) }
  const strange = await pki.timestamp(content, ofUnit)
  const asked = { kind: 'timestamp', bytes: await gotWith(7n), nonce } as const
  const replayed = { kind: 'timestamp', bytes: await gotWith(8n), nonce } as const
  const items = [
    { kind: 'timestamp', bytes: strange },
    { kind: 'timestamp', bytes: Uint8Array.of(0x30, 0) },
  ] as const
  const beside = async (...more: readonly EvidenceItem[]): Promise<DocumentReport> => {
    const { document, items: before } = evidenceOf(plain)
    return validateDocument({ document, items: [...before, ...more] }, both, validationTime)
  }
  const report = await beside(...items, asked, replayed)
  expect(report.reports[0], why(report.reports[0])).toMatchObject({
    indication: 'TOTAL-PASSED',
    level: 'CAdES-B-B',
    bestSignatureTime: '2026-03-31T00:00:01Z',
  })
  expect(canonicalJson(await beside(replayed, asked, asked, ...items))).toBe(canonicalJson(report))
  const nonces = report.reports[0].checks.filter(({ id }) => id === 'timestamp.nonce')
  expect(nonces.map(({ status }) => status).sort()).toEqual(['INDETERMINATE', 'PASSED'])
  // Another document's token, or a replayed one, proves nothing.
  const [alone] = (await beside(...items, replayed)).reports
  expect(alone).toMatchObject({ subIndication: 'OUT_OF_BOUNDS_NOT_REVOKED' })
})
