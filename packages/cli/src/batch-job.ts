import { isAbsolute, resolve } from 'node:path'
import { CliError } from './cli-error.js'
import type { DecisionSettings } from './decision-settings.js'
import type { EvidenceFiles } from './evidence/evidence-items.js'
import { loadAnchors } from './evidence/load-anchors.js'
import { readAlgorithms, readInstant, readPolicies } from './options.js'
import type { Streams } from './streams.js'

/** What the jobs of a batch are about. */
export type BatchKind = 'signature' | 'certificate'

/** One line of a batch file, checked. */
export interface BatchJob {
  /** The signature or the certificate. */
  readonly subject: string
  readonly content?: string
  readonly files: EvidenceFiles
  readonly settings: DecisionSettings
  /** Fields that mean nothing here, sorted: a misspelt one is told, not obeyed and not fatal. */
  readonly ignored: readonly string[]
}

/** Fields of a job as JSON gave them. */
export type JobFields = Readonly<Record<string, unknown>>

const sharedFields = [
  'id',
  'anchors',
  'certs',
  'crls',
  'ocsp',
  'at',
  'algorithms',
  'revocation',
  'policies',
  'explicitPolicy',
  'inhibitPolicyMapping',
  'inhibitAnyPolicy',
  'conforming',
  'maxAgeSeconds',
]

/**
 * Reads one job.
 * @param folder - What relative paths are relative to.
 * @throws CliError when a field is missing or of the wrong kind, or an anchor cannot be used.
 */
export function readJob(
  fields: JobFields,
  kind: BatchKind,
  folder: string,
  streams: Streams,
): BatchJob {
  const place = (path: string): string => (isAbsolute(path) ? path : resolve(folder, path))
  const subject = text(fields, kind)
  if (subject === undefined) throw new CliError(`"${kind}" is missing.`)
  const content = kind === 'signature' ? text(fields, 'content') : undefined
  const at = text(fields, 'at')
  const known = new Set([...sharedFields, kind, ...(kind === 'signature' ? ['content'] : [])])
  return {
    subject: place(subject),
    ...(content === undefined ? {} : { content: place(content) }),
    files: {
      certs: texts(fields, 'certs').map(place),
      crls: texts(fields, 'crls').map(place),
      ocsp: texts(fields, 'ocsp').map(place),
    },
    settings: {
      anchors: loadAnchors(
        texts(fields, 'anchors').map((one) => (one === 'hk' ? one : place(one))),
      ),
      at: readInstant(at ?? new Date(streams.now()).toISOString(), '"at"'),
      algorithms: readAlgorithms(text(fields, 'algorithms')),
      revocation: flag(fields, 'revocation', true),
      policies: readPolicies(texts(fields, 'policies')),
      explicitPolicy: flag(fields, 'explicitPolicy', false),
      inhibitPolicyMapping: flag(fields, 'inhibitPolicyMapping', false),
      inhibitAnyPolicy: flag(fields, 'inhibitAnyPolicy', false),
      conforming: flag(fields, 'conforming', false),
      ...maxAge(fields),
    },
    ignored: Object.keys(fields)
      .filter((name) => !known.has(name))
      .sort(),
  }
}

function text(fields: JobFields, name: string): string | undefined {
  const value = fields[name] ?? undefined
  if (value === undefined || typeof value === 'string') return value
  throw new CliError(`"${name}" must be a string.`)
}

function texts(fields: JobFields, name: string): readonly string[] {
  const value = fields[name] ?? []
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
  throw new CliError(`"${name}" must be a list of strings.`)
}

function flag(fields: JobFields, name: string, otherwise: boolean): boolean {
  const value = fields[name] ?? otherwise
  if (typeof value === 'boolean') return value
  throw new CliError(`"${name}" must be true or false.`)
}

function maxAge(fields: JobFields): { maxAgeSeconds?: number } {
  const value = fields['maxAgeSeconds'] ?? undefined
  if (value === undefined) return {}
  if (Number.isInteger(value) && Number.isSafeInteger(Number(value) * 1000) && Number(value) >= 0) {
    return { maxAgeSeconds: Number(value) }
  }
  throw new CliError('"maxAgeSeconds" must be a whole number of seconds.')
}
