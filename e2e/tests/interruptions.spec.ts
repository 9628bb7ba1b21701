import type { BrowserContext, Locator, Page } from '@playwright/test'
import { expectAccessible } from '../src/accessible.js'
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
/** At its own origin a press counts half a second after the dialog came up. */
const armedAfterMs = 700

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

  test('one request in two windows: the person chooses one, and loses nothing in the other', async ({
    page,
    context,
    portal,
  }) => {
    const file = await getEcert(page, portal.origin, { encryption: 'modern' })
    const second = await twice(page, context, portal.origin)
    await mainButton(page).click()
    await dialog(page).locator('input[type=file]').setInputFiles(file)
    await dialog(page).locator('#pin').fill('half a PIN')

    await second.locator('#sign').click()
    await expect(elsewhere(second, 'held')).toBeVisible()
    await expectAccessible(second, 'open in another window')
    await expect(elsewhere(page, 'held')).toHaveCount(0)
    await elsewhere(second, 'held').locator('.main').click()
    await expect(elsewhere(second, 'held')).toHaveCount(0)
    await expect(elsewhere(page, 'held')).toBeVisible()

    await elsewhere(page, 'held').locator('.main').click()
    await expect(elsewhere(second, 'held')).toBeVisible()
    await expect(dialog(page).locator('#pin')).toHaveValue('half a PIN')
    await elsewhere(second, 'held').locator('button[type=button]').click()
    await expect(dialog(second)).toHaveCount(0)
    await expectTyped(second)

    await dialog(page).locator('#pin').fill(file.pin)
    await mainButton(page).click()
    await mainButton(page).click()
    await finish(page)
  })

  test('what one window has signed, the other says at once', async ({ page, context, portal }) => {
    const file = await getEcert(page, portal.origin, { encryption: 'modern' })
    const second = await twice(page, context, portal.origin)
    await second.locator('#sign').click()
    await elsewhere(second, 'held').locator('.main').click()
    await openEcert(second, file)
    await mainButton(second).click()
    await expect(dialog(second).locator('[data-outcome]')).toBeVisible()
    await expect(elsewhere(page, 'signed')).toBeVisible()
    await expectAccessible(page, 'signed in another window')
    await elsewhere(page, 'signed').locator('.main').click()
    await expect(dialog(page)).toHaveCount(0)
    await expectTyped(page)
    await finish(second)
    await second.goto(portal.origin)
    await expect(second.locator('#earlier-list li')).toHaveCount(1)
  })

  test('where windows cannot tell each other, the portal tells the second', async ({
    page,
    context,
    portal,
  }) => {
    const file = await getEcert(page, portal.origin, { encryption: 'modern' })
    const second = await twice(page, context, portal.origin, () => {
      Object.assign(window, { BroadcastChannel: undefined })
    })
    await startSigning(second)
    await openEcert(page, file)
    await openEcert(second, file)
    await mainButton(page).click()
    await finish(page)
    await mainButton(second).click()
    await expectFailure(second, 'REQUEST_ALREADY_USED')
    await closeLosingNothing(second)
  })

  test('the back button goes back in the dialog, and then leaves the page as ever', async ({
    page,
    portal,
  }) => {
    const file = await getEcert(page, portal.origin, { encryption: 'modern' })
    await fillForm(page, portal.origin)
    await page.evaluate(() => {
      history.replaceState({ route: 'form' }, '')
      const popped: unknown[] = []
      Object.assign(window, { popped })
      addEventListener('popstate', () => {
        popped.push([location.href, (history.state as { route?: string } | null)?.route])
      })
    })
    await startSigning(page)
    await mainButton(page).click()
    await expect(dialog(page).locator('form[data-step=file]')).toBeVisible()
    await pressBack(page)
    await expect(dialog(page).locator('form[data-step=review]')).toBeVisible()
    await openEcert(page, file)
    await certificates(page)
    await pressBack(page)
    await expect(dialog(page).locator('form[data-step=review]')).toBeVisible()
    await dialog(page).locator('summary').first().click()
    await pressBack(page)
    await expect(dialog(page)).toHaveCount(0)
    await expectTyped(page)
    // Whatever a router of the page hears, it finds its own address and state; at the end, nothing else.
    const { popped, state } = await page.evaluate(() => ({
      popped: (window as unknown as { popped: unknown[] }).popped,
      state: history.state as unknown,
    }))
    for (const heard of popped) expect(heard).toEqual([page.url(), 'form'])
    expect(state).toEqual({ route: 'form' })

    await page.goBack()
    await expect(page.locator('#issue')).toBeVisible()
    await page.goForward()
    await expectTyped(page)
    await startSigning(page)
    await openEcert(page, file)
    await mainButton(page).click()
    await finish(page)
  })

  test('@isolation one request in two windows of the dialog’s own origin', async ({
    page,
    context,
    portal,
  }) => {
    const popUpOf = async (opener: Page): Promise<Page> => {
      const opening = context.waitForEvent('page')
      await opener.locator('#sign').click()
      return opening
    }
    await fillForm(page, portal.origin, '/?dialog=popup')
    const asking = page.waitForResponse('**/api/address-forms')
    const first = await popUpOf(page)
    await expect(dialog(first).locator('form[data-step=review]')).toBeVisible()
    const second = await again(context, await (await asking).text())
    await fillForm(second, portal.origin, '/?dialog=popup')
    const other = await popUpOf(second)
    await expect(elsewhere(other, 'held')).toBeVisible()
    await elsewhere(other, 'held').locator('.main').click()
    await expect(elsewhere(other, 'held')).toHaveCount(0)
    await expect(elsewhere(first, 'held')).toBeVisible()
    const closed = first.waitForEvent('close')
    await elsewhere(first, 'held').locator('button[type=button]').click()
    await closed
    await expectTyped(page)
  })

  for (const way of ['popup', 'frame'] as const) {
    test(`@isolation the back button at the dialog’s own origin, in a ${way}`, async ({
      page,
      context,
      portal,
    }) => {
      await fillForm(page, portal.origin, `/?dialog=${way}`)
      const opening = way === 'popup' ? context.waitForEvent('page') : undefined
      await page.locator('#sign').click()
      const popUp = await opening
      const place = popUp ?? page.frameLocator('dialog > iframe')
      const shown = (step: string): Locator =>
        place.locator(`chopmark-sign-dialog form[data-step=${step}]`)
      await expect(shown('review')).toBeVisible()
      await page.waitForTimeout(armedAfterMs)
      await shown('review').locator('.main').click()
      await expect(shown('source')).toBeVisible()
      await pressBack(popUp ?? page)
      await expect(shown('review')).toBeVisible()
      const closed = popUp?.waitForEvent('close')
      await pressBack(popUp ?? page)
      await closed
      await expect(page.locator('dialog > iframe')).toHaveCount(0)
      expect(page.url()).toBe(`${portal.origin}/?dialog=${way}`)
      await expectTyped(page)
    })
  }
})

/** The dialog is open in one window; another of the same browser is about to open the same request. */
async function twice(
  page: Page,
  context: BrowserContext,
  origin: string,
  first: () => void = () => undefined,
): Promise<Page> {
  await fillForm(page, origin)
  const asking = page.waitForResponse('**/api/address-forms')
  await startSigning(page)
  const body = await (await asking).text()
  const second = await again(context, body)
  await second.addInitScript(first)
  await fillForm(second, origin)
  return second
}

/** Another window, in which the portal answers as it has answered the first. */
async function again(context: BrowserContext, body: string): Promise<Page> {
  const second = await context.newPage()
  await second.route('**/api/address-forms', (route) =>
    route.fulfill({ contentType: 'application/json', body }),
  )
  return second
}

function elsewhere(page: Page, what: 'held' | 'signed'): Locator {
  return dialog(page).locator(`form[data-step=elsewhere-${what}]`)
}

/** As the button does; Playwright's own `goBack` waits for a page that does not come. */
async function pressBack(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { currentIndex, entries } = await session.send('Page.getNavigationHistory')
  const entryId = entries[currentIndex - 1]?.id ?? -1
  // A pop-up may close at it, and its session with it.
  await session.send('Page.navigateToHistoryEntry', { entryId })
}
