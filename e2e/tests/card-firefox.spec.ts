import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { agentFolder, cardOf, cardPin, softHsm } from '../src/card-fixtures.js'
import {
  complaints,
  fillForm,
  finish,
  getIssued,
  next,
  startSigning,
  step,
} from '../src/engines/driven-flow.js'
import { Firefox, firefoxPath } from '../src/engines/firefox.js'
import { PortalProcess } from '../src/portal-process.js'
import { removeFolder } from '../src/remove-folder.js'

test.describe('@card @firefox signing with a card in Firefox', () => {
  test.skip(softHsm === undefined, 'SoftHSM2 is not installed (.ci/setup installs it)')
  test.skip(firefoxPath === undefined, 'Firefox is not installed')
  test.describe.configure({ timeout: 240_000 })

  test('the same extension asks, the same host signs, and the verdict is TOTAL-PASSED', async () => {
    const home = mkdtempSync(join(tmpdir(), 'chopmark-firefox-'))
    const portal = await PortalProcess.start()
    const firefox = await Firefox.start(home)
    try {
      await firefox.install(join(agentFolder, 'dist', 'extension', 'firefox'))
      const [page = ''] = await firefox.windows()
      await firefox.switchTo(page)
      const issued = await getIssued(firefox, portal.origin, home, { encryption: 'modern' })
      const softCard = cardOf({ buffer: readFileSync(issued.file), pin: issued.pin }, home)
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
        // It takes no press right after it has opened.
        const said = await firefox.run(`
          await new Promise((r) => setTimeout(r, 800))
          ${script}`)
        await firefox.run(
          `setTimeout(() => document.querySelector('button[type=submit]').click(), 50)`,
        )
        await firefox.switchTo(page)
        return said
      }

      await fillForm(firefox, portal.origin, '/?ways=file,card')
      await startSigning(firefox)
      await next(firefox, step('review'))
      await firefox.click('button.choice', '智能卡')
      expect(await inPrompt(`return document.querySelector('.origin').textContent`)).toBe(
        portal.origin,
      )
      await next(firefox, step('certificates'))
      const shown = await inPrompt(`
        document.querySelector('#pin').value = '${cardPin}'
        return document.querySelector('.holder').textContent`)
      expect(shown).toBe('CHAN TAI MAN')
      expect(await finish(firefox)).toBe('passed')
      expect(await complaints(firefox)).toBe('')
      softCard.remove()
    } finally {
      await firefox.close()
      await portal.close()
      await removeFolder(home)
    }
  })
})
