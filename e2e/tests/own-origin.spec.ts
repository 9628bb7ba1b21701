import type { BrowserContext, Page } from '@playwright/test'
import { expectAccessible } from '../src/accessible.js'
import { type EvilSite, inject, loot, serveEvilSite, stolenAddress } from '../src/attacker.js'
import { verdictsOn } from '../src/desk-flow.js'
import { expect, test } from '../src/fixtures.js'
import { makePdf, textPage } from '../src/make-pdf.js'
import {
  armedAfterMs,
  frameOf,
  handOverAddress,
  inFrame,
  inPopUp,
  leave,
} from '../src/own-origin-flow.js'
import { dialog, type EcertFile, getEcert, mainButton, type Place, step } from '../src/sign-flow.js'

type Kind = 'popup' | 'frame'
const kinds = ['popup', 'frame'] as const
const passed = 'CHAN TAI MAN: TOTAL-PASSED'

/** What breaks a policy says so in the console of its own window, whichever it is. */
async function openDesk(page: Page, origin: string, kind: Kind): Promise<readonly string[]> {
  const violations: string[] = []
  page.context().on('console', (message) => {
    if (/Content Security Policy|TrustedScript/.test(message.text())) {
      violations.push(message.text())
    }
  })
  await page.goto(`${origin}/desk?dialog=${kind}`)
  await expect(page.locator('#batch')).toBeVisible()
  return violations
}

const open = (page: Page, context: BrowserContext, kind: Kind, button: string, first: string) =>
  kind === 'popup' ? inPopUp(page, context, button, first) : inFrame(page, button, first)

/** Reads for as long as a press wants, goes on, and opens the e-Cert file with its PIN. */
async function openEcert(page: Page, place: Place, ecert: EcertFile): Promise<void> {
  await page.waitForTimeout(armedAfterMs)
  await expect(mainButton(place)).toBeEnabled()
  await mainButton(place).click()
  // The first time the dialog asks how; after that it goes where the person went before.
  const choice = dialog(place).locator('button.choice').first()
  const file = step(place, 'file')
  await expect(choice.or(file).first()).toBeVisible()
  if (await choice.isVisible()) await choice.click()
  await dialog(place).locator('input[type=file]').setInputFiles(ecert)
  await dialog(place).locator('input[type=password]').click()
  await ('keyboard' in place ? place : page).keyboard.type(ecert.pin)
  await mainButton(place).click()
  await expect(step(place, 'certificates')).toBeVisible()
}

async function signedIds(page: Page): Promise<readonly string[]> {
  await expect(page.locator('#desk-result [data-outcome=signed]')).toBeVisible()
  return page.locator('#desk-result [data-result=signed]').allInnerTexts()
}

test.describe('@isolation @batch several documents at the dialog’s own origin', () => {
  for (const kind of kinds) {
    test(`one consent, one PIN, and nothing for a script in the page (${kind})`, async ({
      page,
      portal,
      context,
    }) => {
      const ecert = await getEcert(page, portal.origin)
      const violations = await openDesk(page, portal.origin, kind)
      await inject(page)
      let place: Place = page
      const handOver = await handOverAddress(page, async () => {
        place = await open(page, context, kind, '#batch', 'batch-review')
      })
      expect(handOver).toMatch(/\/dialog\?also=[\w-]{22},[\w-]{22}$/)
      await expect(dialog(place).locator('[data-requester=verified]')).toContainText('示範政府部門')
      await expect(dialog(place).locator('li[data-request]')).toHaveCount(3)
      await page.waitForTimeout(armedAfterMs)
      await dialog(place).locator('li[data-request] summary').nth(1).click()
      await expect(dialog(place).locator('[part=paper]')).toContainText('Monthly report 2026-09')
      // None of the three is the page's to read any more.
      const tried = await page.evaluate(async (url) => {
        const [first = '', also = ''] = url.split('/dialog?also=')
        const addresses = [first, ...also.split(',').map((id) => first.replace(/[^/]*$/, id))]
        const answers = addresses.map(async (one) => (await fetch(`${one}/content`)).status)
        return Promise.all(answers)
      }, handOver)
      expect(tried).toEqual([403, 403, 403])
      await openEcert(page, place, ecert)
      await mainButton(place).click()
      await expect(dialog(place).locator('li[data-result=signed]')).toHaveCount(3)
      const found = await loot(page)
      expect(found).toContain('dialog-ready') // it does listen
      for (const secret of [ecert.pin, '示範道分處', 'ticket', 'CHAN TAI MAN']) {
        expect(found).not.toContain(secret)
      }
      leave(place)
      const ids = await signedIds(page)
      expect(await verdictsOn(page, portal.origin, ids)).toEqual([passed, passed, passed])
      expect(violations).toEqual([])
    })
  }

  test('a window closed by its cross ends as what the portal has', async ({
    page,
    portal,
    context,
  }) => {
    const ecert = await getEcert(page, portal.origin)
    await openDesk(page, portal.origin, 'popup')
    const early = await inPopUp(page, context, '#batch', 'batch-review')
    await early.close()
    await expect(page.locator('#desk-result [data-outcome=cancelled]')).toBeVisible()
    const popUp = await inPopUp(page, context, '#batch', 'batch-review')
    await openEcert(page, popUp, ecert)
    await mainButton(popUp).click()
    await expect(dialog(popUp).locator('li[data-result=signed]')).toHaveCount(3)
    await popUp.close()
    expect(await signedIds(page)).toHaveLength(3)
  })

  test('a document swapped on its way is left out, and one swapped after it was shown changes nothing', async ({
    page,
    portal,
    context,
  }) => {
    const ecert = await getEcert(page, portal.origin)
    await openDesk(page, portal.origin, 'popup')
    let fetched = 0
    await context.route('**/content', async (route) => {
      const response = await route.fetch()
      fetched += 1
      const body = (await response.text()).replace('一切正常', '一切異常')
      await (fetched === 2 || fetched > 3 ? route.fulfill({ response, body }) : route.continue())
    })
    const popUp = await inPopUp(page, context, '#batch', 'batch-review')
    await expect(dialog(popUp).locator('li[data-request]')).toHaveCount(2)
    await expect(
      dialog(popUp).locator('li[data-outcome=refused] [data-code=DOCUMENT_CHANGED]'),
    ).toBeVisible()
    await openEcert(page, popUp, ecert)
    await mainButton(popUp).click()
    await expect(dialog(popUp).locator('li[data-result=signed]')).toHaveCount(2)
    // What was shown is what was signed: nobody was asked for it again.
    expect(fetched).toBe(3)
    leave(popUp)
    await expect(page.locator('#desk-result [data-outcome=partly-signed]')).toBeVisible()
    const ids = await page.locator('#desk-result [data-result=signed]').allInnerTexts()
    expect(await verdictsOn(page, portal.origin, ids)).toEqual([passed, passed])
    await expect(page.locator('#desk-result [data-result=refused]')).toHaveCount(1)
  })

  test.describe('another site or session', () => {
    let evil: EvilSite
    test.beforeAll(async () => {
      evil = await serveEvilSite()
    })
    test.afterAll(() => evil.close())

    test('gets nothing of a batch whose ticket it stole', async ({ page, portal, context }) => {
      await openDesk(page, portal.origin, 'popup')
      const handOver = await handOverAddress(page, () =>
        inPopUp(page, context, '#batch', 'batch-review'),
      )
      for (const one of context.pages()) if (one !== page) await one.close()
      const cookies = await context.cookies()
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
      const stolen = await stolenAddress(handOver, cookie)
      expect(stolen).toContain('ticket=')
      await page.goto(evil.origin)
      const opening = context.waitForEvent('page')
      await page.evaluate(
        ([url = '', from = '']) => {
          const heard: unknown[] = []
          window.addEventListener('message', ({ data }) => heard.push(data))
          const opened = window.open(url)
          const [first = '', also = ''] = from.split('/dialog?also=')
          const requestIds = [first.slice(-22), ...also.split(',')]
          // It answers as the portal's page would, over and over.
          setInterval(() => {
            const open = { chopmark: 'dialog-open', protocol: 2, requestIds, batch: true }
            opened?.postMessage({ ...open, locale: 'en', theme: 'auto' }, '*', [
              new MessageChannel().port2,
            ])
          }, 100)
          Object.assign(window, { heard })
        },
        [stolen, handOver],
      )
      const popUp = await opening
      await popUp.waitForTimeout(3000)
      await expect(dialog(popUp)).toHaveCount(0)
      await expect(popUp.locator('body')).not.toContainText('report-2026')
      const heard = await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)
      expect(heard).toEqual([])
    })

    test('is handed over neither a batch of others nor one request of theirs among its own', async ({
      page,
      portal,
      context,
      browser,
    }) => {
      await openDesk(page, portal.origin, 'popup')
      const theirs = await handOverAddress(page, () =>
        inPopUp(page, context, '#batch', 'batch-review'),
      )
      const [, victim = ''] = /requests\/([\w-]{22})/.exec(theirs) ?? []
      const other = await browser.newContext({ locale: 'zh-HK' })
      const thief = await other.newPage()
      await openDesk(thief, portal.origin, 'popup')
      const own = await handOverAddress(thief, () =>
        inPopUp(thief, other, '#batch', 'batch-review'),
      )
      for (const url of [theirs, own.replace(/[\w-]{22}$/, victim)]) {
        const opening = other.waitForEvent('page')
        await thief.evaluate((address) => void window.open(address), url)
        const popUp = await opening
        await expect(popUp.locator('body')).toContainText('這裏沒有文件等待簽署')
        await expect(dialog(popUp)).toHaveCount(0)
      }
      await other.close()
    })
  })
})

const tenancy = {
  name: 'tenancy.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(makePdf({ pages: [textPage('Tenancy agreement', 'Rent: HKD 18,500')] })),
}

test.describe('@isolation @file a document that the person brings', () => {
  for (const kind of kinds) {
    test(`is shown by the dialog, PDF and all, under its own policy, and signed (${kind})`, async ({
      page,
      portal,
      context,
    }) => {
      const ecert = await getEcert(page, portal.origin)
      const violations = await openDesk(page, portal.origin, kind)
      let uploaded = 0
      context.on('request', (request) => (uploaded += request.url().endsWith('/content') ? 1 : 0))
      await page.locator('#file').setInputFiles(tenancy)
      const place = await open(page, context, kind, '#sign-file', 'review')
      await expect(dialog(place).locator('.page[data-drawn]').first()).toBeVisible()
      await expect(dialog(place).locator('[part=paper]')).toContainText('Rent: HKD 18,500')
      await expect(dialog(place).locator('.alert')).toHaveCount(0)
      await openEcert(page, place, ecert)
      await mainButton(place).click()
      await expect(dialog(place).locator('[data-outcome=accepted]')).toBeVisible()
      leave(place)
      await expect(page.locator('#desk-result li')).toHaveText([passed])
      expect(uploaded).toBe(0)
      expect(violations).toEqual([])
    })
  }

  test('is refused when it is another one than the portal was told of', async ({
    page,
    portal,
    context,
  }) => {
    await openDesk(page, portal.origin, 'popup')
    await page.locator('#file').setInputFiles(tenancy)
    // As if a script in the page had swapped it after it was digested.
    await page.route('**/api/desk/file', async (route) => {
      const asked = route.request().postDataJSON() as { sha256: string }
      const sha256 = asked.sha256.replace(/^./, (one) => (one === '0' ? '1' : '0'))
      await route.continue({ postData: JSON.stringify({ ...asked, sha256 }) })
    })
    const opening = context.waitForEvent('page')
    await page.locator('#sign-file').click()
    const popUp = await opening
    await expect(dialog(popUp).locator('[data-code=DOCUMENT_CHANGED]')).toBeVisible()
    await expect(dialog(popUp)).not.toContainText('Rent')
  })
})

test.describe('@isolation @large a document that is never held as a whole', () => {
  test.slow()

  test('is streamed and digested at the dialog’s own origin, whose worker alone compiles', async ({
    page,
    portal,
    context,
  }) => {
    const ecert = await getEcert(page, portal.origin)
    const violations = await openDesk(page, portal.origin, 'popup')
    const policies = new Map<string, string>()
    context.on('response', (response) => {
      const { origin, pathname } = new URL(response.url())
      const policy = response.headers()['content-security-policy'] ?? ''
      if (origin !== portal.origin) policies.set(pathname, policy)
    })
    const popUp = await inPopUp(page, context, '#large')
    await expect(dialog(popUp)).toContainText('plans.bin')
    const worker = [...policies].find(([path]) => path.endsWith('/hash-worker.js'))?.[1] ?? ''
    expect(worker).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(policies.get('/chopmark/dialog')).toMatch(/script-src 'self';/)
    await openEcert(page, popUp, ecert)
    await mainButton(popUp).click()
    await expect(dialog(popUp).locator('[data-outcome=accepted]')).toBeVisible({ timeout: 60_000 })
    expect(violations).toEqual([])
    leave(popUp)
    await expect(page.locator('#desk-result li')).toHaveText([passed])
  })
})

test.describe('@isolation @cosign a second signer', () => {
  test('signs beside the first at the dialog’s own origin', async ({ page, portal, context }) => {
    const ecert = await getEcert(page, portal.origin)
    const second = await getEcert(page, portal.origin, { name: 'WONG SIU MING' })
    await openDesk(page, portal.origin, 'popup')
    const first = await inPopUp(page, context, '#batch', 'batch-review')
    await openEcert(page, first, ecert)
    await mainButton(first).click()
    await expect(dialog(first).locator('li[data-result=signed]')).toHaveCount(3)
    leave(first)
    const [signatureId = ''] = await signedIds(page)
    const button = `li[data-signature="${signatureId}"] button[data-as=parallel]`
    const popUp = await inPopUp(page, context, button)
    await expect(dialog(popUp)).toContainText('CHAN TAI MAN')
    await openEcert(page, popUp, second)
    await mainButton(popUp).click()
    await expect(dialog(popUp).locator('[data-outcome=accepted]')).toBeVisible()
    leave(popUp)
    await expect(page.locator('#desk-result li')).toHaveText([
      passed,
      'WONG SIU MING: TOTAL-PASSED',
    ])
  })
})

test.describe('@isolation @a11y the dialog’s own page', () => {
  test.slow()
  for (const [locale, alone] of [
    ['zh-Hant-HK', '這裏沒有文件等待簽署'],
    ['zh-Hans-HK', '这里没有文件等待签署'],
    ['en', 'Nothing is waiting to be signed here'],
  ] as const) {
    test(`holds WCAG 2.2 AA as a whole in its states, ${locale}`, async ({
      page,
      portal,
      context,
    }) => {
      const ecert = await getEcert(page, portal.origin)
      const revoked = await getEcert(page, portal.origin, { kind: 'revoked' })
      await openDesk(page, portal.origin, 'popup')
      await page.locator(`[data-language=${locale}]`).click()
      const popUp = await inPopUp(page, context, '#batch', 'batch-review')
      await expect(popUp.locator('html')).toHaveAttribute('lang', locale)
      const check = (state: string) => expectAccessible(popUp, `${locale} ${state}`, 'html')
      await check('batch-review')
      await popUp.waitForTimeout(armedAfterMs)
      await mainButton(popUp).click()
      await expect(dialog(popUp).locator('button.choice').first()).toBeVisible()
      await check('source')
      await dialog(popUp).locator('button.choice').first().click()
      await check('file')
      await dialog(popUp).locator('input[type=file]').setInputFiles(revoked)
      await check('pin')
      await dialog(popUp).locator('input[type=password]').fill('00000000')
      await mainButton(popUp).click()
      await expect(dialog(popUp).locator('[data-code=WRONG_PIN]')).toBeVisible()
      await check('wrong PIN')
      await dialog(popUp).locator('input[type=password]').fill(revoked.pin)
      await mainButton(popUp).click()
      await expect(step(popUp, 'certificates')).toBeVisible()
      await check('certificates')
      await mainButton(popUp).click()
      await expect(dialog(popUp).locator('[data-code=SIGNER_REVOKED]')).toBeVisible()
      await check('failure')
      await mainButton(popUp).click()
      await dialog(popUp).locator('button.choice').first().click()
      await dialog(popUp).locator('input[type=file]').setInputFiles(ecert)
      await dialog(popUp).locator('input[type=password]').fill(ecert.pin)
      await mainButton(popUp).click()
      await expect(step(popUp, 'certificates')).toBeVisible()
      await mainButton(popUp).click()
      await expect(dialog(popUp).locator('li[data-result=signed]')).toHaveCount(3)
      await check('batch-done')
      leave(popUp)
      await signedIds(page)

      // In a frame, while something lies over it, and the page by itself.
      await page.goto(`${portal.origin}/desk?dialog=frame`)
      const frame = await inFrame(page, '#batch', 'batch-review')
      await page.evaluate(() => {
        const inner = document.querySelector('iframe')
        if (inner) inner.style.opacity = '0.98'
      })
      await page.waitForTimeout(armedAfterMs)
      await mainButton(frame).click()
      await expect(dialog(frame).locator('[data-arming]')).toBeVisible()
      const inner = page.frames().find((one) => one !== page.mainFrame())
      if (inner) await expectAccessible(inner, `${locale} covered`, 'html')
      const { dialogUrl } = (await (
        await page.request.get(`${portal.origin}/api/dialog`)
      ).json()) as {
        dialogUrl: string
      }
      const lonely = await (
        await page
          .context()
          .browser()
          ?.newContext({ locale: locale.replace('-Hant', '').replace('-Hans-HK', '-CN') })
      )?.newPage()
      await lonely?.goto(dialogUrl)
      await expect(lonely?.locator('body') ?? page.locator('body')).toContainText(alone)
      if (lonely) await expectAccessible(lonely, `${locale} alone`, 'html')
      await lonely?.context().close()
    })
  }

  test('frames say what they are', async ({ page, portal }) => {
    await openDesk(page, portal.origin, 'frame')
    await inFrame(page, '#batch', 'batch-review')
    await expect(page.locator('dialog > iframe')).toHaveAttribute('title', '數碼簽署')
    await expect(frameOf(page).locator('html')).toHaveAttribute('lang', 'zh-Hant-HK')
  })
})
