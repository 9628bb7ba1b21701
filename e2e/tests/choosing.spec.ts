import { expect, test } from '../src/fixtures.js'
import {
  closeDialog,
  dialog,
  expectPassed,
  fillForm,
  finish,
  getEcert,
  giveEcert,
  mainButton,
  openEcert,
  signWith,
  startSigning,
} from '../src/sign-flow.js'

const step = (name: string): string => `form[data-step=${name}]`

test.describe('@file @choosing choosing a certificate', () => {
  for (const [kind, misfit, message] of [
    ['encipherment', 'PROFILE', '此文件須以測試用電子證書(個人)簽署'],
    ['bank', 'PROFILE', '此文件須以測試用電子證書(個人)簽署'],
    ['expired', 'EXPIRED', '過期'],
  ] as const) {
    test(`${kind}: the reason stands beside it, and it is not offered`, async ({
      page,
      portal,
    }) => {
      const ecert = await getEcert(page, portal.origin, { kind })
      await fillForm(page, portal.origin)
      await startSigning(page)
      await openEcert(page, ecert)
      const card = dialog(page).locator(`[data-misfit=${misfit}]`)
      await expect(card).toContainText(message)
      await expect(mainButton(page)).toHaveText('選擇另一張電子證書')
      await closeDialog(page)
    })
  }

  test('a Bank-Cert shows its bank, by name in three languages and by logo', async ({
    page,
    portal,
  }) => {
    const ecert = await getEcert(page, portal.origin, { kind: 'bank' })
    await fillForm(page, portal.origin)
    await startSigning(page)
    await openEcert(page, ecert)
    const brand = dialog(page).locator('.brand')
    await expect(brand).toHaveText('示範銀行有限公司')
    const shown = await brand
      .locator('img')
      .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))
    expect(shown).toBeGreaterThan(0)
    await dialog(page).getByRole('button', { name: 'English' }).click()
    await expect(brand).toHaveText('Demonstration Bank Limited')
    await dialog(page).getByRole('button', { name: '简体' }).click()
    await expect(brand).toHaveText('示范银行有限公司')
  })

  test('a logo that does not come leaves the name', async ({ page, portal }) => {
    const ecert = await getEcert(page, portal.origin, { kind: 'bank' })
    await fillForm(page, portal.origin)
    await page.route('**/bank.svg', (route) => route.fulfill({ status: 404 }))
    await startSigning(page)
    await openEcert(page, ecert)
    await expect(dialog(page).locator('.brand')).toHaveText('示範銀行有限公司')
    await expect(dialog(page).locator('.brand img')).toHaveCount(0)
  })

  test('twenty days before its end a certificate says so, with the way to renew it', async ({
    page,
    portal,
  }) => {
    const ecert = await getEcert(page, portal.origin, { kind: 'ending' })
    await fillForm(page, portal.origin)
    await startSigning(page)
    await openEcert(page, ecert)
    const reminder = dialog(page).locator('[data-ending]')
    await expect(reminder).toContainText('尚餘 20 天')
    const opening = page.context().waitForEvent('page')
    await reminder.getByRole('link').click()
    const renewal = await opening
    await expect(renewal).toHaveURL(`${portal.origin}/sandbox`)
    expect(await renewal.evaluate(() => window.opener === null)).toBe(true)
    await renewal.close()
    await mainButton(page).click()
    await expectPassed(page)
  })

  test('the way used last is taken at once, and Back leads to the others', async ({
    page,
    portal,
  }) => {
    const ecert = await getEcert(page, portal.origin)
    const path = '/?ways=device,file'
    await fillForm(page, portal.origin, path)
    await startSigning(page)
    await mainButton(page).click()
    await dialog(page).getByRole('button', { name: '電子證書檔案' }).click()
    await giveEcert(page, ecert)
    await expect(dialog(page).locator(step('certificates'))).toBeVisible()
    await mainButton(page).click()
    await finish(page)

    await fillForm(page, portal.origin, path)
    await startSigning(page)
    await mainButton(page).click()
    await expect(dialog(page).locator(step('file'))).toBeVisible()
    await dialog(page).getByRole('button', { name: '返回' }).click()
    await expect(dialog(page).locator(step('source'))).toContainText('電子證書檔案（上次使用）')
    const kept = await page.evaluate(() => localStorage.getItem('chopmark-last-choice'))
    expect(Object.keys(JSON.parse(kept ?? '{}') as object)).toEqual(['source', 'certificate'])
    await closeDialog(page)
  })

  test('@device a key of this device near its end is renewed from where it is shown', async ({
    page,
    portal,
  }) => {
    await page.goto(`${portal.origin}/sandbox`)
    await page.locator('#holder').fill('CHAN TAI MAN')
    await page.locator('input[name=kind][value=ending]').check()
    await page.locator('#issue').click()
    await expect(page.locator('#reference-number')).toHaveText(/^\d{10}$/)
    const referenceNumber = await page.locator('#reference-number').innerText()
    const pin = await page.locator('#enrolment-pin').innerText()
    await fillForm(page, portal.origin, '/?ways=device')
    await startSigning(page)
    await mainButton(page).click()
    await dialog(page).locator('#referenceNumber').fill(referenceNumber)
    await dialog(page).locator('#enrolmentPin').fill(pin)
    await mainButton(page).click()
    await mainButton(page).click()
    const reminder = dialog(page).locator('[data-ending]')
    await expect(reminder).toContainText('尚餘')
    await reminder.getByRole('button', { name: '即時續期' }).click()
    await dialog(page).getByRole('button', { name: '續期', exact: true }).click()
    await expect(dialog(page).getByRole('button', { name: '續期' })).toHaveCount(0)
    await mainButton(page).click()
    await expect(dialog(page).locator(step('certificates'))).toBeVisible()
    await expect(reminder).toHaveCount(0)
    await mainButton(page).click()
    await finish(page)
  })

  test('a browser that forbids storage asks each time', async ({ page, portal }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Storage.prototype, 'setItem', {
        value(this: Storage, name: string, value: string) {
          if (name.startsWith('chopmark-')) throw new DOMException('', 'QuotaExceededError')
          this[name] = value
        },
      })
    })
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    await signWith(page, ecert)
    await expectPassed(page)
  })
})
