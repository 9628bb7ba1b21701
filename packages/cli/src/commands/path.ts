import { nodeCrypto } from '@chopmark/server'
import {
  createValidationCache,
  validateCertificate,
  type CertificateReport,
} from '@chopmark/verify'
import { runBatch } from '../batch.js'
import { CliError } from '../cli-error.js'
import { policyFor, type DecisionSettings } from '../decision-settings.js'
import { evidenceItems, type EvidenceFiles } from '../evidence/evidence-items.js'
import { importedCertificates, trustFolder } from '../evidence/imported-certificates.js'
import { loadObject } from '../evidence/load-objects.js'
import { exitCode } from '../exit-codes.js'
import {
  decisionSettings,
  evidenceFiles,
  evidenceOptions,
  readArguments,
  readLocale,
} from '../options.js'
import { formatPathAnswer } from '../output/format-path-answer.js'
import { pathAnswer } from '../output/path-answer.js'
import type { Streams } from '../streams.js'

const cache = createValidationCache()
const crypto = nodeCrypto()

async function decide(
  certificate: string,
  files: EvidenceFiles,
  settings: DecisionSettings,
  streams: Streams,
): Promise<CertificateReport> {
  const imported = importedCertificates(trustFolder(streams.environment))
  return validateCertificate(
    {
      certificate: loadObject(certificate),
      items: [
        ...evidenceItems(files),
        ...imported.map((bytes) => ({ kind: 'certificate' as const, bytes })),
      ],
    },
    policyFor(settings),
    settings.at,
    { crypto, cache, revocation: settings.revocation ? 'check' : 'skip' },
  )
}

/**
 * `chopmark path CERTIFICATE`: builds and validates certification paths, RFC 5280 §6, on the evidence given.
 * @returns 0 valid, 1 not.
 * @throws CliError for a command line that cannot be carried out.
 */
export async function path(args: readonly string[], streams: Streams): Promise<number> {
  const { values, positionals } = readArguments(args, {
    ...evidenceOptions,
    policy: { type: 'string', multiple: true },
    'explicit-policy': { type: 'boolean' },
    'inhibit-mapping': { type: 'boolean' },
    'inhibit-any': { type: 'boolean' },
  })
  if (values.batch !== undefined) {
    if (positionals.length > 0) throw new CliError('--batch takes its jobs from the file alone.')
    return runBatch(values.batch, 'certificate', streams, async (job) =>
      pathAnswer(await decide(job.subject, job.files, job.settings, streams), 'en'),
    )
  }
  const [certificate, ...rest] = positionals
  if (certificate === undefined || rest.length > 0) {
    throw new CliError('Write `chopmark path CERTIFICATE --anchors FILE|DIR|hk …`.')
  }
  const report = await decide(
    certificate,
    evidenceFiles(values),
    decisionSettings(values, streams, {
      policies: values.policy ?? [],
      explicitPolicy: values['explicit-policy'] === true,
      inhibitPolicyMapping: values['inhibit-mapping'] === true,
      inhibitAnyPolicy: values['inhibit-any'] === true,
    }),
    streams,
  )
  const answer = pathAnswer(report, readLocale(values.lang, streams.environment))
  streams.out(
    values.json === true ? `${JSON.stringify(answer, null, 2)}\n` : formatPathAnswer(answer),
  )
  return report.valid ? exitCode.passed : exitCode.failed
}
