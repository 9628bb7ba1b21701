import { createHash } from 'node:crypto'
import type { CryptoForm, Instant } from '@chopmark/core'
import { parseCertificate, trustAnchors, webCrypto } from '@chopmark/core'
import type { DocumentReport, Evidence, EvidenceItem, ValidationPolicy } from '@chopmark/verify'
import {
  canonicalJson,
  createValidationCache,
  definePolicy,
  explain,
  planEvidence,
  readCms,
  serialiseReport,
  validateCertificate,
  validateDocument,
} from '@chopmark/verify'
import { nodeCrypto } from '../../packages/server/src/crypto/node-crypto.js'
import {
  evidenceFile,
  readEvidenceFile,
  writeEvidenceFile,
} from '../../packages/server/src/evidence/evidence-file.js'
import { replay } from '../../packages/server/src/evidence/replay.js'
import { createDecisionContext } from '../../packages/verify/src/create-decision-context.js'
import { validateTimeStampToken } from '../../packages/verify/src/signature/validate-time-stamp-token.js'
import { unforged } from './forged.js'
import { type Material, materialTime } from './material.js'
import { signCms, signOcsp, signTbs } from './sign-anew.js'
import type { Base, Execution, Target } from './target.js'
import { Finding, sampled } from './target.js'
import type { TlvNode } from './tlv-tree.js'
import {
  countingCrypto,
  type CountingCrypto,
  decideBudget,
  maxDigestedFixed,
  maxDigestedPerOctet,
  maxDocumentVerifications,
  maxVerifications,
} from './work.js'

type PartKind = 'cms' | 'content' | 'certificate' | 'crl' | 'ocsp'

/** A base whose parts are the pieces of a decision. */
export interface DecideBase extends Base {
  readonly kinds: readonly PartKind[]
}

const time = materialTime.getTime() as Instant

function fuzzPolicy(
  { root }: Material,
  use: 'signing' | 'time-stamping' = 'signing',
): ValidationPolicy {
  const parsed = parseCertificate(root.certificate)
  if (!parsed.ok) throw new RangeError('The fixed root is no certificate.')
  const { subject: name, subjectPublicKeyInfo } = parsed.value
  const facts = { kind: 'held', id: 'fuzz/root', use, sandbox: true, recognition: [] } as const
  return definePolicy({
    id: 'fuzz',
    trustAnchors: trustAnchors([
      {
        ...facts,
        certificatePolicies: 'any',
        name,
        subjectPublicKeyInfo,
        certificate: parsed.value,
      },
    ]),
    requireRecognition: false,
  })
}

/** Scenes that pass as they are, so that a mutated one that passes is a forgery. */
export function decideBases(material: Material): readonly DecideBase[] {
  const { root, ca, signer, second, responder } = material
  const signers = [signer.key, second.key]
  const signAnew =
    (kinds: readonly PartKind[], keys = signers) =>
    (part: number, [first]: TlvNode[]): void => {
      const kind = kinds[part]
      if (kind === 'cms') signCms(first, (index) => keys[index] ?? signer.key, material.content)
      else if (kind === 'ocsp') signOcsp(first, responder.key)
      else if (kind === 'crl') signTbs(first, part === kinds.indexOf('crl') ? root.key : ca.key)
    }
  const scene = (
    id: string,
    parts: readonly (readonly [PartKind, Uint8Array])[],
    keys?: typeof signers,
  ): DecideBase => {
    const kinds = parts.map(([kind]) => kind)
    return { id, kinds, parts: parts.map(([, bytes]) => bytes), resign: signAnew(kinds, keys) }
  }
  const { attached, detached, rich, content, rootCrl, caCrl, ocsp } = material
  return [
    scene('attached, CRLs', [
      ['cms', attached],
      ['crl', rootCrl],
      ['crl', caCrl],
    ]),
    scene('attached, OCSP', [
      ['cms', attached],
      ['crl', rootCrl],
      ['ocsp', ocsp],
    ]),
    scene(
      'detached, CRLs',
      [
        ['cms', detached],
        ['content', content],
        ['crl', rootCrl],
        ['crl', caCrl],
      ],
      [second.key],
    ),
    scene('two signers, counter-signature, time-stamp', [
      ...([
        ['cms', rich],
        ['crl', rootCrl],
      ] as const),
      ['crl', caCrl],
    ]),
  ]
}

function evidenceOf(base: DecideBase, parts: readonly Uint8Array[]): Evidence {
  const items: EvidenceItem[] = []
  let document: Evidence['document'] | undefined
  let content: Uint8Array | undefined
  base.kinds.forEach((kind, index) => {
    const bytes = parts[index] ?? new Uint8Array(0)
    if (kind === 'cms') document = readCms(bytes)
    else if (kind === 'content') content = bytes
    else items.push({ kind, bytes })
  })
  return {
    document: document ?? readCms(new Uint8Array(0)),
    ...(content !== undefined && {
      content: { sizeBytes: content.length, digests: [], bytes: content },
    }),
    items,
  }
}

/** The same with one part of evidence in shreds. */
function nearlyThe(base: DecideBase, parts: readonly Uint8Array[]): readonly Evidence[] {
  return parts.slice(1).map((_, index) =>
    evidenceOf(
      base,
      parts.map((part, at) => (at === index + 1 ? Uint8Array.of(at) : part)),
    ),
  )
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0)
}

/** Counted work, by the constants of `work.ts`. */
function holdWork({ count }: CountingCrypto, signatures: number, sizeBytes: number): void {
  const own = maxVerifications - 128
  const verifications = Math.min(
    maxVerifications * signatures,
    maxDocumentVerifications + own * signatures,
  )
  if (count.verifications > verifications) {
    throw new Finding(`${count.verifications} verifications for ${signatures} signatures`)
  }
  const digested = maxDigestedFixed + maxDigestedPerOctet * sizeBytes
  if (count.digested > digested) {
    throw new Finding(`${count.digested} octets digested for ${sizeBytes} of input`)
  }
}

/** `validateDocument`, `planEvidence`, `explain`, `serialiseReport`, evidence files. */
export function documentTarget(material: Material): Target {
  const policy = fuzzPolicy(material)
  const cache = createValidationCache()
  const bases = decideBases(material)
  let warm = false
  /** What is good is in the cache before anything hostile comes, in a replay as well. */
  const warmed = async (crypto: CryptoForm): Promise<typeof cache> => {
    for (const base of warm ? [] : bases) {
      await validateDocument(evidenceOf(base, base.parts), policy, time, { crypto, cache })
    }
    warm = true
    return cache
  }
  return {
    name: 'validate-document',
    bases,
    budget: decideBudget,
    run: async (parts, execution) => {
      const base = execution.base as DecideBase
      const evidence = evidenceOf(base, parts)
      const crypto = countingCrypto(nodeCrypto())
      const report = await validateDocument(evidence, policy, time, { crypto })
      holdWork(crypto, report.reports.length, sizeOf(parts))
      if (!execution.resigned) holdUnforged(base, parts, report, material)
      const told = serialiseReport(report)
      if (sampled(execution, 8)) {
        const again = evidenceOf(base, parts)
        const cached = { crypto, cache: await warmed(crypto) }
        // What was found out about something nearly the same must not be told of this.
        for (const near of nearlyThe(base, parts)) {
          await validateDocument(near, policy, time, cached)
        }
        const fromCache = await validateDocument(again, policy, time, cached)
        if (serialiseReport(fromCache) !== told) throw new Finding('a cache changed the report')
        const anew = await validateDocument(again, policy, time, { crypto })
        if (serialiseReport(anew) !== told) throw new Finding('a second report differs')
        for (const locale of ['en', 'zh-Hant-HK', 'zh-Hans-HK'] as const) {
          for (const one of report.reports) explain(one, locale)
        }
      }
      if (sampled(execution, 16)) {
        const inBrowser = await validateDocument(evidence, policy, time, { crypto: webCrypto() })
        if (serialiseReport(inBrowser) !== told) throw new Finding('WebCrypto gives another report')
        await planEvidence(evidence, policy, time, { crypto })
      }
      if (sampled(execution, 32)) await holdReplay(parts, evidence, policy, report)
    },
  }
}

/** What passes, or calls itself intact, still has everything that was signed. */
function holdUnforged(
  base: DecideBase,
  parts: readonly Uint8Array[],
  { reports }: DocumentReport,
  material: Material,
): void {
  const state = unforged(base, parts, material)
  const unchanged = parts.every((bytes, index) => bytes === base.parts[index])
  if (unchanged && !reports.every(({ indication }) => indication === 'TOTAL-PASSED')) {
    throw new Finding(`the scene as it was made does not pass: ${serialiseReport({ reports })}`)
  }
  for (const { indication, intact, signer, signatureId, counterSignatureOf } of reports) {
    const may = counterSignatureOf === null ? state.passing : state.counterPassing
    if (indication === 'TOTAL-PASSED' && !may.has(signer?.sha256 ?? '')) {
      throw new Finding(`signature ${signatureId} passed although covered octets changed`)
    }
    if (intact === true && !state.anyIntact) {
      throw new Finding(`signature ${signatureId} is called intact although covered octets changed`)
    }
  }
}

async function holdReplay(
  parts: readonly Uint8Array[],
  evidence: Evidence,
  policy: ValidationPolicy,
  report: DocumentReport,
): Promise<void> {
  const signature = parts[0] ?? new Uint8Array(0)
  const file = evidenceFile({ signature, evidence, policy, validationTime: time, report })
  const read = readEvidenceFile(writeEvidenceFile(file))
  if (!read.ok) throw new Finding(`an evidence file does not read back: ${read.reason} ${read.at}`)
  const { same } = await replay(read.value, { crypto: nodeCrypto() })
  if (!same) throw new Finding('a replayed evidence file gives another report')
}

/** `validateCertificate`, with CRLs or OCSP, re-signed or not. */
export function certificateTarget(material: Material): Target {
  const { root, ca, signer, second, responder, rootCrl, caCrl, ocsp } = material
  const policy = fuzzPolicy(material)
  const scene = (
    id: string,
    kinds: readonly PartKind[],
    parts: readonly Uint8Array[],
  ): DecideBase => ({
    ...{ id, kinds, parts },
    resign: (part, [first]) => {
      if (kinds[part] === 'ocsp') signOcsp(first, responder.key)
      else signTbs(first, part === 0 || part === 3 ? ca.key : root.key)
    },
  })
  return {
    name: 'validate-certificate',
    bases: [
      scene(
        'path with CRLs',
        ['certificate', 'certificate', 'crl', 'crl'],
        [signer.certificate, ca.certificate, rootCrl, caCrl],
      ),
      scene(
        'path with OCSP',
        ['certificate', 'certificate', 'crl', 'ocsp'],
        [second.certificate, ca.certificate, rootCrl, ocsp],
      ),
    ],
    budget: decideBudget,
    run: async (parts, execution) => {
      const base = execution.base as DecideBase
      const [certificate = new Uint8Array(0)] = parts
      const items = parts.slice(1).map((bytes, index): EvidenceItem => {
        const kind = base.kinds[index + 1]
        return kind === 'crl' || kind === 'ocsp' ? { kind, bytes } : { kind: 'certificate', bytes }
      })
      const crypto = countingCrypto(nodeCrypto())
      const options = { crypto, purpose: 'signing' } as const
      const report = await validateCertificate({ certificate, items }, policy, time, options)
      holdWork(crypto, 1, sizeOf(parts))
      if (report.valid && !execution.resigned && !unforged(base, parts, material).everything) {
        throw new Finding('a path is valid although covered octets changed')
      }
      if (!report.valid && parts.every((bytes, index) => bytes === base.parts[index])) {
        throw new Finding(`the path as it was made is not valid: ${canonicalJson(report.failures)}`)
      }
      if (!report.valid && report.failures.length === 0) {
        throw new Finding('a path is refused without a reason')
      }
      if (sampled(execution, 16)) {
        const asked = { certificate, items: [...items].reverse() }
        const inBrowser = await validateCertificate(asked, policy, time, {
          ...{ ...options, crypto: webCrypto() },
        })
        if (canonicalJson(inBrowser) !== canonicalJson(report)) {
          throw new Finding('WebCrypto, or another order, gives another report')
        }
      }
    },
  }
}

/** `validateTimeStampToken`. */
export function tokenTarget(material: Material): Target {
  const { token, content, ca, unit, rootCrl, caCrl } = material
  const policy = fuzzPolicy(material, 'time-stamping')
  const items: readonly EvidenceItem[] = [
    { kind: 'certificate', bytes: ca.certificate },
    { kind: 'crl', bytes: rootCrl },
    { kind: 'crl', bytes: caCrl },
  ]
  const base: DecideBase = {
    id: 'token',
    kinds: ['cms'],
    parts: [token],
    resign: (_, [first]) => signCms(first, () => unit.key, content),
  }
  return {
    name: 'time-stamp',
    bases: [base],
    budget: decideBudget,
    run: async ([bytes = new Uint8Array(0)], execution: Execution) => {
      const crypto = countingCrypto(nodeCrypto())
      const answer = await validateTimeStampToken(
        { token: bytes, stamped: content },
        await createDecisionContext({ items, crypto, policy, validationTime: time }),
      )
      holdWork(
        crypto,
        1,
        bytes.length + sizeOf(items.map((item) => ('bytes' in item ? item.bytes : bytes))),
      )
      if (answer.provenAt === null && bytes === token) {
        throw new Finding(
          `the token as it was made does not pass: ${canonicalJson(answer.speaker)}`,
        )
      }
      if (answer.provenAt === null || execution.resigned) return
      const { intact } = unforged(base, [bytes], material)
      if (!intact.has(createHash('sha256').update(unit.certificate).digest('hex'))) {
        throw new Finding('a token passed although covered octets changed')
      }
    },
  }
}
