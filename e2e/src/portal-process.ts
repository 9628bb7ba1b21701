import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../examples/e-government/dist/main.js', import.meta.url))

/** The portal as a person starts it: its own process, its own data folder, a free port. */
export class PortalProcess {
  readonly origin: string
  readonly dataFolder: string
  readonly #child: ChildProcess
  readonly #ownsFolder: boolean

  private constructor(
    child: ChildProcess,
    origin: string,
    dataFolder: string,
    ownsFolder: boolean,
  ) {
    this.#child = child
    this.origin = origin
    this.dataFolder = dataFolder
    this.#ownsFolder = ownsFolder
  }

  /** @param options.environment - For example REQUEST_LIFETIME_SECONDS, to see a request expire. */
  static async start(
    options: { dataFolder?: string; port?: number; environment?: Record<string, string> } = {},
  ): Promise<PortalProcess> {
    const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'chopmark-e2e-'))
    const child = spawn(process.execPath, [main], {
      env: {
        ...process.env,
        PORT: String(options.port ?? 0),
        DATA_FOLDER: dataFolder,
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const origin = await new Promise<string>((resolve, reject) => {
      let output = ''
      child.stdout.setEncoding('utf8')
      child.stdout.on('data', (text: string) => {
        output += text
        const address = /http:\/\/localhost:\d+/.exec(output)?.[0]
        if (address !== undefined) resolve(address)
      })
      child.once('exit', (code) => {
        reject(new Error(`The portal ended with ${String(code)}: ${output}`))
      })
    })
    return new PortalProcess(child, origin, dataFolder, options.dataFolder === undefined)
  }

  /** Ctrl-C, as a person would. @returns The exit code. */
  async interrupt(): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode
    const exited = once(this.#child, 'exit') as Promise<[number | null]>
    this.#child.kill('SIGINT')
    const [code] = await exited
    return code
  }

  async close(): Promise<void> {
    await this.interrupt()
    if (this.#ownsFolder) rmSync(this.dataFolder, { recursive: true, force: true })
  }
}
