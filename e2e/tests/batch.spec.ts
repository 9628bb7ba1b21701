import { expectAccessible } from '../src/accessible.js'
import { expect, test } from '../src/fixtures.js'
import { finishReports, openDesk, startReports } from '../src/desk-flow.js'
import {
  certificates,
  dialog,
  expectFailure,
  getEcert,
  mainButton,
  openEcert,
  signOnScreen,
} from '../src/sign-flow.js'

test.describe('@batch several documents with one consent', () => {
  test('each is listed and can be opened, each has its own signature, the PIN is given once', async ({
    page,
    portal,
  }) => {
    const ecert = await getEcert(page, portal.origin)
    await openDesk(page, portal.origin)
    await startReports(page)
    await expect(dialog(page)).toContainText('已核實')
    const items = dialog(page).locator('li[data-request]')
    await expect(items).toHaveCount(3)
    await expect(items.nth(1)).toContainText('report-2026-09.txt')
    await items.nth(1).locator('summary').click()
    await expect(items.nth(1).locator('[part=paper]')).toContainText('Monthly report 2026-09')
    await expectAccessible(page, 'batch-review')
    await openEcert(page, ecert)
    await certificates(page)
    await expect(dialog(page)).toContainText('report-2026-08.txt, report-2026-09.txt')
    await mainButton(page).click()
    await expect(dialog(page).locator('li[data-result=signed]')).toHaveCount(3)
    await expectAccessible(page, 'batch-done')
    await finishReports(page)
  })

  test('one request that is refused stops no other, and is told', async ({ page, portal }) => {
    const ecert = await getEcert(page, portal.origin)
    await openDesk(page, portal.origin)
    let sent = 0
    await page.route('**/signature', async (route) => {
      sent += 1
      if (sent !== 2) return route.continue()
      return route.fulfill({ status: 410, json: { code: 'REQUEST_EXPIRED' } })
    })
    await page.locator('#batch').click()
    await signOnScreen(page, ecert)
    await expect(dialog(page).locator('li[data-result=signed]')).toHaveCount(2)
    await expect(dialog(page).locator('li[data-result=refused] [data-code]')).toContainText(
      '簽署時限已過',
    )
    await expectAccessible(page, 'batch-done with a refusal')
    await mainButton(page).click()
    await expect(page.locator('#desk-result [data-outcome=partly-signed]')).toBeVisible()
  })

  test('the network gone in the middle loses nothing', async ({ page, portal, context }) => {
    const ecert = await getEcert(page, portal.origin)
    await openDesk(page, portal.origin)
    await page.locator('#batch').click()
    await openEcert(page, ecert)
    await certificates(page)
    await context.setOffline(true)
    await mainButton(page).click()
    await expectFailure(page, 'NETWORK_GONE')
    await context.setOffline(false)
    await mainButton(page).click()
    await expect(dialog(page).locator('li[data-result=signed]')).toHaveCount(3)
  })

  test('a revoked certificate is refused once, and another one signs all', async ({
    page,
    portal,
  }) => {
    const revoked = await getEcert(page, portal.origin, { kind: 'revoked' })
    const good = await getEcert(page, portal.origin)
    await openDesk(page, portal.origin)
    const posted: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/signature')) posted.push(request.url())
    })
    await page.locator('#batch').click()
    await signOnScreen(page, revoked)
    await expectFailure(page, 'SIGNER_REVOKED')
    expect(posted).toHaveLength(1)
    await signOnScreen(page, good)
    await expect(dialog(page).locator('li[data-result=signed]')).toHaveCount(3)
  })
})
