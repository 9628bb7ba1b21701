import { parseArgs, type ParseArgsConfig } from 'node:util'
import { instant, UsageError, type Instant, type Locale } from '@chopmark/core'
import { CliError } from './cli-error.js'
import { loadAnchors } from './evidence/load-anchors.js'
import type { EvidenceFiles } from './evidence/evidence-items.js'
import type { DecisionSettings } from './decision-settings.js'
import { resolve } from 'node:path'
import type { JobFields } from './batch-job.js'
import type { Streams } from './streams.js'

/** Options that `verify` and `path` share. */
export const evidenceOptions = {
  anchors: { type: 'string', multiple: true },
  certs: { type: 'string', multiple: true },
  crl: { type: 'string', multiple: true },
  ocsp: { type: 'string', multiple: true },
  at: { type: 'string' },
  algorithms: { type: 'string' },
  'max-age': { type: 'string' },
  'no-revocation': { type: 'boolean' },
  offline: { type: 'boolean' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  batch: { type: 'string' },
} as const satisfies ParseArgsConfig['options']

/** parseArgs, with its complaints as CliErrors. */
export function readArguments<const T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
): ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true; strict: true }>
> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : 'These options cannot be read.')
  }
}

/** `--at` or a job's `at`: ISO 8601 with an offset. */
export function readInstant(text: string, name: string): Instant {
  try {
    return instant(text)
  } catch (error) {
    if (error instanceof UsageError) throw new CliError(`${name} ${text}: ${error.message}`)
    throw error
  }
}

/** `--algorithms` or a job's `algorithms`. */
export function readAlgorithms(text: string | undefined): 'default' | 'any' {
  if (text === undefined || text === 'default') return 'default'
  if (text === 'any') return 'any'
  throw new CliError(`algorithms ${text}: write default or any.`)
}

/**
 * `--policy` or a job's `policies`: RFC 5280 §6.1.1 (c).
 * @returns Empty for any policy, also when anyPolicy is among them.
 */
export function readPolicies(oids: readonly string[]): readonly string[] {
  for (const oid of oids) {
    if (!/^[0-2](?:\.\d{1,20}){1,40}$/.test(oid)) {
      throw new CliError(`policy ${oid}: write a dotted object identifier.`)
    }
  }
  return oids.includes('2.5.29.32.0') ? [] : oids
}

/** A number of seconds from 0 up. */
export function readSeconds(text: string, name: string): number {
  const seconds = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seconds * 1000)) {
    throw new CliError(`${name} ${text}: give whole seconds.`)
  }
  return seconds
}

/** `--lang`, or the language of the environment, or English. */
export function readLocale(option: string | undefined, environment: NodeJS.ProcessEnv): Locale {
  const text =
    option ?? environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? ''
  const wanted = text.replaceAll('_', '-').toLowerCase()
  if (/^zh-(?:hans|cn|sg)/.test(wanted)) return 'zh-Hans-HK'
  if (wanted.startsWith('zh')) return 'zh-Hant-HK'
  if (option !== undefined && !wanted.startsWith('en')) {
    throw new CliError(`--lang ${option}: write en, zh-Hant-HK or zh-Hans-HK.`)
  }
  return 'en'
}

/** The parsed values of `evidenceOptions`. */
export interface EvidenceValues {
  readonly anchors?: readonly string[] | undefined
  readonly certs?: readonly string[] | undefined
  readonly crl?: readonly string[] | undefined
  readonly ocsp?: readonly string[] | undefined
  readonly at?: string | undefined
  readonly algorithms?: string | undefined
  readonly 'max-age'?: string | undefined
  readonly 'no-revocation'?: boolean | undefined
}

/**
 * The options of a command line as fields of a batch job, for the jobs that do not state their own. Paths become absolute:
 * on the command line they are relative to where it was typed.
 */
export function jobDefaults(values: EvidenceValues, path: Partial<PathSettings> = {}): JobFields {
  const places = (list: readonly string[]): readonly string[] =>
    list.map((one) => (one === 'hk' ? one : resolve(one)))
  const maxAge = values['max-age']
  const defaults: Record<string, unknown> = {
    anchors: values.anchors === undefined ? undefined : places(values.anchors),
    certs: values.certs?.map((one) => resolve(one)),
    crls: values.crl?.map((one) => resolve(one)),
    ocsp: values.ocsp?.map((one) => resolve(one)),
    at: values.at,
    algorithms: values.algorithms,
    revocation: values['no-revocation'] === true ? false : undefined,
    maxAgeSeconds: maxAge === undefined ? undefined : readSeconds(maxAge, '--max-age'),
    ...path,
  }
  return Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined))
}

/** The inputs of RFC 5280 §6.1.1 that `path` takes, and whether certificates have to be as §4 wants them. */
export type PathSettings = Pick<
  DecisionSettings,
  'policies' | 'explicitPolicy' | 'inhibitPolicyMapping' | 'inhibitAnyPolicy' | 'conforming'
>

/** The evidence files named on a command line. */
export function evidenceFiles(values: EvidenceValues): EvidenceFiles {
  return { certs: values.certs ?? [], crls: values.crl ?? [], ocsp: values.ocsp ?? [] }
}

/** The settings named on a command line. The clock is read here, once, when `--at` does not give the time. */
export function decisionSettings(
  values: EvidenceValues,
  streams: Streams,
  path: PathSettings = {
    policies: [],
    explicitPolicy: false,
    inhibitPolicyMapping: false,
    inhibitAnyPolicy: false,
    conforming: false,
  },
): DecisionSettings {
  const maxAge = values['max-age']
  return {
    anchors: loadAnchors(values.anchors ?? []),
    at: values.at === undefined ? (streams.now() as Instant) : readInstant(values.at, '--at'),
    algorithms: readAlgorithms(values.algorithms),
    revocation: values['no-revocation'] !== true,
    ...path,
    ...(maxAge === undefined ? {} : { maxAgeSeconds: readSeconds(maxAge, '--max-age') }),
  }
}
