import { CliError } from '../cli-error.js'
import { readInput } from '../evidence/read-input.js'
import { exitCode } from '../exit-codes.js'
import { descriptionLines } from '../inspect/description.js'
import { identify } from '../inspect/identify.js'
import { readArguments } from '../options.js'
import type { Streams } from '../streams.js'

/**
 * `chopmark inspect FILE [--pin PIN] [--json]`: shows any certificate, CRL, CMS, OCSP response, timestamp or .p12.
 * @returns 0 when the file could be told, 1 when it is nothing known.
 * @throws CliError when the command line cannot be carried out.
 */
export async function inspect(args: readonly string[], streams: Streams): Promise<number> {
  const { values, positionals } = readArguments(args, {
    pin: { type: 'string' },
    json: { type: 'boolean' },
  })
  const [file, ...rest] = positionals
  if (file === undefined || rest.length > 0) {
    throw new CliError('Write `chopmark inspect FILE [--pin PIN] [--json]`.')
  }
  const descriptions = await identify(readInput(file), values.pin ?? '')
  streams.out(
    values.json === true
      ? `${JSON.stringify(descriptions, null, 2)}\n`
      : descriptions.map((one) => `${descriptionLines(one).join('\n')}\n`).join('\n'),
  )
  const unknown = descriptions.some(
    (one) => typeof one === 'object' && one !== null && 'type' in one && one.type === 'unknown',
  )
  return unknown ? exitCode.failed : exitCode.passed
}
