import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { CliError } from '../cli-error.js'
import { exitCode } from '../exit-codes.js'

/** Larger than any CRL of a CA in use, small enough to hold in memory; documents are streamed, not read through this. */
const maxInputBytes = 512 * 1024 * 1024

/**
 * Reads a file named on the command line or in a batch job.
 * @throws CliError when it cannot be read or is larger than 512 MiB.
 */
export function readInput(path: string): Uint8Array {
  if (inputSize(path) > maxInputBytes) throw new CliError(`${path} is larger than 512 MiB.`)
  try {
    return readFileSync(path)
  } catch (error) {
    throw unreadable(path, error)
  }
}

/**
 * The size of a file that can be read, in bytes, so that a file which is to be streamed is refused before that begins.
 * @throws CliError when there is no such file, it is a folder, or it may not be read.
 */
export function inputSize(path: string): number {
  try {
    accessSync(path, constants.R_OK)
    const facts = statSync(path)
    if (!facts.isDirectory()) return facts.size
  } catch (error) {
    throw unreadable(path, error)
  }
  throw new CliError(`Cannot read ${path} (EISDIR).`, exitCode.noInput)
}

function unreadable(path: string, error: unknown): CliError {
  // A path with a NUL in it has no errno.
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
  return new CliError(`Cannot read ${path} (${code}).`, exitCode.noInput)
}
