import { createHash } from 'node:crypto'
import { extractSmime, readEncodedObjects, type DigestAlgorithm } from '@chopmark/core'
import { collectEvidence, digestFile, nodeCrypto } from '@chopmark/server'
import {
  createValidationCache,
  neededDigests,
  readCms,
  validateDocument,
  type DetachedContent,
  type DocumentReport,
  type Evidence,
  type ValidationReport,
} from '@chopmark/verify'
import { runBatch } from '../batch.js'
import { CliError } from '../cli-error.js'
import { policyFor, type DecisionSettings } from '../decision-settings.js'
import { evidenceItems, type EvidenceFiles } from '../evidence/evidence-items.js'
import { importedCertificates, trustFolder } from '../evidence/imported-certificates.js'
import { readInput } from '../evidence/read-input.js'
import { exitCode } from '../exit-codes.js'
import {
  decisionSettings,
  evidenceFiles,
  evidenceOptions,
  readArguments,
  readLocale,
} from '../options.js'
import { formatDocumentReport } from '../output/format-document-report.js'
import type { Streams } from '../streams.js'

const cache = createValidationCache()
const crypto = nodeCrypto()

/** A CMS signature as it lies in a file: DER, BER, PEM, or wrapped in an S/MIME message with its content. */
interface SignatureInput {
  readonly bytes: Uint8Array
  readonly content?: Uint8Array
}

function readSignature(path: string): SignatureInput {
  const bytes = readInput(path)
  const message = extractSmime(bytes)
  if (message.ok) {
    const { cms, content } = message.value
    return { bytes: cms, ...(content === undefined ? {} : { content }) }
  }
  const objects = readEncodedObjects(bytes)
  // What is neither PEM nor DER goes on as it is: the report says where it breaks.
  const first = objects.ok ? objects.value[0] : undefined
  return { bytes: first?.bytes ?? bytes }
}

const nodeDigestNames: Readonly<Record<DigestAlgorithm, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  'SHA3-224': 'sha3-224',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
}

function digestBytes(bytes: Uint8Array, algorithms: readonly DigestAlgorithm[]): DetachedContent {
  return {
    sizeBytes: bytes.length,
    digests: algorithms.map((algorithm) => ({
      algorithm,
      value: createHash(nodeDigestNames[algorithm]).update(bytes).digest(),
    })),
  }
}

async function contentOf(
  file: string | undefined,
  embedded: Uint8Array | undefined,
  algorithms: readonly DigestAlgorithm[],
): Promise<DetachedContent | undefined> {
  if (file !== undefined) return await digestFile(file, algorithms)
  return embedded === undefined ? undefined : digestBytes(embedded, algorithms)
}

async function decide(
  path: string,
  contentFile: string | undefined,
  files: EvidenceFiles,
  settings: DecisionSettings,
  streams: Streams,
  online: boolean,
): Promise<DocumentReport> {
  const { bytes, content: embedded } = readSignature(path)
  const document = readCms(bytes)
  const content = await contentOf(
    contentFile,
    embedded,
    document.ok ? neededDigests(document.value) : [],
  )
  const imported = importedCertificates(trustFolder(streams.environment))
  const items = [
    ...evidenceItems(files),
    ...imported.map((certificate) => ({ kind: 'certificate' as const, bytes: certificate })),
  ]
  const policy = policyFor(settings)
  const options = { crypto, cache }
  const given = { ...(content === undefined ? {} : { content }), items }
  const evidence: Evidence = online
    ? await collectEvidence(bytes, policy, settings.at, {
        ...given,
        crypto,
        validationCache: cache,
      })
    : { document, ...given }
  return validateDocument(evidence, policy, settings.at, options)
}

/** The worst verdict of several: refused before undecided before passed. */
function exitCodeOf(reports: readonly ValidationReport[]): number {
  const indications = reports.map(({ indication }) => indication)
  if (indications.includes('TOTAL-FAILED')) return exitCode.failed
  return indications.includes('INDETERMINATE') ? exitCode.indeterminate : exitCode.passed
}

/**
 * `chopmark verify SIGNATURE`: validates every signature of a CMS file under the policy of the command line.
 * @returns 0 TOTAL-PASSED, 1 TOTAL-FAILED, 2 INDETERMINATE; of several signatures the worst.
 * @throws CliError for a command line that cannot be carried out.
 */
export async function verify(args: readonly string[], streams: Streams): Promise<number> {
  const { values, positionals } = readArguments(args, {
    ...evidenceOptions,
    content: { type: 'string' },
  })
  if (values.batch !== undefined) {
    if (positionals.length > 0) throw new CliError('--batch takes its jobs from the file alone.')
    return runBatch(values.batch, 'signature', streams, async (job) => ({
      ...(await decide(job.subject, job.content, job.files, job.settings, streams, false)),
    }))
  }
  const [signature, ...rest] = positionals
  if (signature === undefined || rest.length > 0) {
    throw new CliError(
      'Write `chopmark verify SIGNATURE [--content FILE] --anchors FILE|DIR|hk …`.',
    )
  }
  const report = await decide(
    signature,
    values.content,
    evidenceFiles(values),
    decisionSettings(values, streams),
    streams,
    values.offline !== true,
  )
  streams.out(
    values.json === true
      ? `${JSON.stringify(report, null, 2)}\n`
      : formatDocumentReport(report, readLocale(values.lang, streams.environment)),
  )
  return exitCodeOf(report.reports)
}
