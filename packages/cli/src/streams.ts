/** What a command may touch of the outside, so that tests run it in-process. */
export interface Streams {
  readonly out: (text: string) => void
  /** Octets for standard output, as they are. */
  readonly outBytes: (bytes: Uint8Array) => void
  readonly error: (text: string) => void
  readonly environment: NodeJS.ProcessEnv
  readonly now: () => number
}
