import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { agentFolder, cardOf, cardPin, softHsm } from '../src/card-fixtures.js'
import { firefoxPath, Marionette } from '../src/marionette.js'
import { PortalProcess } from '../src/portal-process.js'
import { typed } from '../src/sign-flow.js'

/** In the page: waits until `find` gives something. */
const helpers = `
  const until = async (find) => {
    for (const end = Date.now() + 25000; Date.now() < end; await new Promise((r) => setTimeout(r, 100))) {
      const found = find()
      if (found) return found
    }
    throw new Error('not found: ' + find)
  }
  const shadow = () => document.querySelector('chopmark-sign-dialog')?.shadowRoot
  const step = (name) => until(() => shadow()?.querySelector('form[data-step=' + name + ']'))
  const main = (form) => form.querySelector('button[type=submit]').click()
`

test.describe('@card @firefox signing with a card in Firefox', () => {
  test.skip(softHsm === undefined, 'SoftHSM2 is not installed (.ci/setup installs it)')
  test.skip(firefoxPath === undefined, 'Firefox is not installed')
  test.describe.configure({ timeout: 240_000 })

  test('the same extension asks, the same host signs, and the verdict is TOTAL-PASSED', async () => {
    const home = mkdtempSync(join(tmpdir(), 'chopmark-firefox-'))
    const portal = await PortalProcess.start()
    const firefox = await Marionette.start(home)
    try {
      await firefox.install(join(agentFolder, 'dist', 'extension', 'firefox'))
      const [page = ''] = await firefox.windows()
      await firefox.switchTo(page)
      await firefox.goTo(`${portal.origin}/sandbox`)
      const ecert = (await firefox.run(`${helpers}
        document.querySelector('#holder').value = 'CHAN TAI MAN'
        document.querySelector('input[name=kind][value=good]').click()
        document.querySelector('input[name=encryption][value=modern]').click()
        document.querySelector('#issue').click()
        await until(() => document.querySelector('#pin')?.textContent)
        const file = await (await fetch((await until(() => document.querySelector('#download[href]'))).href)).arrayBuffer()
        return { pin: document.querySelector('#pin').textContent, file: btoa(String.fromCharCode(...new Uint8Array(file))) }
      `)) as { pin: string; file: string }
      const softCard = cardOf({ buffer: Buffer.from(ecert.file, 'base64'), pin: ecert.pin }, home)
      execFileSync(
        process.execPath,
        [
          join(agentFolder, 'bin', 'chopmark-agent.js'),
          'install',
          '--only-modules',
          '--module',
          softCard.module,
        ],
        { env: { ...process.env, HOME: home, XDG_DATA_HOME: join(home, 'data') } },
      )

      /** The extension's own window, which the page has brought up. */
      const inPrompt = async (script: string): Promise<unknown> => {
        await expect.poll(async () => (await firefox.windows()).length, { timeout: 30_000 }).toBe(2)
        const prompt = (await firefox.windows()).find((one) => one !== page) ?? ''
        await firefox.switchTo(prompt)
        // Its first document is an empty one, gone in the middle of a question.
        await expect
          .poll(
            () => firefox.run(`return document.querySelector('form') !== null`).catch(() => false),
            { timeout: 30_000 },
          )
          .toBe(true)
        const said = await firefox.run(`${helpers}
          await new Promise((r) => setTimeout(r, 800))
          ${script}`)
        await firefox.run(
          `setTimeout(() => document.querySelector('button[type=submit]').click(), 50)`,
        )
        await firefox.switchTo(page)
        return said
      }

      await firefox.goTo(`${portal.origin}/?ways=file,card`)
      await firefox.run(
        `${helpers}
        for (const [name, value] of Object.entries(args[0])) document.querySelector('#' + name).value = value
        document.querySelector('#sign').click()
        main(await step('review'))
        ;[...(await step('source')).querySelectorAll('button.choice')].find((one) => one.textContent.includes('智能卡')).click()`,
        typed,
      )
      expect(await inPrompt(`return document.querySelector('.origin').textContent`)).toBe(
        portal.origin,
      )
      await firefox.run(`${helpers} main(await step('certificates'))`)
      const shown = await inPrompt(`
        document.querySelector('#pin').value = '${cardPin}'
        return document.querySelector('.holder').textContent`)
      expect(shown).toBe('CHAN TAI MAN')
      await firefox.run(`${helpers}
        await until(() => shadow()?.querySelector('[data-outcome]'))
        main(shadow().querySelector('form'))`)
      const outcome = await firefox.run(`${helpers}
        return (await until(() => document.querySelector('#result .verdict'))).dataset.outcome`)
      expect(outcome).toBe('passed')
      softCard.remove()
    } finally {
      await firefox.close()
      await portal.close()
      rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
    }
  })
})
