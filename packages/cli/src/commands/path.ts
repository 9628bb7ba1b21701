import type { Locale } from '@chopmark/core'
import { nodeCrypto } from '@chopmark/server'
import { createValidationCache, validateCertificate } from '@chopmark/verify'
import { runBatch } from '../batch.js'
import { CliError } from '../cli-error.js'
import { policyFor, type DecisionSettings } from '../decision-settings.js'
import { evidenceItems, type EvidenceFiles } from '../evidence/evidence-items.js'
import { importedCertificates, trustFolder } from '../evidence/imported-certificates.js'
import { readObjects } from '../evidence/load-objects.js'
import { exitCode } from '../exit-codes.js'
import {
  decisionSettings,
  evidenceFiles,
  evidenceOptions,
  jobDefaults,
  readArguments,
  readLocale,
  readPolicies,
} from '../options.js'
import { formatPathAnswer } from '../output/format-path-answer.js'
import { brokenPathAnswer, pathAnswer, type PathAnswer } from '../output/path-answer.js'
import type { Streams } from '../streams.js'

const cache = createValidationCache()
const crypto = nodeCrypto()

async function decide(
  certificate: string,
  files: EvidenceFiles,
  settings: DecisionSettings,
  streams: Streams,
  locale: Locale,
): Promise<PathAnswer> {
  const imported = importedCertificates(trustFolder(streams.environment))
  // The first certificate of a file is the one in question; those behind it, as servers keep them, are its issuers.
  const [subject, ...behind] = readObjects(certificate)
  const report = await validateCertificate(
    {
      certificate: subject,
      items: [
        ...evidenceItems(files),
        ...[...behind, ...imported].map((bytes) => ({ kind: 'certificate' as const, bytes })),
      ],
    },
    policyFor(settings),
    settings.at,
    { crypto, cache, revocation: settings.revocation ? 'check' : 'skip' },
  )
  return pathAnswer(report, settings, locale)
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
    conforming: { type: 'boolean' },
  })
  const inputs = {
    policies: readPolicies(values.policy ?? []),
    explicitPolicy: values['explicit-policy'] === true,
    inhibitPolicyMapping: values['inhibit-mapping'] === true,
    inhibitAnyPolicy: values['inhibit-any'] === true,
    conforming: values.conforming === true,
  }
  const locale = readLocale(values.lang, streams.environment)
  if (values.batch !== undefined) {
    if (positionals.length > 0) throw new CliError('--batch takes its jobs from the file alone.')
    const settings = {
      kind: 'certificate' as const,
      defaults: jobDefaults(values, inputs),
      decide: (job) => decide(job.subject, job.files, job.settings, streams, locale),
      broken: brokenPathAnswer,
    } satisfies Parameters<typeof runBatch>[1]
    return runBatch(values.batch, settings, streams)
  }
  const [certificate, ...rest] = positionals
  if (certificate === undefined || rest.length > 0) {
    throw new CliError('Write `chopmark path CERTIFICATE --anchors FILE|DIR|hk …`.')
  }
  const settings = decisionSettings(values, streams, inputs)
  const answer = await decide(certificate, evidenceFiles(values), settings, streams, locale)
  streams.out(
    values.json === true
      ? `${JSON.stringify(answer, null, 2)}\n`
      : formatPathAnswer(answer, locale),
  )
  return answer.valid ? exitCode.passed : exitCode.failed
}
