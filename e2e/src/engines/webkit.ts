import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { DrivenBrowser, type WebDriverCommand } from './driven-browser.js'

const libraries = '/usr/lib'
const driverPath = '/usr/bin/WebKitWebDriver'
const screenPath = '/usr/bin/Xvfb'

/** Debian's small browser around WebKitGTK: `/usr/lib/<architecture>/webkit2gtk-<version>/MiniBrowser`. */
function findBrowser(): string | undefined {
  if (!existsSync(libraries)) return undefined
  return readdirSync(libraries)
    .flatMap((architecture) =>
      ['webkit2gtk-4.1', 'webkit2gtk-4.0'].map((version) =>
        join(libraries, architecture, version, 'MiniBrowser'),
      ),
    )
    .find((path) => existsSync(path))
}

const browserPath = findBrowser()

/** Whether Debian's WebKit, its driver and a screen without glass are installed. */
export const webkitInstalled =
  browserPath !== undefined && [driverPath, screenPath].every((path) => existsSync(path))

const startLimitMs = 60_000

/** WebDriver's routes below a session; all are POST. */
const routes: Readonly<
  Record<WebDriverCommand, (parameters: Readonly<Record<string, unknown>>) => string>
> = {
  NewSession: () => '',
  Navigate: () => '/url',
  ExecuteAsyncScript: () => '/execute/async',
  ElementClick: ({ id }) => `/element/${String(id)}/click`,
  ElementSendKeys: ({ id }) => `/element/${String(id)}/value`,
  ElementClear: ({ id }) => `/element/${String(id)}/clear`,
}

/** Debian's WebKitGTK, driven by its WebDriver on a screen in memory. */
export class WebKit extends DrivenBrowser {
  readonly #driver: ChildProcess
  readonly #screen: ChildProcess
  readonly #url: string
  #session = ''

  private constructor(driver: ChildProcess, screen: ChildProcess, url: string) {
    super()
    this.#driver = driver
    this.#screen = screen
    this.#url = url
  }

  /** @param folder - Becomes the home of this WebKit. */
  static async start(folder: string): Promise<WebKit> {
    const home = join(folder, 'webkit')
    mkdirSync(home, { recursive: true })
    const screen = spawn(
      screenPath,
      ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const [number] = (await once(screen.stdout, 'data')) as [Buffer]
    const port = await freePort()
    const driver = spawn(driverPath, [`--port=${port}`], {
      // A group of its own, with the browser and the browser's helpers: they end together.
      detached: true,
      env: {
        ...process.env,
        HOME: home,
        XDG_CACHE_HOME: join(home, 'cache'),
        XDG_DATA_HOME: join(home, 'data'),
        XDG_CONFIG_HOME: join(home, 'config'),
        DISPLAY: `:${number.toString().trim()}`,
        GDK_BACKEND: 'x11',
        LANGUAGE: 'zh_HK',
        LIBGL_ALWAYS_SOFTWARE: '1',
        MESA_SHADER_CACHE_DISABLE: 'true',
      },
      stdio: 'ignore',
    })
    const webkit = new WebKit(driver, screen, `http://127.0.0.1:${port}/session`)
    try {
      await webkit.#begin()
    } catch (error) {
      await webkit.close()
      throw error
    }
    return webkit
  }

  async close(): Promise<void> {
    if (this.#session !== '') {
      await fetch(`${this.#url}/${this.#session}`, { method: 'DELETE' }).catch(() => undefined)
    }
    await ended(this.#driver, (pid) => process.kill(-pid, 'SIGKILL'))
    await ended(this.#screen, () => this.#screen.kill())
  }

  async windows(): Promise<readonly string[]> {
    return (await this.#send(`/${this.#session}/window/handles`)) as readonly string[]
  }

  async url(): Promise<string> {
    return String(await this.#send(`/${this.#session}/url`))
  }

  async switchTo(handle: string): Promise<void> {
    await this.#send(`/${this.#session}/window`, { handle })
  }

  protected ask(
    command: WebDriverCommand,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    const path = this.#session === '' ? '' : `/${this.#session}${routes[command](parameters)}`
    return this.#send(path, parameters)
  }

  /** @param body - Absent: a question, by GET. */
  async #send(path: string, body?: Readonly<Record<string, unknown>>): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`, {
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      signal: AbortSignal.timeout(startLimitMs),
    })
    const { value } = (await response.json()) as { readonly value: unknown }
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(value).slice(0, 400)}`)
    return value
  }

  /** The driver takes a moment to listen. */
  async #begin(): Promise<void> {
    const capabilities = {
      alwaysMatch: {
        strictFileInteractability: false,
        'webkitgtk:browserOptions': { binary: browserPath, args: ['--automation'] },
      },
    }
    for (const end = Date.now() + startLimitMs; ;) {
      try {
        const { sessionId } = (await this.ask('NewSession', { capabilities })) as {
          readonly sessionId: string
        }
        this.#session = sessionId
        return
      } catch (error) {
        // Only a refused connection will pass by itself.
        if (!(error instanceof TypeError) || Date.now() > end) throw error
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }
}

async function ended(child: ChildProcess, end: (pid: number) => unknown): Promise<void> {
  const { pid } = child
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  end(pid)
  await exited
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
