// `npm run fuzz`: hostile inputs against every public function that takes bytes. See README.md in this folder.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { type FuzzOptions, fuzzOptions, usage } from './options.js'
import { fuzz, type SharedNote } from './fuzz.js'

/** An execution that takes longer than this does not end. */
const hangMs = 60_000
/** A worker with more memory than this has run into a finding. */
const maxMemoryMb = 1500

interface WorkerData {
  readonly options: FuzzOptions
  readonly counter: SharedArrayBuffer
  readonly note: SharedArrayBuffer
}

/** Watches the worker: what hangs or eats the memory is written down from what the worker noted before it began. */
function watch(options: FuzzOptions): void {
  const counter = new SharedArrayBuffer(8)
  const note = new SharedArrayBuffer(0x1_0000)
  const worker = new Worker(fileURLToPath(import.meta.url), {
    workerData: { options, counter, note } satisfies WorkerData,
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
  })
  const steps = new Int32Array(counter)
  let before = 0
  let since = Date.now()
  const record = (what: string): void => {
    const text = Buffer.from(new Uint8Array(note)).subarray(0, steps[1]).toString('utf8')
    mkdirSync(options.out, { recursive: true })
    const file = join(options.out, `${what}-${options.seed}-${before}.json`)
    writeFileSync(file, text)
    console.error(`FINDING ${what}: ${text}\n  ${file}`)
    process.exitCode = 1
  }
  const timer = setInterval(() => {
    const now = Atomics.load(steps, 0)
    if (now !== before) {
      before = now
      since = Date.now()
    } else if (now > 0 && Date.now() - since > hangMs) {
      record('hang')
      clearInterval(timer)
      void worker.terminate()
    }
  }, 1000)
  worker.on('error', (error: Error) => {
    clearInterval(timer)
    record('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash')
    console.error(error)
  })
  worker.on('exit', (code) => {
    clearInterval(timer)
    if (code !== 0) process.exitCode = 1
  })
}

if (isMainThread) {
  try {
    watch(fuzzOptions(process.argv.slice(2)))
  } catch (error) {
    console.error(`${String(error)}\n${usage}`)
    process.exitCode = 2
  }
} else {
  const { options, counter, note } = workerData as WorkerData
  const shared: SharedNote = { steps: new Int32Array(counter), text: new Uint8Array(note) }
  const findings = await fuzz(options, shared)
  if (findings > 0) process.exitCode = 1
}
