import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.js'

/** What one command line did. */
export interface Outcome {
  readonly exit: number
  readonly out: string
  /** What went to standard output as octets. */
  readonly outBytes: Uint8Array
  readonly error: string
}

/** A folder for one test file: files to name on a command line, and a home of its own for imported certificates. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'chopmark-cli-'))
  readonly home = join(this.folder, 'home')

  /** Puts a file there and answers its path. */
  file(name: string, bytes: Uint8Array | string): string {
    const path = join(this.folder, name)
    writeFileSync(path, bytes)
    return path
  }

  /** Runs a command line in this process. `environment` may add to the empty one; the clock is the given time. */
  async chopmark(
    args: readonly string[],
    { now = Date.now(), environment = {} }: { now?: number; environment?: NodeJS.ProcessEnv } = {},
  ): Promise<Outcome> {
    let out = ''
    const octets: Uint8Array[] = []
    let error = ''
    const exit = await run(args, {
      out: (text) => {
        out += text
      },
      outBytes: (bytes) => {
        octets.push(bytes)
      },
      error: (text) => {
        error += text
      },
      environment: { CHOPMARK_HOME: this.home, ...environment },
      now: () => now,
    })
    return { exit, out, outBytes: new Uint8Array(Buffer.concat(octets)), error }
  }

  /** Runs jobs with `--batch`, one JSON object a line, and answers the parsed results. */
  async batch<Result>(command: 'verify' | 'path', jobs: readonly object[]): Promise<Result[]> {
    const file = this.file('jobs.jsonl', jobs.map((job) => `${JSON.stringify(job)}\n`).join(''))
    const { out } = await this.chopmark([command, '--batch', file])
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Result)
  }

  /** Removes the folder. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
