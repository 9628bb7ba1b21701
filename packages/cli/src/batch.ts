import { createReadStream, openSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { UsageError } from '@chopmark/core'
import { CliError } from './cli-error.js'
import type { DecisionSettings } from './decision-settings.js'
import { loadAnchors } from './evidence/load-anchors.js'
import type { EvidenceFiles } from './evidence/evidence-items.js'
import { exitCode } from './exit-codes.js'
import { readAlgorithms, readInstant } from './options.js'
import type { Streams } from './streams.js'

/** One line of a batch file, checked. */
export interface BatchJob {
  readonly id: string | number | null
  /** The signature or the certificate. */
  readonly subject: string
  readonly content?: string
  readonly files: EvidenceFiles
  readonly settings: DecisionSettings
}

/** A line is a job description, not a document: a longer one is no honest one. */
const maxLineLength = 1024 * 1024

type Fields = Readonly<Record<string, unknown>>

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw new CliError(`"${name}" must be a string.`)
}

function texts(fields: Fields, name: string): readonly string[] {
  const value = fields[name] ?? []
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
  throw new CliError(`"${name}" must be a list of strings.`)
}

function flag(fields: Fields, name: string, otherwise: boolean): boolean {
  const value = fields[name] ?? otherwise
  if (typeof value === 'boolean') return value
  throw new CliError(`"${name}" must be true or false.`)
}

function maxAge(fields: Fields): { maxAgeSeconds?: number } {
  const value = fields['maxAgeSeconds']
  if (value === undefined || value === null) return {}
  if (typeof value === 'number' && Number.isSafeInteger(value * 1000) && value >= 0) {
    return { maxAgeSeconds: value }
  }
  throw new CliError('"maxAgeSeconds" must be a whole number of seconds.')
}

function readJob(
  fields: Fields,
  kind: 'signature' | 'certificate',
  folder: string,
  streams: Streams,
): BatchJob {
  const place = (path: string): string => (isAbsolute(path) ? path : resolve(folder, path))
  const subject = text(fields, kind)
  if (subject === undefined) throw new CliError(`"${kind}" is missing.`)
  const content = text(fields, 'content')
  const at = text(fields, 'at')
  return {
    id: null,
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
      policies: texts(fields, 'policies'),
      explicitPolicy: flag(fields, 'explicitPolicy', false),
      inhibitPolicyMapping: flag(fields, 'inhibitPolicyMapping', false),
      inhibitAnyPolicy: flag(fields, 'inhibitAnyPolicy', false),
      ...maxAge(fields),
    },
  }
}

function idOf(fields: unknown): string | number | null {
  const id = typeof fields === 'object' && fields !== null && 'id' in fields ? fields.id : null
  return typeof id === 'string' || typeof id === 'number' ? id : null
}

/**
 * Runs every job of a JSON-lines file, in order, one JSON result a line, each with the job's `id`. A job that cannot be
 * carried out is a result with `error`, never an abort. A batch decides on the files it names and asks no network.
 * @returns Exit code 0 when the file could be read to its end; verdicts are in the lines.
 */
export async function runBatch(
  file: string,
  kind: 'signature' | 'certificate',
  streams: Streams,
  decide: (job: BatchJob) => Promise<object>,
): Promise<number> {
  const lines = createInterface({ input: openBatch(file), crlfDelay: Infinity })
  const folder = dirname(resolve(file))
  for await (const line of lines) {
    if (line.trim() === '') continue
    streams.out(`${JSON.stringify(await runLine(line, kind, folder, streams, decide))}\n`)
  }
  return exitCode.passed
}

function openBatch(file: string) {
  try {
    // Opened here, so that a missing file is a message and not an unhandled event.
    return createReadStream(file, { encoding: 'utf8', fd: openSync(file, 'r') })
  } catch {
    throw new CliError(`Cannot read ${file}.`, exitCode.noInput)
  }
}

async function runLine(
  line: string,
  kind: 'signature' | 'certificate',
  folder: string,
  streams: Streams,
  decide: (job: BatchJob) => Promise<object>,
): Promise<object> {
  let id: string | number | null = null
  try {
    if (line.length > maxLineLength) throw new CliError('The line is longer than 1 MiB.')
    const fields: unknown = JSON.parse(line)
    id = idOf(fields)
    if (typeof fields !== 'object' || fields === null) throw new CliError('A job is a JSON object.')
    return { id, ...(await decide(readJob(fields as Fields, kind, folder, streams))) }
  } catch (error) {
    return {
      id,
      ...(kind === 'signature' ? { reports: [] } : { valid: false }),
      error: jobError(error),
    }
  }
}

/** What was wrong with a job; a bug in chopmark is no job's fault and passes through. */
function jobError(error: unknown): { code: string; message: string } {
  if (error instanceof SyntaxError) return { code: 'BAD_JOB', message: 'The line is no JSON.' }
  if (error instanceof CliError) return { code: 'BAD_JOB', message: error.message }
  if (error instanceof UsageError) return { code: error.code, message: error.message }
  throw error
}
