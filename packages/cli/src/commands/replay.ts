import { readEvidenceFile, replay as replayFile } from '@chopmark/server'
import { CliError } from '../cli-error.js'
import { readInput } from '../evidence/read-input.js'
import { exitCode } from '../exit-codes.js'
import type { Streams } from '../streams.js'

/**
 * `chopmark replay EVIDENCE`: decides a kept evidence file again, on its own evidence, policy and time.
 * @returns 0 when the report is the same byte for byte, 1 when it is not.
 * @throws CliError when the file is no evidence file.
 */
export async function replay(args: readonly string[], streams: Streams): Promise<number> {
  const [file, ...rest] = args
  if (file === undefined || rest.length > 0) throw new CliError('Write `chopmark replay EVIDENCE`.')
  const evidence = readEvidenceFile(readInput(file))
  if (!evidence.ok) {
    throw new CliError(`${file} is no evidence file (${evidence.reason} at ${evidence.at}).`)
  }
  const { engineVersion } = evidence.value
  const { same } = await replayFile(evidence.value)
  streams.out(
    same
      ? `The same report, byte for byte (made by version ${engineVersion}).\n`
      : `Another report than the one kept (made by version ${engineVersion}).\n`,
  )
  return same ? exitCode.passed : exitCode.failed
}
