import type { Resign } from './edits.js'
import type { WorkBudget } from './work.js'

/** An input before it is mutated. */
export interface Base {
  readonly id: string
  readonly parts: readonly Uint8Array[]
  readonly resign?: Resign
}

/** How an execution is to run. */
export interface Execution {
  /** The unmutated input. */
  readonly base: Base
  /** Were signatures made anew? Then a pass is no forgery. */
  readonly resigned: boolean
  /** Everything is asked, not a sample: set when a finding is being made smaller or replayed. */
  readonly thorough: boolean
  /** A number that follows from the input, to draw samples by. */
  readonly draw: number
}

/** What takes strangers' bytes. */
export interface Target {
  readonly name: string
  readonly bases: readonly Base[]
  readonly budget: WorkBudget
  /** Throws `Finding` when a promise is broken; anything else thrown is one too. */
  readonly run: (parts: readonly Uint8Array[], execution: Execution) => Promise<void> | void
}

/** A promise that was broken, and which one. */
export class Finding extends Error {
  override readonly name = 'Finding'
}

/** One in `n` executions, or all when thorough. */
export function sampled({ thorough, draw }: Execution, n: number): boolean {
  return thorough || draw % n === 0
}
