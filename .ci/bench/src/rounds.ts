import { processorMs } from './processor-time.js'

/** One way to do the job. */
export interface Candidate {
  readonly name: string
  /** Does the job once for every input; answers microseconds for one of them. What it prepares is not counted. */
  round(): Promise<number> | number
}

export interface Timing {
  readonly name: string
  /** Microseconds of processor time. */
  readonly median: number
  readonly least: number
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/**
 * Measures all candidates turn by turn, so that what else the machine does falls on all of them alike, each round beginning
 * with another one.
 * @param warmUpMs - Time that each candidate has before it counts: a server runs for days, and until its code is compiled well a
 * process measures the compiler. One round at least is not counted. (Collecting garbage between rounds would throw compiled code away with it.)
 */
export async function interleave(
  candidates: readonly Candidate[],
  rounds: number,
  warmUpMs = 600,
): Promise<readonly Timing[]> {
  const times = candidates.map((): number[] => [])
  for (const candidate of candidates) {
    const started = performance.now()
    do await candidate.round()
    while (performance.now() - started < warmUpMs)
  }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < candidates.length; turn++) {
      const which = (turn + round) % candidates.length
      const us = await candidates[which]?.round()
      if (us !== undefined) times[which]?.push(us)
    }
  }
  return candidates.map(({ name }, which) => ({
    name,
    median: median(times[which] ?? []),
    least: Math.min(...(times[which] ?? [])),
  }))
}

/** Microseconds of processor time for one of `count` calls, awaited where they answer later. */
export async function timed(count: number, run: (index: number) => unknown): Promise<number> {
  const started = processorMs()
  for (let i = 0; i < count; i++) {
    const answer = run(i)
    if (answer instanceof Promise) await answer
  }
  return ((processorMs() - started) * 1000) / count
}
