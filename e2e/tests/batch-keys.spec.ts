import { expectAccessible } from '../src/accessible.js'
import { agree, cardPin, promptAfter, softHsm, test as cardTest } from '../src/card-fixtures.js'
import { finishReports, openDesk, startReports, verdictsOn } from '../src/desk-flow.js'
import { enterCode, form, getCode, phone } from '../src/device-flow.js'
import { expect, test } from '../src/fixtures.js'
import { certificates, dialog, mainButton } from '../src/sign-flow.js'

const threePassed = Array.from({ length: 3 }, () => 'CHAN TAI MAN: TOTAL-PASSED')

cardTest.describe('@card @batch several documents with a card', () => {
  cardTest.skip(softHsm === undefined, 'SoftHSM2 is not installed (.ci/setup installs it)')
  cardTest.describe.configure({ timeout: 120_000 })

  cardTest(
    'each is named in one window of the extension, and the PIN is given once',
    async ({ page, context, portal, softCard }) => {
      expect(softCard.module).toBeTruthy()
      await openDesk(page, portal.origin, 'card')
      await startReports(page)
      await agree(await promptAfter(context, () => mainButton(page).click()))
      const chosen = dialog(page).locator('form[data-step=certificates]')
      await expect(chosen).toContainText('CHAN TAI MAN')
      await expect(chosen).toContainText('report-2026-08.txt, report-2026-09.txt')

      const opened: string[] = []
      context.on('page', (window) => opened.push(window.url()))
      const prompt = await promptAfter(context, () => mainButton(page).click())
      await expect(prompt.locator('h1')).toContainText('3')
      await expect(prompt.locator('.document')).toHaveText([
        'report-2026-08.txt',
        'report-2026-09.txt',
        'report-2026-10.txt',
      ])
      const fingerprints = await prompt.locator('.fingerprint').allInnerTexts()
      expect(new Set(fingerprints).size).toBe(3)
      await expectAccessible(prompt, 'prompt', 'html')
      await agree(prompt, cardPin)

      const ids = await finishReports(page)
      expect(await verdictsOn(page, portal.origin, ids)).toEqual(threePassed)
      expect(opened).toHaveLength(1)
    },
  )

  cardTest(
    'a wrong PIN signs none, and is asked for again in the same window',
    async ({ page, context, portal, softCard }) => {
      await openDesk(page, portal.origin, 'card')
      await startReports(page)
      await agree(await promptAfter(context, () => mainButton(page).click()))
      await certificates(page)
      const posted: string[] = []
      page.on('request', (request) => {
        if (request.url().endsWith('/signature')) posted.push(request.url())
      })
      const prompt = await promptAfter(context, () => mainButton(page).click())
      await agree(prompt, '00000000')
      await expect(prompt.locator('[data-problem=PIN_WRONG]')).toBeVisible()
      expect(softCard.has('tries')).toBe(true)
      expect(posted).toEqual([])
      await agree(prompt, cardPin)
      expect(await finishReports(page)).toHaveLength(3)
    },
  )
})

test.describe('@device @batch several documents with a key on this device', () => {
  test.use(phone)

  test('the key is set up on the way, agreed to once, and signs them all', async ({
    page,
    portal,
  }) => {
    const code = await getCode(page, portal.origin)
    await openDesk(page, portal.origin, 'device')
    await startReports(page)
    await mainButton(page).tap()
    await enterCode(page, code)
    await expect(form(page, 'device-use')).toContainText('CHAN TAI MAN')
    await mainButton(page).tap()
    await expect(dialog(page).locator('form[data-step=certificates]')).toContainText('CHAN TAI MAN')
    await mainButton(page).tap()
    const ids = await finishReports(page)
    expect(await verdictsOn(page, portal.origin, ids)).toEqual(threePassed)
  })
})
