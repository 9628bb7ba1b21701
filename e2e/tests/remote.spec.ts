import type { Page } from '@playwright/test'
import { expect } from '../src/fixtures.js'
import { approveInApp, authorise, openService, test } from '../src/remote-flow.js'
import type { RemotePortal } from '../src/remote-portal.js'
import { dialog, expectFailure, mainButton } from '../src/sign-flow.js'

/** From the portal's page to the dialog's screen that waits for the service. */
async function start(
  page: Page,
  remote: RemotePortal,
  ways: string,
  names: readonly string[] = ['form.txt'],
): Promise<void> {
  const documents = names.map((name) => ({
    name,
    mediaType: 'text/plain',
    content: new TextEncoder().encode(`我的新地址。${name}`),
  }))
  const url = await remote.ask(documents, { signer: { subject: { '2.5.4.3': 'CHAN TAI MAN' } } })
  await page.goto(`${url}?lang=zh-Hant-HK&ways=${ways}`)
  await page.locator('#sign').click()
  await mainButton(page).click()
  await expect(dialog(page).locator('[data-form=remote]')).toBeVisible()
}

test.describe('@remote @iam-smart signing with iAM Smart', () => {
  test('shows the identification code that the app shows, and ends signed', async ({
    page,
    remote,
  }) => {
    await start(page, remote, 'iam-smart')
    await expect(dialog(page)).toContainText('智方便數碼簽署')
    await expect(dialog(page)).toContainText('識別碼')
    await approveInApp(page, remote)
    await expect(dialog(page).locator('[data-outcome=accepted]')).toBeVisible()
    await mainButton(page).click()
    await expect(page.locator('#result')).toContainText('"outcome":"accepted"')
  })

  test('says what happened when the person refuses, and begins again', async ({ page, remote }) => {
    await start(page, remote, 'iam-smart')
    await remote.iamSmart.reject()
    await expectFailure(page, 'REMOTE_REJECTED')
    await mainButton(page).click()
    await expect(dialog(page).locator('[data-form=remote]')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.locator('#result')).toHaveText('{"outcome":"cancelled"}')
  })
})

test.describe('@remote @csc signing at a service', () => {
  test('opens its page, where the person logs in and authorises', async ({
    page,
    context,
    remote,
  }) => {
    await start(page, remote, 'csc')
    await authorise(await openService(page, context), 'sign 1 document')
    await expect(dialog(page).locator('[data-outcome=accepted]')).toBeVisible()
  })

  test('comes back when the person says no there', async ({ page, context, remote }) => {
    await start(page, remote, 'csc')
    const service = await openService(page, context)
    await service.getByRole('link', { name: 'Reject' }).click()
    await expectFailure(page, 'REMOTE_CANCELLED')
  })
})

test.describe('@remote @csc @batch several documents at a service', () => {
  const names = ['form-1.txt', 'form-2.txt', 'form-3.txt']

  test('are authorised once, and each has a signature of its own', async ({
    page,
    context,
    remote,
  }) => {
    const before = remote.csc.requests.length
    // iAM Smart signs one hash under one code: it is no way for a batch, and the other is not asked about.
    await start(page, remote, 'iam-smart,csc', names)
    await authorise(await openService(page, context), 'sign 3 document')
    await expect(dialog(page).locator('li[data-result=signed]')).toHaveCount(3)
    const paths = remote.csc.requests.slice(before)
    expect(paths.filter((path) => path.endsWith('/signatures/signHash'))).toHaveLength(1)
    await mainButton(page).click()
    await expect(page.locator('#result')).toContainText('{"outcome":"signed"')
    const { results } = JSON.parse(await page.locator('#result').innerText()) as {
      results: { answer: { outcome: string; signatureId: string } }[]
    }
    expect(results.map(({ answer }) => answer.outcome)).toEqual(names.map(() => 'accepted'))
    expect(new Set(results.map(({ answer }) => answer.signatureId)).size).toBe(3)
  })

  test('a person who says no there has signed none, and may begin again', async ({
    page,
    context,
    remote,
  }) => {
    await start(page, remote, 'csc', names)
    const service = await openService(page, context)
    await service.getByRole('link', { name: 'Approve' }).click()
    await service.getByRole('link', { name: 'Reject' }).click()
    await service.close()
    await expectFailure(page, 'REMOTE_CANCELLED')
    await mainButton(page).click()
    await authorise(await openService(page, context), 'sign 3 document')
    await expect(dialog(page).locator('li[data-result=signed]')).toHaveCount(3)
  })

  test('iAM Smart alone takes no batch, and the page is told', async ({ page, remote }) => {
    const document = { name: 'a.txt', mediaType: 'text/plain', content: new Uint8Array([97]) }
    const url = await remote.ask([document, { ...document, name: 'b.txt' }])
    await page.goto(`${url}?ways=iam-smart`)
    await page.locator('#sign').click()
    await expect(page.locator('#result')).toContainText('None of the key sources can sign several')
  })
})
