import { parseArgs } from 'node:util'

export interface FuzzOptions {
  readonly minutes: number
  /** Executions after which to stop; null: `minutes` counts. */
  readonly runs: number | null
  readonly seed: number
  /** Part of a target's name; empty: all. */
  readonly only: string
  readonly out: string
  readonly replay: string | null
  /** The fixed material alone, without what is made anew in each process and without the corpora. */
  readonly fixed: boolean
}

/** Prints when the arguments are not understood. */
export const usage = `npm run fuzz -- [--minutes N | --runs N] [--seed S] [--only NAME] [--fixed] [--out FOLDER]
npm run fuzz -- --replay FILE`

/**
 * Reads the command line.
 * @throws TypeError or RangeError for arguments that are not those of `usage`.
 */
export function fuzzOptions(args: readonly string[]): FuzzOptions {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ minutes: text, runs: text, seed: text, only: text, out: text, replay: text },
      fixed: { type: 'boolean' },
    },
  })
  const number = (given: string | undefined, otherwise: number): number => {
    const value = given === undefined ? otherwise : Number(given)
    if (!Number.isFinite(value) || value < 0) throw new RangeError(`not a number: ${given ?? ''}`)
    return value
  }
  return {
    minutes: number(values.minutes, 1),
    runs: values.runs === undefined ? null : number(values.runs, 0),
    seed: number(values.seed, Math.floor(Math.random() * 0x7fff_ffff)) | 0,
    only: values.only ?? '',
    out: values.out ?? 'fuzz-findings',
    replay: values.replay ?? null,
    fixed: values.fixed ?? false,
  }
}
