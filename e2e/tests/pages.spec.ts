import type { Page } from '@playwright/test'
import { expect, test } from '../src/fixtures.js'
import {
  closeDialog,
  dialog,
  expectFailure,
  getEcert,
  mainButton,
  signOnScreen,
} from '../src/sign-flow.js'

async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('#name').fill('Chan Tai Man')
}

async function press(page: Page): Promise<void> {
  await page.getByRole('button', { name: '簽署' }).first().click()
}

test.describe('@pages @file signing in an example page', () => {
  for (const name of ['react', 'vue', 'html']) {
    test(`of ${name}`, async ({ page, portal }) => {
      const ecert = await getEcert(page, portal.origin)
      await openPage(page, `${portal.origin}/pages/${name}`)
      await press(page)
      await expect(dialog(page).locator('form[data-step=review]')).toBeVisible()
      await closeDialog(page)
      await expect(page.locator('output')).toHaveText('cancelled')

      await press(page)
      await expect(dialog(page).locator('form[data-step=review]')).toBeVisible()
      await signOnScreen(page, ecert)
      await expect(dialog(page).locator('[data-outcome]')).toBeVisible()
      await mainButton(page).click()
      await expect(page.locator('output')).toHaveText('passed')
    })
  }
})

test.describe('@pages the import map', () => {
  /** One more line in one of the client's files, as an attacker on its way would add it. */
  const change = async (page: Page, file: string): Promise<void> => {
    await page.route(file, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: `${await response.text()}\nglobalThis.stolen = 1` })
    })
  }

  test('refuses a changed entry: the page does not start', async ({ page, portal, complaints }) => {
    await change(page, '**/assets/chopmark/index.js')
    await openPage(page, `${portal.origin}/pages/html`)
    await expect.poll(() => complaints.join()).toContain('integrity')
    complaints.length = 0
    await press(page)
    await expect(dialog(page)).toHaveCount(0)
    expect(await page.evaluate(() => 'stolen' in globalThis)).toBe(false)
  })

  test('refuses a changed lazy part: the person is told', async ({ page, portal, complaints }) => {
    await change(page, '**/assets/chopmark/list-ecert-keys-*.js')
    await openPage(page, `${portal.origin}/pages/html`)
    await press(page)
    await mainButton(page).click()
    await expectFailure(page, 'PORTAL_UNREACHABLE')
    expect(complaints.join()).toContain('integrity')
    complaints.length = 0
    expect(await page.evaluate(() => 'stolen' in globalThis)).toBe(false)
  })
})
