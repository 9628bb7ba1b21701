import { PlumbingError, UsageError } from '@chopmark/core'
import { CliError } from './cli-error.js'
import { exitCode } from './exit-codes.js'
import type { Streams } from './streams.js'
import { usage } from './usage.js'
import { version } from './version.js'

/** Each command is loaded when it is called, so that `--version` and a wrong option answer at once. */
const commands: Readonly<
  Record<string, (args: readonly string[], streams: Streams) => Promise<number> | number>
> = {
  verify: async (args, streams) => (await import('./commands/verify.js')).verify(args, streams),
  path: async (args, streams) => (await import('./commands/path.js')).path(args, streams),
  inspect: async (args, streams) => (await import('./commands/inspect.js')).inspect(args, streams),
  trust: async (args, streams) => (await import('./commands/trust.js')).trust(args, streams),
  encrypt: async (args, streams) => (await import('./commands/encrypt.js')).encrypt(args, streams),
  decrypt: async (args, streams) => (await import('./commands/decrypt.js')).decrypt(args, streams),
  replay: async (args, streams) => (await import('./commands/replay.js')).replay(args, streams),
}

/**
 * Runs one command line.
 * @returns The exit code; 64 or 66 with a sentence on standard error when the command line cannot be carried out, 70 when
 *   chopmark itself failed.
 */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || rest.includes('--help') || name.startsWith('-')) {
    if (name === '--version') {
      streams.out(`${version}\n`)
      return exitCode.passed
    }
    const asked = name === 'help' || name === '--help' || rest.includes('--help')
    ;(asked ? streams.out : streams.error)(usage)
    return asked ? exitCode.passed : exitCode.usage
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    streams.error(`chopmark ${name}: there is no such command.\n\n${usage}`)
    return exitCode.usage
  }
  try {
    return await command(rest, streams)
  } catch (error) {
    if (error instanceof CliError) {
      streams.error(`chopmark ${name}: ${error.message}\n`)
      return error.exit
    }
    if (error instanceof UsageError || error instanceof PlumbingError) {
      streams.error(`chopmark ${name}: ${error.code}: ${error.message}\n`)
      return error instanceof UsageError ? exitCode.usage : exitCode.software
    }
    // Never 1, which Node would give it: that says a signature was refused.
    streams.error(`chopmark ${name} failed, which is a bug in it: ${traceOf(error)}\n`)
    return exitCode.software
  }
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
