import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { type DocumentPortal, startDocumentPortal } from '../src/document-portal.js'
import type { DrivenBrowser } from '../src/engines/driven-browser.js'
import {
  chooseFile,
  complaints,
  enrol,
  fillForm,
  forget,
  getIssued,
  type Issued,
  next,
  open,
  openEcert,
  reportVerdicts,
  signAndFinish,
  signReports,
  startReports,
  startSigning,
  step,
  toOwnOrigin,
} from '../src/engines/driven-flow.js'
import { Firefox, firefoxPath } from '../src/engines/firefox.js'
import { WebKit, webkitInstalled } from '../src/engines/webkit.js'
import { makePdf, textPage } from '../src/make-pdf.js'
import { digestHelpers, type DigestTimes, saidOf } from '../src/measure-digest.js'
import { payment } from '../src/payment-order.js'
import { PortalProcess } from '../src/portal-process.js'
import { removeFolder } from '../src/remove-folder.js'
import { typed } from '../src/sign-flow.js'

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

const threePassed = Array.from({ length: 3 }, () => 'CHAN TAI MAN: TOTAL-PASSED')

/** Signs what is on show. @returns The portal's answer, and its check of what was said to have been shown. */
async function signShown(browser: DrivenBrowser, ecert: Pick<Issued, 'file' | 'pin'>) {
  await next(browser, step('review'))
  await openEcert(browser, ecert)
  await next(browser, step('certificates'))
  await browser.text('[data-outcome]')
  await next(browser, step('done'))
  const { answer } = JSON.parse(await browser.text('#result', 'outcome')) as {
    answer: { outcome: string; reports: { checks: { id: string; status: string }[] }[] }
  }
  const checks = answer.reports.flatMap((report) => report.checks)
  const shown = checks.find(({ id }) => id === 'request.shown')
  return { outcome: answer.outcome, shown: shown?.status }
}

for (const engine of engines) {
  const test = base.extend<
    object,
    {
      folder: string
      portal: PortalProcess
      documents: DocumentPortal & { readonly file: string; readonly pin: string }
      driven: DrivenBrowser
    }
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
    documents: [
      async ({ folder }, use) => {
        const portal = await startDocumentPortal()
        const { buffer, pin } = portal.ecert
        const file = join(folder, 'documents.p12')
        writeFileSync(file, buffer, { mode: 0o600 })
        await use({ ...portal, file, pin })
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
      portal,
      folder,
    }) => {
      const issued = await getIssued(page, portal.origin, folder)
      await startReports(page, portal.origin, 'file')
      await openEcert(page, issued)
      expect(await signReports(page)).toEqual(threePassed)
      expect(await complaints(page)).toBe('')
    })

    test('@device @batch three documents with a key on this device', async ({
      driven: page,
      portal,
      folder,
    }) => {
      const issued = await getIssued(page, portal.origin, folder)
      await forget(page)
      await startReports(page, portal.origin, 'device')
      await enrol(page, issued)
      expect(await page.text('[data-form=device-use]')).toContain('CHAN TAI MAN')
      await next(page, step('form'))
      expect(await signReports(page)).toEqual(threePassed)
      expect(await complaints(page)).toBe('')
    })

    test('@file Back goes back in the dialog, and keeps what was typed in the page', async ({
      driven: page,
      portal,
    }) => {
      await fillForm(page, portal.origin)
      await startSigning(page)
      await next(page, step('review'))
      await page.text(step('file'))
      await page.run('history.back()')
      await page.text(step('review'))
      await page.run('history.back()')
      const left = await page.run(`
        await until(() => document.querySelector('chopmark-sign-dialog') === null)
        return [location.pathname, (await first('#name')).value]`)
      expect(left).toEqual(['/', typed.name])
      expect(await complaints(page)).toBe('')
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
      await forget(page)
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

    test('@display a transaction is shown, and that it was is signed', async ({
      driven: page,
      documents,
    }) => {
      await open(page, `${await documents.ask(payment, { shown: 'whole' })}?lang=zh-Hant-HK`)
      await page.click('#sign')
      const shown = await page.text('[part=paper]', 'HK$1,250,000.50')
      expect(shown).toContain('港元（HKD）')
      expect(shown).toContain('2026年11月24日（星期二） 17:05:00')
      expect(shown).toContain('0123 4567 8901')
      expect(await signShown(page, documents)).toEqual({ outcome: 'accepted', shown: 'PASSED' })
      expect(await complaints(page)).toBe('')
    })

    test('@display @pdf a PDF is drawn under the strict policy, and that it was is signed', async ({
      driven: page,
      documents,
    }) => {
      const content = makePdf({
        pages: [textPage('Tenancy agreement', 'Rent: HKD 18,500'), textPage('Second page')],
        compressed: true,
      })
      const document = { name: 'letter.pdf', mediaType: 'application/pdf', content }
      await open(page, `${await documents.ask(document, { shown: 'whole' })}?lang=en`)
      await page.click('#sign')
      await page.text('[part=paper]', 'Rent: HKD 18,500')
      const ink = await page.run(`
        await first('.page[data-drawn]')
        const canvas = await first('canvas')
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
        return data.filter((value, at) => at % 4 === 0 && value < 128).length`)
      expect(ink).toBeGreaterThan(500)
      await page.click('button[aria-label="Next page"]')
      await page.text('.page-number', 'Page 2 of 2')
      expect(await signShown(page, documents)).toEqual({ outcome: 'accepted', shown: 'PASSED' })
      expect(await complaints(page)).toBe('')
    })

    test('@isolation @file at the dialog’s own origin, whose address bar shows it', async ({
      driven: page,
      portal,
      folder,
    }) => {
      const issued = await getIssued(page, portal.origin, folder)
      await fillForm(page, portal.origin, '/?dialog=popup')
      const back = await toOwnOrigin(page, '#sign', 'review')
      expect(await page.run('return location.origin')).not.toBe(portal.origin)
      await page.text('[data-requester=verified]', '示範政府部門')
      await next(page, step('review'))
      await chooseFile(page)
      await openEcert(page, issued)
      await next(page, step('certificates'))
      await page.text('[data-outcome=accepted]')
      await next(page, step('done'))
      await back()
      expect(await page.run(`return (await first('#result .verdict')).dataset.outcome`)).toBe(
        'passed',
      )
      expect(await complaints(page)).toBe('')
    })

    test('@isolation @batch at the dialog’s own origin, a frame being a window here', async ({
      driven: page,
      portal,
      folder,
    }) => {
      const issued = await getIssued(page, portal.origin, folder)
      // Neither engine can tell a frame that nothing covers it.
      await open(page, `${portal.origin}/desk?dialog=frame`)
      const back = await toOwnOrigin(page, '#batch', 'batch-review')
      await page.text(step('batch-review'), 'report-2026-10.txt')
      await next(page, step('batch-review'))
      await chooseFile(page)
      await openEcert(page, issued)
      await next(page, step('certificates'))
      await page.text('[data-outcome=signed]')
      await next(page, step('batch-done'))
      await back()
      expect(await reportVerdicts(page)).toEqual(threePassed)
      expect(await complaints(page)).toBe('')
    })
  })
}
