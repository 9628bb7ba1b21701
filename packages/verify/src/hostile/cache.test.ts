import { canonicalJson, type Instant, instant, trustAnchors } from '@chopmark/core'
import { nodeCrypto } from '@chopmark/server'
import {
  createSandboxPki,
  forgeryMaterial,
  type PathCase,
  pathForgeries,
  type SandboxPki,
  signCades,
} from '@chopmark/test-pki'
import { beforeAll, describe, expect, it } from 'vitest'
import { anyAlgorithms } from '../default-algorithms.js'
import { definePolicy } from '../define-policy.js'
import type { EvidenceItem } from '../evidence.js'
import { anchorFrom } from '../path/path.fixture.js'
import { readCms } from '../read-cms.js'
import { sandboxPolicy, sandboxTime } from '../sandbox.fixture.js'
import { serialiseReport } from '../serialise-report.js'
import { type CertificateOptions, validateCertificate } from '../validate-certificate.js'
import type { DocumentReport } from '../report.js'
import { validateDocument, type ValidationOptions } from '../validate-document.js'
import { createValidationCache } from '../validation-cache.js'

/** What is frozen refuses. */
function attempt(change: () => unknown): void {
  try {
    change()
  } catch {
    // Frozen.
  }
}

/** Changes everything that lets itself be changed. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    spoil(inner)
    attempt(() => ((value as Record<string, unknown>)[key] = 'spoilt'))
  }
  attempt(() => ((value as Record<string, unknown>)['more'] = 'spoilt'))
  if (Array.isArray(value)) attempt(() => value.push('spoilt'))
}

// Found by `npm run fuzz`: law 1 says that the same evidence, policy and time give the same report.
describe('a cache changes no report', () => {
  let pki: SandboxPki
  let signature: Uint8Array
  let line: PathCase
  let sha1: PathCase
  beforeAll(async () => {
    pki = await createSandboxPki({ keyAlgorithm: 'P-256' })
    const { signer, content } = await forgeryMaterial(pki)
    signature = signCades({ signer, content, signingTime: pki.clock() })
    const made = (id: string): Promise<PathCase> => {
      const forgery = pathForgeries.find((one) => one.id === id)
      if (forgery === undefined) throw new RangeError(id)
      return forgery.make()
    }
    line = await made('control-eight-cas')
    sha1 = await made('sha-1-signed-ca')
  })

  it('when evidence that could not be parsed is another one than before', async () => {
    const cache = createValidationCache()
    const policy = sandboxPolicy(pki)
    const crypto = nodeCrypto()
    const at = sandboxTime(pki)
    const told = async (broken: number, options: object): Promise<string> => {
      const items: EvidenceItem[] = [{ kind: 'crl', bytes: Uint8Array.of(0x30, broken) }]
      const evidence = { document: readCms(signature), items }
      return serialiseReport(await validateDocument(evidence, policy, at, { crypto, ...options }))
    }
    await told(1, { cache })
    expect(await told(2, { cache })).toBe(await told(2, {}))
  })

  const validate = (
    { anchor, certificate, intermediates, crls, validationTime }: PathCase,
    options: CertificateOptions,
    algorithms = anyAlgorithms(),
  ): Promise<string> =>
    validateCertificate(
      {
        certificate,
        items: [
          ...intermediates.map((bytes) => ({ kind: 'certificate' as const, bytes })),
          ...crls.map((bytes) => ({ kind: 'crl' as const, bytes })),
        ],
      },
      definePolicy({ id: 'cache', trustAnchors: trustAnchors([anchorFrom(anchor)]), algorithms }),
      instant(validationTime.toISOString()),
      { crypto: nodeCrypto(), ...options },
    ).then(canonicalJson)

  it('and remembers no more than what holds at the moment asked about', async () => {
    const cache = createValidationCache()
    const policy = sandboxPolicy(pki)
    const signer = await pki.issue('e-cert-personal', {})
    const content = new TextEncoder().encode('The same at another moment')
    const message = signCades({ signer, content, signingTime: pki.clock() })
    const own = pki.ca.crl(signer.crlName === null ? {} : { name: signer.crlName })
    const items: EvidenceItem[] = [
      { kind: 'crl', bytes: pki.root.crl() },
      { kind: 'crl', bytes: own },
      { kind: 'ocsp', bytes: await pki.ocsp([signer]) },
    ]
    const said = new Set<string>()
    const hours = [0, 0, 1, 2, 3, 11, 12, 13, 23, 24, 25, 48, 167, 168, 169, 24 * 400, 24 * 4000]
    for (const hour of [...hours, ...hours.toReversed(), -24 * 4000]) {
      for (const ms of [-1, 0, 1]) {
        const at = (sandboxTime(pki) + hour * 3_600_000 + ms) as Instant
        const decide = async (options: ValidationOptions): Promise<DocumentReport> =>
          validateDocument({ document: readCms(message), items }, policy, at, options)
        const report = await decide({ cache, crypto: nodeCrypto() })
        expect(serialiseReport(report)).toBe(serialiseReport(await decide({})))
        said.add(report.reports[0].indication)
      }
    }
    expect(said).toContain('TOTAL-PASSED')
    expect(said.size).toBeGreaterThan(1)
  })

  it('and what was told once cannot be changed for those who ask later', async () => {
    const cache = createValidationCache()
    const policy = sandboxPolicy(pki)
    const at = sandboxTime(pki)
    const { signer, content } = await forgeryMaterial(pki)
    const message = signCades({ signer, content, signingTime: pki.clock() })
    const crls = [pki.root.crl(), pki.ca.crl({ name: signer.crlName ?? '' })]
    const items = crls.map((bytes) => ({ kind: 'crl' as const, bytes }))
    const decide = (): Promise<DocumentReport> =>
      validateDocument({ document: readCms(message), items }, policy, at, { cache })
    const expected = serialiseReport(await decide())
    for (let i = 0; i < 3; i++) {
      const { checks, revocation } = (await decide()).reports[0]
      for (const told of [...checks, ...revocation]) {
        attempt(() => Object.assign(told, { status: 'FAILED' }))
      }
      expect(serialiseReport(await decide())).toBe(expected)
      // The signer, the path and whatever else a report holds, down to the last field.
      for (const field of Object.values((await decide()).reports[0])) spoil(field)
      expect(serialiseReport(await decide())).toBe(expected)
    }
  })

  it('when the budget ends in the middle: what is remembered costs what it cost', async () => {
    for (const signatures of [1, 4, 9, 13]) {
      const budget = { signatures, candidates: 40, maxDepth: 16 }
      const cache = createValidationCache()
      const cold = await validate(line, { budget })
      expect(JSON.parse(cold)).toMatchObject({ valid: false })
      for (let i = 0; i < 4; i++) expect(await validate(line, { budget, cache })).toBe(cold)
    }
  })

  it('when another policy accepted an algorithm that this one does not', async () => {
    const cache = createValidationCache()
    const strict = definePolicy({
      id: 'strict',
      trustAnchors: trustAnchors([anchorFrom(sha1.anchor)]),
    }).algorithms
    const told = await validate(sha1, {}, [...strict])
    await validate(sha1, { cache })
    expect(await validate(sha1, { cache }, [...strict])).toBe(told)
  })
})
