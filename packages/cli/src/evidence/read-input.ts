import { readFileSync } from 'node:fs'
import { CliError } from '../cli-error.js'
import { exitCode } from '../exit-codes.js'

/** Larger than any CRL of a CA in use, small enough to hold in memory; documents are streamed, not read through this. */
const maxInputBytes = 512 * 1024 * 1024

/**
 * Reads a file named on the command line or in a batch job.
 * @throws CliError when it cannot be read.
 */
export function readInput(path: string): Uint8Array {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new CliError(`Cannot read ${path} (${code}).`, exitCode.noInput)
  }
  if (bytes.length > maxInputBytes) throw new CliError(`${path} is larger than 512 MiB.`)
  return bytes
}
