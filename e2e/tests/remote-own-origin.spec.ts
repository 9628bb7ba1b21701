import type { BrowserContext, Page } from '@playwright/test'
import { expect } from '../src/fixtures.js'
import { armedAfterMs, inFrame, inPopUp, leave } from '../src/own-origin-flow.js'
import { approveInApp, authorise, openService, test } from '../src/remote-flow.js'
import type { RemotePortal } from '../src/remote-portal.js'
import { dialog, expectFailure, mainButton, type Place } from '../src/sign-flow.js'

type Kind = 'popup' | 'frame'
const kinds = ['popup', 'frame'] as const
const label = { csc: '遙距簽署服務', 'iam-smart': '智方便數碼簽署' } as const

/** From the portal's page to the dialog's screen that waits for the service, at the dialog's own origin. */
async function start(
  page: Page,
  context: BrowserContext,
  remote: RemotePortal,
  {
    kind = 'popup',
    way = 'csc',
    count = 1,
  }: { readonly kind?: Kind; readonly way?: keyof typeof label; readonly count?: number } = {},
): Promise<Place> {
  const documents = Array.from({ length: count }, (_, n) => ({
    ...{ name: `form-${n}.txt`, mediaType: 'text/plain' },
    content: new TextEncoder().encode(`我的新地址。${n}`),
  }))
  const signer = { subject: { '2.5.4.3': 'CHAN TAI MAN' } }
  const url = await remote.ask(documents, { signer, dialog: 'own-origin' })
  await page.goto(`${url}?lang=zh-Hant-HK&dialog=${kind}`)
  const first = count === 1 ? 'review' : 'batch-review'
  const place =
    kind === 'popup'
      ? await inPopUp(page, context, '#sign', first)
      : await inFrame(page, '#sign', first)
  await page.waitForTimeout(armedAfterMs)
  await mainButton(place).click()
  await dialog(place).locator('button.choice', { hasText: label[way] }).click()
  await expect(dialog(place).locator('[data-form=remote]')).toBeVisible()
  return place
}

for (const kind of kinds) {
  test.describe(`@isolation @remote services that bring the person back (${kind})`, () => {
    test('@csc in a window of its own, while the dialog stays where it is', async ({
      page,
      context,
      remote,
    }) => {
      const place = await start(page, context, remote, { kind })
      const address = page.url()
      // The button stays for as long as it is of use.
      await page.waitForTimeout(5000)
      const service = await openService(place, context)
      await authorise(service, 'sign 1 document')
      await expect(dialog(place).locator('[data-outcome=accepted]')).toBeVisible()
      expect(page.url()).toBe(address)
      // Its window lay over the dialog.
      await page.waitForTimeout(armedAfterMs)
      leave(place)
      await expect(page.locator('#result')).toContainText('"outcome":"accepted"')
    })

    test('@csc @batch for several documents with one consent', async ({
      page,
      context,
      remote,
    }) => {
      const place = await start(page, context, remote, { kind, count: 3 })
      await authorise(await openService(place, context), 'sign 3 document')
      await expect(dialog(place).locator('li[data-result=signed]')).toHaveCount(3)
      await page.waitForTimeout(armedAfterMs)
      leave(place)
      await expect(page.locator('#result')).toContainText('{"outcome":"signed"')
    })

    test('@iam-smart with the code that the app shows', async ({ page, context, remote }) => {
      const place = await start(page, context, remote, { kind, way: 'iam-smart' })
      await approveInApp(place, remote)
      await expect(dialog(place).locator('[data-outcome=accepted]')).toBeVisible()
      leave(place)
      await expect(page.locator('#result')).toContainText('"outcome":"accepted"')
    })
  })
}

test.describe('@isolation @remote @csc a person who turns back', () => {
  test('is told, and may close the dialog', async ({ page, context, remote }) => {
    const place = await start(page, context, remote)
    const service = await openService(place, context)
    await service.getByRole('link', { name: 'Reject' }).click()
    await expectFailure(place, 'REMOTE_CANCELLED')
    if ('close' in place) await place.close()
    await expect(page.locator('#result')).toHaveText('{"outcome":"cancelled"}')
  })
})

test.describe('@isolation @remote @csc an attacker', () => {
  test('cannot bring a redirect in another session, nor one with another state', async ({
    page,
    context,
    remote,
    browser,
  }) => {
    const place = await start(page, context, remote)
    const service = await openService(place, context)
    // The service answers, and the redirect is read on its way.
    const answering = /\/oauth2\/authorize\?.*sandbox_decision=approve/
    const callbacks: string[] = []
    await context.route(answering, async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 })
      callbacks.push(answer.headers()['location'] ?? '')
      await route.abort()
    })
    await service.getByRole('link', { name: 'Approve' }).click()
    await expect.poll(() => callbacks.length).toBe(1)
    await context.unroute(answering)
    const [callback = ''] = callbacks
    const other = await browser.newContext()
    const thief = await other.newPage()
    await thief.goto(callback)
    await expect(thief.locator('body')).toContainText('SESSION_REQUIRED')
    // In the person's own browser, with a state of the attacker's making.
    const forged = new URL(callback)
    forged.searchParams.set('state', 'A'.repeat(43))
    const trap = await context.newPage()
    await trap.goto(forged.href)
    await expect(trap.locator('body')).toContainText('REMOTE_STATE_UNKNOWN')
    await trap.close()
    await expect(dialog(place).locator('[data-form=remote]')).toBeVisible()
    // None of it was in the way of the person's own.
    const back = await context.newPage()
    await back.goto(callback)
    await back.getByRole('link', { name: 'Approve' }).click()
    await expect(back).toHaveTitle('簽署 Signing')
    await expect(dialog(place).locator('[data-outcome=accepted]')).toBeVisible()
    // And it is good once.
    await back.goto(callback)
    await expect(back.locator('body')).toContainText('REMOTE_STATE_UNKNOWN')
    await other.close()
  })

  test('cannot have another person authorise a run of its own', async ({
    page,
    context,
    remote,
    browser,
  }) => {
    const place = await start(page, context, remote)
    const leaving = context.waitForEvent('request', (one) => one.url().endsWith('/service'))
    const service = await openService(place, context)
    const address = (await leaving).url()
    const victims = await browser.newContext()
    const victim = await victims.newPage()
    await victim.goto(service.url().replace(/\/oauth2.*/, '/'))
    const opening = victims.waitForEvent('page')
    await victim.evaluate((url) => void window.open(url), address)
    await expect((await opening).locator('body')).toContainText('CROSS_SITE')
    const typed = await victims.newPage()
    await typed.goto(address)
    await expect(typed.locator('body')).toContainText('CROSS_SITE')
    expect(await victims.cookies()).toEqual([])
    await victims.close()
  })
})
