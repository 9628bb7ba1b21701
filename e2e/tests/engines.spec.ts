import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { startBatchPortal } from '../src/engines/batch-portal.js'
import type { DrivenBrowser } from '../src/engines/driven-browser.js'
import {
  complaints,
  enrol,
  fillForm,
  getIssued,
  next,
  openEcert,
  signAndFinish,
  startSigning,
  step,
} from '../src/engines/driven-flow.js'
import { Firefox, firefoxPath } from '../src/engines/firefox.js'
import { WebKit, webkitInstalled } from '../src/engines/webkit.js'
import { digestHelpers, type DigestTimes, saidOf } from '../src/measure-digest.js'
import { PortalProcess } from '../src/portal-process.js'
import { removeFolder } from '../src/remove-folder.js'

interface Engine {
  readonly name: string
  readonly tag: string
  readonly installed: boolean
  start(folder: string): Promise<DrivenBrowser>
}

/** Debian's own builds of the two engines beside Chromium. */
const engines: readonly Engine[] = [
  {
    name: 'Firefox',
    tag: '@firefox',
    installed: firefoxPath !== undefined,
    start: (folder) => Firefox.start(folder),
  },
  {
    name: 'WebKit',
    tag: '@webkit',
    installed: webkitInstalled,
    start: (folder) => WebKit.start(folder),
  },
]

/** Does the dialog make its reader scroll although the window has room to spare? */
async function squeezed(browser: DrivenBrowser): Promise<unknown> {
  return browser.run(`
    const body = await first('.body')
    const { height } = (await first('dialog')).getBoundingClientRect()
    const room = Math.min(52 * 16, innerHeight - 2 * 16) - height
    return body.scrollHeight > body.clientHeight && room > 1`)
}

for (const engine of engines) {
  const test = base.extend<
    object,
    { folder: string; portal: PortalProcess; driven: DrivenBrowser }
  >({
    folder: [
      async ({}, use) => {
        const folder = mkdtempSync(join(tmpdir(), 'chopmark-engine-'))
        await use(folder)
        await removeFolder(folder)
      },
      { scope: 'worker' },
    ],
    portal: [
      async ({}, use) => {
        const portal = await PortalProcess.start()
        await use(portal)
        await portal.close()
      },
      { scope: 'worker' },
    ],
    driven: [
      async ({ folder }, use) => {
        const browser = await engine.start(folder)
        await use(browser)
        await browser.close()
      },
      { scope: 'worker', timeout: 90_000 },
    ],
  })

  test.describe(`${engine.tag} signing in ${engine.name}`, () => {
    test.skip(!engine.installed, `${engine.name} is not installed (.ci/setup installs it)`)
    test.describe.configure({ timeout: 180_000 })

    for (const encryption of ['legacy', 'modern'] as const) {
      test(`@file with a ${encryption} e-Cert file`, async ({ driven: page, portal, folder }) => {
        const issued = await getIssued(page, portal.origin, folder, { encryption })
        await fillForm(page, portal.origin)
        const review = await startSigning(page)
        expect(review).toContain('示範政府部門')
        await page.text('[part=paper]', '新地址：12樓A室，示範大廈，示範道1號，沙田，新界')
        expect(await squeezed(page)).toBe(false)
        await next(page, step('review'))
        await openEcert(page, issued)
        expect(await signAndFinish(page)).toBe('passed')
        expect(await complaints(page)).toBe('')
      })
    }

    test('@file a wrong PIN asks again and keeps the file', async ({
      driven: page,
      portal,
      folder,
    }) => {
      const issued = await getIssued(page, portal.origin, folder)
      await fillForm(page, portal.origin)
      await startSigning(page)
      await next(page, step('review'))
      await openEcert(page, { ...issued, pin: '00000000' })
      await page.text('[data-code=WRONG_PIN]', '密碼不正確')
      await page.fill('#pin', issued.pin)
      await next(page, step('pin'))
      expect(await page.text(step('certificates'))).toContain('CHAN TAI MAN')
      expect(await complaints(page)).toBe('')
    })

    test('@batch three documents with one consent and one PIN', async ({
      driven: page,
      folder,
    }) => {
      const portal = await startBatchPortal(folder)
      try {
        await page.goTo(portal.origin)
        await page.click('#renew')
        expect(await page.text(step('batch-review'))).toContain('renewal.txt')
        await next(page, step('batch-review'))
        await openEcert(page, portal.issued)
        await next(page, step('certificates'))
        await page.text('[data-outcome=signed]')
        await next(page, step('batch-done'))
        const said = await page.text('output', 'signed')
        expect(said).toBe('signed accepted accepted accepted')
      } finally {
        await portal.close()
      }
    })

    test('@large 100 MB digested in the worker as subtle.digest does, with the times of both', async ({
      driven: page,
      portal,
    }) => {
      await page.goTo(`${portal.origin}/desk`)
      const measured = (await page.run(`
        ${digestHelpers}
        return times(new Blob([new Uint8Array(100 * 1024 * 1024).fill(3)]))`)) as DigestTimes
      console.log(saidOf(engine.name, measured))
      const expected = createHash('sha256').update(Buffer.alloc(100 * 1024 * 1024, 3))
      expect(measured.digest).toBe(expected.digest('hex'))
    })

    test('@device a key made and kept here signs, today and after a reload', async ({
      driven: page,
      portal,
      folder,
    }) => {
      const issued = await getIssued(page, portal.origin, folder)
      for (const visit of ['first', 'second']) {
        await fillForm(page, portal.origin, '/?ways=device')
        await startSigning(page)
        await next(page, step('review'))
        if (visit === 'first') await enrol(page, issued)
        expect(await page.text('[data-form=device-use]')).toContain('CHAN TAI MAN')
        await next(page, step('form'))
        expect(await signAndFinish(page)).toBe('passed')
        expect(await complaints(page)).toBe('')
      }
      // The page itself cannot take the key out.
      const kept = await page.run(`
        const database = await new Promise((resolve, reject) => {
          const request = indexedDB.open('chopmark-device')
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(new Error('no database'))
        })
        const records = await new Promise((resolve, reject) => {
          const request = database.transaction('keys').objectStore('keys').getAll()
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(new Error('unreadable'))
        })
        database.close()
        return Promise.all(records.map(({ privateKey }) =>
          crypto.subtle.exportKey('pkcs8', privateKey).then(() => 'exported', ({ name }) => name)))`)
      expect(kept).toEqual(['InvalidAccessError'])
    })
  })
}
