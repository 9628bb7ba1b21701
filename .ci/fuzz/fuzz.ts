import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { mutate, type Mutation, mutation } from './edits.js'
import { execute, kindOf } from './execute.js'
import { minimise } from './minimise.js'
import type { FuzzOptions } from './options.js'
import type { Base, Target } from './target.js'
import { allTargets } from './targets.js'

/** What the watching thread reads when this one no longer answers. */
export interface SharedNote {
  /** Executions begun, and the length of `text`. */
  readonly steps: Int32Array
  readonly text: Uint8Array
}

/** Either a mutation or octets drawn at random. */
type Drawn =
  | { readonly kind: 'mutation'; readonly mutation: Mutation }
  | { readonly kind: 'random'; readonly parts: readonly Uint8Array[] }

/** A finding as it is written, ready for `--replay`. */
interface FindingFile {
  readonly target: string
  readonly base: string
  readonly resigned: boolean
  readonly kind: string
  readonly parts: readonly string[]
}

const runsOfBatch = 60
/** Of each kind of finding, so many are written. */
const maxOfKind = 2

/**
 * Fuzzes until the time or the executions are spent, target after target, base after base. All that is drawn follows from the seed.
 * @returns How many kinds of findings there were.
 */
export async function fuzz(options: FuzzOptions, shared: SharedNote): Promise<number> {
  const targets = (await allTargets(options)).filter(({ name }) => name.includes(options.only))
  if (targets.length === 0) throw new RangeError('No target has such a name.')
  if (options.replay !== null) return replayFile(options.replay, targets)
  console.log(`seed ${options.seed}`)
  for (const { name, bases } of targets)
    console.log(`  ${name}: ${bases.length} inputs to start from`)
  const session = new Session(options, shared)
  await session.holdBases(targets)
  const began = performance.now()
  const isOver = (): boolean =>
    options.runs === null
      ? performance.now() - began > options.minutes * 60_000
      : session.executions >= options.runs
  for (let batch = 0; !isOver(); batch++) {
    const target = targets[batch % targets.length] as Target
    const turn = Math.floor(batch / targets.length)
    const base = target.bases[turn % target.bases.length]
    if (base !== undefined) await session.batch(target, base, batch)
  }
  session.summarise()
  return session.kinds.size
}

class Session {
  executions = 0
  readonly kinds = new Map<string, number>()
  readonly #options: FuzzOptions
  readonly #shared: SharedNote
  readonly #byTarget = new Map<string, { executions: number; ms: number }>()

  constructor(options: FuzzOptions, shared: SharedNote) {
    this.#options = options
    this.#shared = shared
  }

  /** Every base is run unchanged first: what fails here is wrong without any fuzzing. */
  async holdBases(targets: readonly Target[]): Promise<void> {
    for (const target of targets) {
      for (const base of target.bases) {
        const drawn: Drawn = { kind: 'mutation', mutation: { resign: false, edits: [] } }
        try {
          await this.#run(target, base, drawn, true)
        } catch (error) {
          await this.#record(target, base, drawn, error)
        }
      }
    }
  }

  /** Draws inputs from one base; the first that breaks a promise is made smaller and written down. */
  async batch(target: Target, base: Base, number: number): Promise<void> {
    let failed: { drawn: Drawn; error: unknown } | null = null
    const property = fc.asyncProperty(number % 9 === 8 ? random(base) : mutated, async (drawn) => {
      try {
        await this.#run(target, base, drawn, failed !== null)
      } catch (error) {
        failed = { drawn, error }
        throw error
      }
    })
    const seed = (Math.imul(number, 0x9e3779b1) ^ this.#options.seed) | 0
    const { failed: broken, counterexample } = await fc.check(property, {
      seed,
      numRuns: runsOfBatch,
    })
    const last = failed as { drawn: Drawn; error: unknown } | null
    if (broken && last !== null) {
      await this.#record(target, base, counterexample?.[0] ?? last.drawn, last.error)
    }
  }

  async #run(target: Target, base: Base, drawn: Drawn, thorough: boolean): Promise<void> {
    const { parts, resigned } = inputOf(base, drawn)
    this.#note(target, base, drawn)
    const began = performance.now()
    try {
      await execute({ target, base, parts, resigned, thorough })
    } finally {
      this.executions += 1
      const spent = this.#byTarget.get(target.name) ?? { executions: 0, ms: 0 }
      spent.executions += 1
      spent.ms += performance.now() - began
      this.#byTarget.set(target.name, spent)
    }
  }

  #note(target: Target, base: Base, drawn: Drawn): void {
    const { steps, text } = this.#shared
    const note = JSON.stringify({
      seed: this.#options.seed,
      target: target.name,
      base: base.id,
      drawn,
    })
    steps[1] = new TextEncoder().encodeInto(note, text).written
    Atomics.add(steps, 0, 1)
  }

  async #record(target: Target, base: Base, drawn: Drawn, error: unknown): Promise<void> {
    const kind = kindOf(error)
    const known = this.kinds.get(`${target.name} ${kind}`) ?? 0
    this.kinds.set(`${target.name} ${kind}`, known + 1)
    if (known >= maxOfKind) return
    const { parts, resigned } = inputOf(base, drawn)
    const input = { target, base, parts, resigned, thorough: true }
    const small = await minimise(input, kind, () => this.#note(target, base, drawn))
    const finding: FindingFile = {
      ...{ target: target.name, base: base.id, resigned, kind },
      parts: small.map((bytes) => Buffer.from(bytes).toString('hex')),
    }
    const { seed, out } = this.#options
    mkdirSync(out, { recursive: true })
    const file = join(out, `${target.name}-${seed}-${this.executions}.json`)
    const stack = error instanceof Error ? error.stack : String(error)
    writeFileSync(file, `${JSON.stringify({ ...finding, seed, drawn, stack }, null, 2)}\n`)
    console.error(
      `FINDING ${target.name}, ${base.id}: ${String(error)}\n  npm run fuzz -- --replay ${file}`,
    )
  }

  summarise(): void {
    let total = 0
    for (const [name, { executions, ms }] of this.#byTarget) {
      total += ms
      console.log(
        `${name.padEnd(22)} ${String(executions).padStart(9)} executions ${rate(executions, ms)}`,
      )
    }
    console.log(
      `${'all'.padEnd(22)} ${String(this.executions).padStart(9)} executions ${rate(this.executions, total)}`,
    )
    console.log(`seed ${this.#options.seed}: ${this.kinds.size} findings`)
    for (const [kind, count] of this.kinds) console.log(`  ${count} × ${kind}`)
  }
}

function rate(executions: number, ms: number): string {
  return `${String(Math.round((executions * 1000) / Math.max(1, ms))).padStart(7)} a second`
}

function inputOf(
  base: Base,
  drawn: Drawn,
): { readonly parts: readonly Uint8Array[]; readonly resigned: boolean } {
  if (drawn.kind === 'random') return { parts: drawn.parts, resigned: false }
  const resigned = drawn.mutation.resign && base.resign !== undefined
  return { parts: mutate(base.parts, drawn.mutation, base.resign ?? null), resigned }
}

const mutated: fc.Arbitrary<Drawn> = mutation.map((one) => ({ kind: 'mutation', mutation: one }))

/** Octets at random in place of one part, or of all. */
function random(base: Base): fc.Arbitrary<Drawn> {
  const octets = fc.uint8Array({ maxLength: 2000, size: 'max' })
  const part = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
    fc.oneof({ weight: 2, arbitrary: octets }, { weight: 1, arbitrary: fc.constant(bytes) })
  return fc.tuple(...base.parts.map(part)).map((parts) => ({ kind: 'random', parts }))
}

async function replayFile(path: string, targets: readonly Target[]): Promise<number> {
  const file = JSON.parse(readFileSync(path, 'utf8')) as FindingFile
  const target = targets.find(({ name }) => name === file.target)
  if (target === undefined) throw new RangeError(`No target is called ${file.target}.`)
  // What was made anew in another process has no base here; parsers do not look at it.
  const base = target.bases.find(({ id }) => id === file.base) ?? target.bases[0]
  if (base === undefined) throw new RangeError(`${file.target} has nothing to start from.`)
  const parts = file.parts.map((hex) => new Uint8Array(Buffer.from(hex, 'hex')))
  try {
    await execute({ target, base, parts, resigned: file.resigned, thorough: true })
    console.log('No promise is broken any more.')
    return 0
  } catch (error) {
    console.error(error)
    return 1
  }
}
