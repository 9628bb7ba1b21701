import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { growthWhile } from '../src/browser-memory.js'
import { expect, test } from '../src/fixtures.js'
import { openDesk } from '../src/desk-flow.js'
import { digestHelpers, type DigestTimes, saidOf } from '../src/measure-digest.js'
import {
  certificates,
  closeDialog,
  dialog,
  expectFailure,
  getEcert,
  mainButton,
  openEcert,
  signOnScreen,
} from '../src/sign-flow.js'

const mebibyte = 1024 * 1024

/** Keeps note of every task that held up the page for longer than 50 ms. */
async function watchStalls(page: Page): Promise<void> {
  await page.evaluate(() => {
    const stalls: number[] = []
    Object.assign(window, { stalls })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) stalls.push(duration)
    }).observe({ type: 'longtask' })
  })
}

test.describe('@large documents that are never held as a whole', () => {
  test.slow()

  test('100 MB from the portal: streamed, digested in a worker, signed detached', async ({
    page,
    portal,
  }) => {
    const ecert = await getEcert(page, portal.origin)
    await openDesk(page, portal.origin)
    await watchStalls(page)
    await page.locator('#large').click()
    await expect(dialog(page).locator('form[data-step=review]')).toBeVisible({ timeout: 90_000 })
    const stalls = await page.evaluate(() => (window as unknown as { stalls: number[] }).stalls)
    console.log(
      `100 MB: longest task of the page from the click ${Math.max(0, ...stalls).toFixed(0)} ms`,
    )
    // 50 ms on a quiet machine, which this one need not be; digested in the page it would be more than a second.
    expect(stalls.filter((ms) => ms > 500)).toEqual([])
    await expect(dialog(page)).toContainText('plans.bin')
    await signOnScreen(page, ecert)
    await expect(dialog(page).locator('[data-outcome=accepted]')).toBeVisible({ timeout: 60_000 })
    await mainButton(page).click()
    await expect(page.locator('#desk-result li')).toHaveText(['CHAN TAI MAN: TOTAL-PASSED'])
  })

  test('a file of the person is not uploaded, and refused when it changes before it is signed', async ({
    page,
    portal,
  }) => {
    const ecert = await getEcert(page, portal.origin)
    const folder = mkdtempSync(join(tmpdir(), 'chopmark-large-'))
    const file = join(folder, 'scan.bin')
    writeFileSync(file, Buffer.alloc(40 * mebibyte, 5))
    await openDesk(page, portal.origin)
    let uploaded = 0
    page.on('request', (request) => (uploaded += request.postDataBuffer()?.length ?? 0))
    await page.locator('#file').setInputFiles(file)
    await page.locator('#sign-file').click()
    await expect(dialog(page).locator('form[data-step=review]')).toBeVisible({ timeout: 60_000 })
    await signOnScreen(page, ecert)
    await expect(dialog(page).locator('[data-outcome=accepted]')).toBeVisible({ timeout: 60_000 })
    await mainButton(page).click()
    await expect(page.locator('#desk-result li')).toHaveText(['CHAN TAI MAN: TOTAL-PASSED'])
    expect(uploaded).toBeLessThan(mebibyte)

    await page.locator('#sign-file').click()
    await expect(dialog(page).locator('form[data-step=review]')).toBeVisible({ timeout: 60_000 })
    await openEcert(page, ecert)
    await certificates(page)
    appendFileSync(file, 'one more line')
    await mainButton(page).click()
    await expect(dialog(page).locator('[data-code]')).toBeVisible({ timeout: 60_000 })
    await expect(dialog(page).locator('[data-code]')).toHaveAttribute(
      'data-code',
      /^(?:FILE_UNREADABLE|DOCUMENT_CHANGED)$/,
    )
    rmSync(folder, { recursive: true, force: true })
  })

  test('loading can be stopped', async ({ page, portal }) => {
    await openDesk(page, portal.origin)
    await page.route('**/content', () => undefined) // never answered
    await page.locator('#large').click()
    await expect(dialog(page).locator('form[data-step=loading] progress')).toBeVisible()
    await closeDialog(page)
    await expect(page.locator('#desk-result [data-outcome=cancelled]')).toBeVisible()
  })

  test('another document than the request names is not shown', async ({ page, portal }) => {
    await openDesk(page, portal.origin)
    await page.route('**/content', (route) =>
      route.fulfill({ contentType: 'application/octet-stream', body: Buffer.alloc(mebibyte) }),
    )
    await page.locator('#large').click()
    await expectFailure(page, 'DOCUMENT_CHANGED')
  })

  test('the worker digests 100 MB as subtle.digest does, and prints how long both take', async ({
    page,
    portal,
  }) => {
    await openDesk(page, portal.origin)
    const measured = await page.evaluate<DigestTimes>(`(async () => {
      ${digestHelpers}
      return times(new Blob([new Uint8Array(100 * 1024 * 1024).fill(3)]))
    })()`)
    console.log(saidOf('Chromium', measured))
    const expected = createHash('sha256').update(Buffer.alloc(100 * mebibyte, 3))
    expect(measured.digest).toBe(expected.digest('hex'))
  })

  test('ten times the file takes no more memory', async ({ page, portal, browser }) => {
    const folder = mkdtempSync(join(tmpdir(), 'chopmark-large-'))
    try {
      await openDesk(page, portal.origin)
      const growthFor = async (mebibytes: number): Promise<number> => {
        const file = join(folder, `${mebibytes}.bin`)
        // A file with nothing in it but its length: the disk gives noughts.
        writeFileSync(file, '')
        truncateSync(file, mebibytes * mebibyte)
        await page.locator('#file').setInputFiles(file)
        let digest = ''
        const growth = await growthWhile(browser, async () => {
          digest = await page.evaluate<string>(`(async () => {
            ${digestHelpers}
            return inWorker(document.querySelector('#file').files[0])
          })()`)
        })
        const expected = createHash('sha256')
        for (let i = 0; i < mebibytes; i++) expected.update(Buffer.alloc(mebibyte))
        expect(digest).toBe(expected.digest('hex'))
        return growth
      }
      const small = await growthFor(100)
      const large = await growthFor(1000)
      const said = [small, large].map((octets) => `${(octets / mebibyte).toFixed(0)} MiB`)
      console.log(`memory: 100 MB takes ${said[0]}, 1 GB takes ${said[1]}`)
      expect(large).toBeLessThan(small + 64 * mebibyte)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
