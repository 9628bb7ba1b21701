import { dirname, resolve } from 'node:path'
import { PlumbingError, UsageError } from '@chopmark/core'
import { readJob, type BatchJob, type BatchKind, type JobFields } from './batch-job.js'
import { CliError } from './cli-error.js'
import { exitCode } from './exit-codes.js'
import { readLines } from './read-lines.js'
import type { Streams } from './streams.js'

/** A line is a job description, not a document: a longer one is no honest one. */
const maxLineBytes = 1024 * 1024

/** What was wrong with a job. */
interface JobError {
  readonly code: string
  readonly message: string
}

/** What a batch needs to know beside its file. */
export interface BatchSettings {
  readonly kind: BatchKind
  /** Fields of every job that does not state its own: the options of the command line, paths absolute. */
  readonly defaults: JobFields
  readonly decide: (job: BatchJob) => Promise<object>
  /** The answer for a job that cannot be carried out, in the shape of every other. */
  readonly broken: (message: string) => object
}

/**
 * Runs every job of a JSON-lines file, in order, one JSON result a line, each with the job's `id`. A job that cannot be
 * carried out is a result with `error`, never an abort. A batch decides on the files it names and asks no network.
 * @returns Exit code 0 when the file could be read to its end: verdicts are in the lines. 70 when chopmark itself failed in
 *   one of them.
 * @throws CliError when the file cannot be read.
 */
export async function runBatch(
  file: string,
  settings: BatchSettings,
  streams: Streams,
): Promise<number> {
  const folder = dirname(resolve(file))
  let exit: number = exitCode.passed
  for await (const line of readLines(file, maxLineBytes)) {
    if (line?.trim() === '') continue
    const { result, bug } = await runLine(line, folder, settings, streams)
    if (bug) exit = exitCode.software
    streams.out(`${JSON.stringify(result)}\n`)
  }
  return exit
}

async function runLine(
  line: string | null,
  folder: string,
  { kind, defaults, decide, broken }: BatchSettings,
  streams: Streams,
): Promise<{ readonly result: object; readonly bug: boolean }> {
  let id: string | number | null = null
  try {
    if (line === null) throw new CliError('The line is longer than 1 MiB.')
    const fields = parseJob(line)
    id = idOf(fields)
    const job = readJob({ ...defaults, ...stated(fields) }, kind, folder, streams)
    const answer = await decide(job)
    const ignored = job.ignored.length === 0 ? {} : { ignored: job.ignored }
    return { result: { id, ...answer, ...ignored }, bug: false }
  } catch (cause) {
    const { error, bug } = jobError(cause)
    return { result: { id, ...broken(error.message), error }, bug }
  }
}

function parseJob(line: string): JobFields {
  let fields: unknown
  try {
    fields = JSON.parse(line)
  } catch {
    throw new CliError('The line is no JSON.')
  }
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) {
    return fields as JobFields
  }
  throw new CliError('A job is a JSON object.')
}

function idOf({ id }: JobFields): string | number | null {
  return typeof id === 'string' || typeof id === 'number' ? id : null
}

/** A field that is null is not stated. */
function stated(fields: JobFields): JobFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

function jobError(error: unknown): { readonly error: JobError; readonly bug: boolean } {
  if (error instanceof CliError) {
    const code = error.exit === exitCode.noInput ? 'NO_INPUT' : 'BAD_JOB'
    return { error: { code, message: error.message }, bug: false }
  }
  if (error instanceof UsageError || error instanceof PlumbingError) {
    const { code, message } = error
    return { error: { code, message }, bug: error instanceof PlumbingError }
  }
  const message = error instanceof Error ? error.message : 'unknown'
  return { error: { code: 'INTERNAL', message: `chopmark failed: ${message}` }, bug: true }
}
