/** The commands of W3C WebDriver that the tests need, by their names in Firefox's own protocol. */
export type WebDriverCommand =
  | 'NewSession'
  | 'Navigate'
  | 'ExecuteAsyncScript'
  | 'ElementClick'
  | 'ElementSendKeys'
  | 'ElementClear'

/** How a WebDriver answer names an element (W3C WebDriver §12.1.1). */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

const waitMs = 25_000

/** In the page: looks for what is on show, through open shadow roots, and waits until it is there. */
const helpers = `
  const all = (css, root = document) => [
    ...root.querySelectorAll(css),
    ...[...root.querySelectorAll('*')].flatMap((one) => one.shadowRoot ? all(css, one.shadowRoot) : []),
  ]
  const until = async (find, what = String(find)) => {
    for (const end = Date.now() + ${waitMs}; Date.now() < end; await new Promise((r) => setTimeout(r, 50))) {
      const found = find()
      if (found) return found
    }
    const dialog = document.querySelector('chopmark-sign-dialog')?.shadowRoot?.textContent
    throw new Error('not found: ' + what + '; on show: ' + (dialog ?? document.body.innerText))
  }
  const onShow = (one) => one.getClientRects().length > 0 && !one.disabled
  const first = (css, text = '') => until(
    () => all(css).find((one) => onShow(one) && one.textContent.includes(text)),
    css + ' ' + text,
  )
`

/** A browser that Playwright does not drive, spoken to by WebDriver commands whatever their carrier. */
export abstract class DrivenBrowser {
  /** Sends one command. Rejects when the browser refuses it. */
  protected abstract ask(
    command: WebDriverCommand,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<unknown>

  abstract close(): Promise<void>

  /** Handles of the windows that are open. */
  abstract windows(): Promise<readonly string[]>

  /** Sends what comes next to another window. */
  abstract switchTo(handle: string): Promise<void>

  /** Address of the window's page. */
  abstract url(): Promise<string>

  /**
   * Goes on in a window beside those that were there, once it has come to an address: a script of a driver's is lost with the page
   * that it runs in, and some drivers wait for it all the same.
   */
  async toNewWindow(known: readonly string[], address: RegExp): Promise<void> {
    let there = 'no window'
    for (const end = Date.now() + waitMs; Date.now() < end;) {
      const handle = (await this.windows()).find((one) => !known.includes(one))
      if (handle !== undefined) {
        await this.switchTo(handle)
        there = await this.url()
        if (address.test(there)) return
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`Waited for ${String(address)}, found ${there}.`)
  }

  async goTo(url: string): Promise<void> {
    await this.ask('Navigate', { url })
  }

  /**
   * Runs the body of an async function in the page; `args`, `all`, `until` and `first` are at hand there.
   * @returns What it gave, as JSON.
   */
  async run(body: string, ...args: readonly unknown[]): Promise<unknown> {
    const script = `const [...given] = arguments; const done = given.pop();
      (async (...args) => { ${helpers}; ${body} })(...given).then(
        (value) => done({ value }), (error) => done({ error: String(error) }))`
    const answer = await this.ask('ExecuteAsyncScript', { script, args })
    const { value, error } = answer as { readonly value?: unknown; readonly error?: string }
    if (error !== undefined) throw new Error(error)
    return value
  }

  /** A person's click on the first element on show that matches, also within shadow roots. */
  async click(css: string, text = ''): Promise<void> {
    await this.#onElement(css, text, (id) => this.ask('ElementClick', { id }))
  }

  /** Empties a field and types into it. */
  async fill(css: string, text: string): Promise<void> {
    await this.#onElement(css, '', async (id) => {
      await this.ask('ElementClear', { id })
      await this.ask('ElementSendKeys', { id, text })
    })
  }

  /** Chooses a file of the disk in a file field. */
  async attach(css: string, path: string): Promise<void> {
    // Pages hide the field behind a button of their own: it need not be on show.
    const found = await this.run('return await until(() => all(args[0])[0], args[0])', css)
    await this.ask('ElementSendKeys', { id: elementId(found), text: path })
  }

  /** Text of the first element on show that matches. */
  async text(css: string, text = ''): Promise<string> {
    return String(await this.run('return (await first(...args)).textContent', css, text))
  }

  /** As a person does: what is moving, covered or just being drawn anew is tried again. */
  async #onElement(
    css: string,
    text: string,
    act: (id: string) => Promise<unknown>,
  ): Promise<void> {
    for (const end = Date.now() + waitMs; ;) {
      // A driver counts what is partly in sight as in sight, and then finds its middle covered.
      const found = await this.run(
        `const one = await first(...args)
        one.scrollIntoView({ block: 'center', behavior: 'instant' })
        return one`,
        css,
        text,
      )
      try {
        await act(elementId(found))
        return
      } catch (error) {
        const passing = /not interactable|stale element|click intercepted/.test(String(error))
        if (!passing || Date.now() > end) throw error
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }
}

function elementId(answer: unknown): string {
  const id = (answer as Readonly<Record<string, unknown>> | null)?.[elementKey]
  if (typeof id !== 'string') throw new Error('The browser gave no element.')
  return id
}
