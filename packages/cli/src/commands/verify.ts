import { collectEvidence, nodeCrypto } from '@chopmark/server'
import { hongKong } from '@chopmark/trust-hk'
import {
  createValidationCache,
  neededDigests,
  validateDocument,
  type Evidence,
  type ValidationReport,
} from '@chopmark/verify'
import { runBatch } from '../batch.js'
import { CliError } from '../cli-error.js'
import { policyFor, type DecisionSettings } from '../decision-settings.js'
import { contentOfFile } from '../evidence/content-digests.js'
import { evidenceItems, type EvidenceFiles } from '../evidence/evidence-items.js'
import { importedCertificates, trustFolder } from '../evidence/imported-certificates.js'
import { readDocument, readSignature } from '../evidence/read-signature.js'
import { exitCode } from '../exit-codes.js'
import {
  decisionSettings,
  evidenceFiles,
  evidenceOptions,
  jobDefaults,
  readArguments,
  readLocale,
} from '../options.js'
import { formatDocumentReport } from '../output/format-document-report.js'
import { verifyAnswer, type VerifyAnswer } from '../output/verify-answer.js'
import type { Streams } from '../streams.js'

const cache = createValidationCache()
const crypto = nodeCrypto()

interface Subject {
  readonly signature: string
  /** File with the content of a detached signature. */
  readonly content: string | undefined
}

async function decide(
  { signature, content: contentFile }: Subject,
  files: EvidenceFiles,
  settings: DecisionSettings,
  streams: Streams,
  online: boolean,
): Promise<VerifyAnswer> {
  const { bytes, content: enclosed } = readSignature(signature)
  const document = readDocument(bytes, contentFile !== undefined)
  const content =
    contentFile === undefined
      ? enclosed && { sizeBytes: enclosed.length, digests: [], bytes: enclosed }
      : await contentOfFile(
          contentFile,
          document.ok ? document.value : { format: 'cms', signatures: [] },
          document.ok ? neededDigests(document.value) : [],
        )
  const imported = importedCertificates(trustFolder(streams.environment))
  const given = {
    ...(content === undefined ? {} : { content }),
    items: [
      ...evidenceItems(files),
      ...imported.map((certificate) => ({ kind: 'certificate' as const, bytes: certificate })),
    ],
  }
  const policy = policyFor(settings)
  const evidence: Evidence = online
    ? await collectEvidence(bytes, policy, settings.at, {
        ...given,
        crypto,
        validationCache: cache,
        issuerHosts: hongKong().hosts,
        readDocument: () => document,
      })
    : { document, ...given }
  return verifyAnswer(
    await validateDocument(evidence, policy, settings.at, { crypto, cache }),
    settings,
  )
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
    if (positionals.length > 0 || values.content !== undefined) {
      throw new CliError('--batch takes signatures and contents from the file alone.')
    }
    const settings = {
      kind: 'signature' as const,
      defaults: jobDefaults(values),
      decide: ({ subject, content, files, settings: job }) =>
        decide({ signature: subject, content }, files, job, streams, false),
      broken: () => ({ reports: [] }),
    } satisfies Parameters<typeof runBatch>[1]
    return runBatch(values.batch, settings, streams)
  }
  const [signature, ...rest] = positionals
  if (signature === undefined || rest.length > 0) {
    throw new CliError(
      'Write `chopmark verify SIGNATURE [--content FILE] --anchors FILE|DIR|hk …`.',
    )
  }
  const locale = readLocale(values.lang, streams.environment)
  const answer = await decide(
    { signature, content: values.content },
    evidenceFiles(values),
    decisionSettings(values, streams),
    streams,
    values.offline !== true,
  )
  streams.out(
    values.json === true
      ? `${JSON.stringify(answer, null, 2)}\n`
      : formatDocumentReport(answer, locale),
  )
  return exitCodeOf(answer.reports)
}
