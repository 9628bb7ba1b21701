import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { DrivenBrowser, type WebDriverCommand } from './driven-browser.js'

/** Debian's Firefox; FIREFOX names another build. */
export const firefoxPath =
  process.env['FIREFOX'] ??
  ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path))

const startLimitMs = 60_000

/**
 * A Firefox driven by its own remote protocol, Marionette: WebDriver's commands over a socket. Unlike Playwright's Firefox
 * it is the distribution's own build, and it installs extensions and sees their windows.
 */
export class Firefox extends DrivenBrowser {
  readonly #child: ChildProcess
  readonly #socket: Socket
  readonly #waiting = new Map<number, (answer: readonly [unknown, unknown]) => void>()
  #buffered = Buffer.alloc(0)
  #nextId = 1

  private constructor(child: ChildProcess, socket: Socket) {
    super()
    this.#child = child
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
  }

  /** @param folder - Becomes the home of this Firefox: profile and host registrations lie below it. */
  static async start(folder: string): Promise<Firefox> {
    if (firefoxPath === undefined) throw new Error('Firefox is not installed.')
    const profile = join(folder, 'profile')
    mkdirSync(profile, { recursive: true })
    const preferences = {
      'marionette.port': 0,
      'intl.accept_languages': 'zh-HK',
      'datareporting.policy.dataSubmissionEnabled': false,
      'app.update.disabledForTesting': true,
    }
    writeFileSync(
      join(profile, 'user.js'),
      Object.entries(preferences)
        .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
        .join(''),
    )
    const child = spawn(firefoxPath, ['--headless', '--marionette', '--profile', profile], {
      env: { ...process.env, HOME: folder, MOZ_DISABLE_CONTENT_SANDBOX: '1' },
      stdio: 'ignore',
    })
    const started = Date.now()
    const portFile = join(profile, 'MarionetteActivePort')
    while (!existsSync(portFile) || readFileSync(portFile, 'utf8') === '') {
      if (child.exitCode !== null) throw new Error(`Firefox ended with ${child.exitCode}.`)
      if (Date.now() - started > startLimitMs) throw new Error('Firefox does not answer.')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const socket = connect(Number(readFileSync(portFile, 'utf8')), '127.0.0.1')
    await once(socket, 'connect')
    const firefox = new Firefox(child, socket)
    await firefox.ask('NewSession', { strictFileInteractability: false })
    return firefox
  }

  /** Installs an unpacked extension until this Firefox ends. */
  async install(path: string): Promise<void> {
    await this.#send('Addon:Install', { path, temporary: true })
  }

  async windows(): Promise<readonly string[]> {
    return (await this.#send('WebDriver:GetWindowHandles', {})) as readonly string[]
  }

  async url(): Promise<string> {
    const { value } = (await this.#send('WebDriver:GetCurrentURL', {})) as {
      readonly value: unknown
    }
    return String(value)
  }

  async switchTo(handle: string): Promise<void> {
    await this.#send('WebDriver:SwitchToWindow', { handle })
  }

  async close(): Promise<void> {
    const exited = once(this.#child, 'exit')
    void this.#send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined)
    const killed = setTimeout(() => this.#child.kill('SIGKILL'), 10_000)
    await exited
    clearTimeout(killed)
    this.#socket.destroy()
  }

  protected async ask(
    command: WebDriverCommand,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    const answer = await this.#send(`WebDriver:${command}`, parameters)
    return (answer as { readonly value?: unknown } | null)?.value
  }

  async #send(command: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown> {
    const id = this.#nextId++
    const text = JSON.stringify([0, id, command, parameters])
    const answer = new Promise<readonly [unknown, unknown]>((resolve) => {
      this.#waiting.set(id, resolve)
    })
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`)
    const [error, value] = await answer
    if (error !== null) throw new Error(`${command}: ${JSON.stringify(error).slice(0, 400)}`)
    return value
  }

  #read(chunk: Buffer): void {
    this.#buffered = Buffer.concat([this.#buffered, chunk])
    for (;;) {
      const colon = this.#buffered.indexOf(':')
      if (colon < 0) return
      const length = Number(this.#buffered.toString('latin1', 0, colon))
      if (this.#buffered.length < colon + 1 + length) return
      const text = this.#buffered.toString('utf8', colon + 1, colon + 1 + length)
      this.#buffered = this.#buffered.subarray(colon + 1 + length)
      const message = JSON.parse(text) as unknown
      // The first message greets and has no id.
      if (!Array.isArray(message)) continue
      const [, id, error, value] = message as [number, number, unknown, unknown]
      this.#waiting.get(id)?.([error, value])
      this.#waiting.delete(id)
    }
  }
}
