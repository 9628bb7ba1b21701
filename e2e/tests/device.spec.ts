import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from '../src/accessible.js'
import { enterCode, form, getCode, phone, startOnDevice, useAndSign } from '../src/device-flow.js'
import { expect, test } from '../src/fixtures.js'
import {
  closeDialog,
  closeLosingNothing,
  dialog,
  expectFailure,
  fillForm,
  mainButton,
  startSigning,
} from '../src/sign-flow.js'

test.use(phone)

const button = (page: Page, name: string): Locator =>
  dialog(page).getByRole('button', { name, exact: true })

/** What the page itself can find out about the keys it keeps. */
async function keysOf(page: Page): Promise<readonly { extractable: boolean; exported: string }[]> {
  return page.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('chopmark-device')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(new Error('no database'))
    })
    if (!opened.objectStoreNames.contains('keys')) return []
    const records = await new Promise<{ privateKey: CryptoKey }[]>((resolve) => {
      const request = opened.transaction('keys').objectStore('keys').getAll()
      request.onsuccess = () => resolve(request.result as { privateKey: CryptoKey }[])
    })
    opened.close()
    const tries = records.flatMap(({ privateKey }) =>
      (['pkcs8', 'jwk'] as const).map(async (format) => ({
        extractable: privateKey.extractable,
        exported: await crypto.subtle.exportKey(format, privateKey).then(
          () => 'exported',
          (error: unknown) => (error as Error).name,
        ),
      })),
    )
    return Promise.all(tries)
  })
}

test.describe('@device @egov signing with a key on this device', () => {
  test('enrol, sign, and sign again after a reload', async ({ page, portal }) => {
    const code = await getCode(page, portal.origin)
    await startOnDevice(page, portal.origin)
    await enterCode(page, code)
    await useAndSign(page)
    await expect(page.locator('#result')).toContainText('測試用電子證書(個人)')

    const refused = { extractable: false, exported: 'InvalidAccessError' }
    expect(await keysOf(page)).toEqual([refused, refused])

    await page.reload()
    await startOnDevice(page, portal.origin)
    await useAndSign(page)
    expect(await keysOf(page)).toHaveLength(2)
  })

  test('fits the phone: nothing scrolls sideways, every button takes a finger', async ({
    page,
    portal,
  }) => {
    const code = await getCode(page, portal.origin)
    await startOnDevice(page, portal.origin)
    const fits = async (): Promise<void> => {
      const wide = await dialog(page)
        .locator('.body')
        .evaluate((body) => body.scrollWidth - body.clientWidth)
      expect(wide).toBe(0)
      for (const one of await dialog(page).locator('footer button').all()) {
        expect((await one.boundingBox())?.height).toBeGreaterThanOrEqual(44)
      }
      await expectAccessible(page)
    }
    await expect(form(page, 'device-enrol')).toBeVisible()
    await expect(dialog(page).locator('#referenceNumber')).toHaveAttribute('inputmode', 'numeric')
    await expect(dialog(page).locator('#enrolmentPin')).toHaveAttribute('type', 'password')
    await fits()
    await enterCode(page, code)
    await expect(form(page, 'device-use')).toBeVisible()
    await fits()
    // What is typed outlasts a change of language.
    await button(page, '加入另一張').tap()
    await dialog(page).locator('#referenceNumber').fill('123')
    await dialog(page).getByRole('button', { name: 'EN English' }).tap()
    await expect(form(page, 'device-enrol')).toContainText('made in this browser')
    await expect(dialog(page).locator('#referenceNumber')).toHaveValue('123')
    await button(page, 'Cancel').tap()
    await expect(form(page, 'device-use')).toBeVisible()
    await closeLosingNothing(page)
  })

  test('a wrong code asks again and keeps the number; a used one is told', async ({
    page,
    portal,
  }) => {
    const { referenceNumber, pin } = await getCode(page, portal.origin)
    await startOnDevice(page, portal.origin)
    await expect(form(page, 'device-enrol')).toBeVisible()
    await mainButton(page).tap()
    await expect(dialog(page)).toContainText('請先填寫此欄')
    await enterCode(page, { referenceNumber, pin: pin === '11111111' ? '22222222' : '11111111' })
    await expectFailureBox(page, 'ENROLMENT_CODE_WRONG')
    await expect(dialog(page)).toContainText('尚餘次數：4')
    await expect(dialog(page).locator('#referenceNumber')).toHaveValue(referenceNumber)
    await expect(dialog(page).locator('#enrolmentPin')).toBeFocused()
    await expect(dialog(page).locator('#enrolmentPin')).toHaveValue('')
    await dialog(page).locator('#enrolmentPin').fill(pin)
    await mainButton(page).tap()
    await expect(form(page, 'device-use')).toBeVisible()
    await button(page, '加入另一張').tap()
    await enterCode(page, { referenceNumber, pin })
    await expectFailureBox(page, 'ENROLMENT_CODE_USED')
    await closeLosingNothing(page)
  })

  test('removal: asked once more, then the key is gone', async ({ page, portal }) => {
    const code = await getCode(page, portal.origin)
    await startOnDevice(page, portal.origin)
    await enterCode(page, code)
    await expect(form(page, 'device-use')).toBeVisible()
    await button(page, '移除').tap()
    await expect(form(page, 'device-remove')).toContainText('不能復原')
    await mainButton(page).tap() // keep it
    await expect(form(page, 'device-use')).toBeVisible()
    await button(page, '移除').tap()
    await expect(form(page, 'device-remove')).toBeVisible()
    await button(page, '移除').tap()
    await expect(form(page, 'device-enrol')).toBeVisible()
    await expect(dialog(page).locator('[data-code]')).toHaveCount(0)
    expect(await keysOf(page)).toEqual([])
    await closeLosingNothing(page)
  })

  test('a storage that was cleared is told, and enrolment offered', async ({ page, portal }) => {
    const code = await getCode(page, portal.origin)
    await startOnDevice(page, portal.origin)
    await enterCode(page, code)
    await expect(form(page, 'device-use')).toBeVisible()
    await closeDialog(page)
    await page.evaluate(
      async () =>
        new Promise((resolve) => {
          indexedDB.deleteDatabase('chopmark-device').onsuccess = resolve
        }),
    )
    await startOnDevice(page, portal.origin)
    await expectFailureBox(page, 'DEVICE_STORAGE_CLEARED')
    await closeDialog(page)
  })

  test('a browser that stores nothing is told before the code is used', async ({
    page,
    portal,
  }) => {
    const code = await getCode(page, portal.origin)
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('private window', 'SecurityError')
      }
    })
    await startOnDevice(page, portal.origin)
    await expectFailure(page, 'DEVICE_STORAGE_REFUSED')
    await closeLosingNothing(page)
    expect(code.pin).toHaveLength(8)
  })

  test('an expired certificate is renewed, with a new key, and signs', async ({ page, portal }) => {
    const code = await getCode(page, portal.origin, 'expired')
    await startOnDevice(page, portal.origin)
    await enterCode(page, code)
    await expectFailureBox(page, 'DEVICE_CERTIFICATE_EXPIRED')
    await expect(mainButton(page)).toHaveText('續期')
    await mainButton(page).tap()
    await expect(mainButton(page)).toHaveText('今次使用')
    await useAndSign(page)
    expect(await keysOf(page)).toHaveLength(2)
  })

  test('the authority out of reach costs no code, and an answer lost is got again', async ({
    page,
    portal,
  }) => {
    const code = await getCode(page, portal.origin)
    await startOnDevice(page, portal.origin)
    let lost = 0
    await page.route('**/enrolment/certificates', async (route) => {
      lost += 1
      if (lost > 1) return route.continue()
      await route.fetch()
      return route.abort('internetdisconnected')
    })
    await enterCode(page, code)
    await expectFailureBox(page, 'CA_UNREACHABLE')
    await enterCode(page, code)
    await useAndSign(page)
  })

  test('beside the file: the chooser names both', async ({ page, portal }) => {
    const code = await getCode(page, portal.origin)
    await fillForm(page, portal.origin, '/?ways=file,device')
    await startSigning(page)
    await mainButton(page).tap()
    await expect(dialog(page).locator('.choice')).toHaveText([
      '電子證書檔案',
      '這部裝置（流動電子證書）',
    ])
    await dialog(page).locator('.choice').nth(1).tap()
    await enterCode(page, code)
    await useAndSign(page)
  })
})

/** The question is asked again, with the reason and the next step above it. */
async function expectFailureBox(page: Page, code: string): Promise<void> {
  const box = dialog(page).locator('.alert', { has: page.locator(`[data-code=${code}]`) })
  await expect(box).toBeVisible()
  await expect(box.locator('p').nth(1)).not.toBeEmpty()
}
