/** What a script reads: the contract of `chopmark verify` and `chopmark path`. */
export const exitCode = {
  passed: 0,
  failed: 1,
  indeterminate: 2,
  /** EX_USAGE of sysexits.h. */
  usage: 64,
  /** EX_NOINPUT: a file named on the command line cannot be read. */
  noInput: 66,
  /** EX_SOFTWARE: a bug in chopmark. */
  software: 70,
  /** The reader of standard output went away: what a shell gives for SIGPIPE. */
  brokenPipe: 141,
} as const
