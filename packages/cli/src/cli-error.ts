import { exitCode } from './exit-codes.js'

/** The command line cannot be carried out as it stands; the message says what to write instead. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exit: number

  constructor(message: string, exit: number = exitCode.usage) {
    super(message)
    this.exit = exit
  }
}
