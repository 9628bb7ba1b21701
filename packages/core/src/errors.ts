/** A programmer's mistake. `code` never changes meaning; the message says what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The surroundings are broken (a database, a missing crypto module), not the signature. */
export class PlumbingError extends Error {
  override readonly name = 'PlumbingError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
