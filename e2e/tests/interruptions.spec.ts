import { expect, test } from '../src/fixtures.js'
import {
  certificates,
  closeLosingNothing,
  dialog,
  expectFailure,
  expectTyped,
  fillForm,
  finish,
  getEcert,
  mainButton,
  openEcert,
  startSigning,
} from '../src/sign-flow.js'

const minuteMs = 60_000

test.describe('@file @egov what comes between', () => {
  test('a minute without a network loses nothing, and nothing is entered twice', async ({
    page,
    context,
    portal,
  }) => {
    test.setTimeout(4 * minuteMs)
    const file = await getEcert(page, portal.origin, { encryption: 'modern' })
    await fillForm(page, portal.origin)
    await startSigning(page)
    await openEcert(page, file)
    await certificates(page)
    await context.setOffline(true)
    await mainButton(page).click()
    await expectFailure(page, 'NETWORK_GONE')
    await page.waitForTimeout(minuteMs)
    await mainButton(page).click()
    await expectFailure(page, 'NETWORK_GONE')
    await context.setOffline(false)
    await mainButton(page).click()
    await finish(page)
  })

  test('one request in two tabs is signed once, and the other tab is told', async ({
    page,
    context,
    portal,
  }) => {
    const file = await getEcert(page, portal.origin, { encryption: 'modern' })
    await fillForm(page, portal.origin)
    const asking = page.waitForResponse('**/api/address-forms')
    await startSigning(page)
    const body = await (await asking).text()
    const second = await context.newPage()
    await second.route('**/api/address-forms', (route) =>
      route.fulfill({ contentType: 'application/json', body }),
    )
    await fillForm(second, portal.origin)
    await startSigning(second)
    await openEcert(page, file)
    await openEcert(second, file)
    await mainButton(page).click()
    await finish(page)
    await mainButton(second).click()
    await expectFailure(second, 'REQUEST_ALREADY_USED')
    await closeLosingNothing(second)
    await second.goto(portal.origin)
    await expect(second.locator('#earlier-list li')).toHaveCount(1)
  })

  test('the back button in the middle keeps what was typed, and signing begins anew', async ({
    page,
    portal,
  }) => {
    const file = await getEcert(page, portal.origin, { encryption: 'modern' })
    await fillForm(page, portal.origin)
    await startSigning(page)
    await openEcert(page, file)
    await certificates(page)
    await page.goBack()
    await expect(page.locator('#issue')).toBeVisible()
    await page.goForward()
    await expectTyped(page)
    await expect(dialog(page)).toHaveCount(0)
    await startSigning(page)
    await openEcert(page, file)
    await mainButton(page).click()
    await finish(page)
  })
})
