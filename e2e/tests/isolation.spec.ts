import type { BrowserContext, Page } from '@playwright/test'
import { type EvilSite, inject, loot, serveEvilSite, stolenAddress } from '../src/attacker.js'
import { expect, test } from '../src/fixtures.js'
import { armedAfterMs, frameOf, handOverAddress, inFrame, inPopUp } from '../src/own-origin-flow.js'
import {
  dialog,
  type EcertFile,
  expectTyped,
  fillForm,
  getEcert,
  mainButton,
  type Place,
  step,
} from '../src/sign-flow.js'

/** From the review to the last press on Sign, which closes the window as well. */
async function signIn(page: Page, place: Place, ecert: EcertFile): Promise<void> {
  await page.waitForTimeout(armedAfterMs)
  await mainButton(place).click()
  await dialog(place).locator('button.choice').first().click()
  await dialog(place).locator('input[type=file]').setInputFiles(ecert)
  await dialog(place).locator('input[type=password]').fill(ecert.pin)
  await mainButton(place).click()
  await expect(step(place, 'certificates')).toBeVisible()
  await mainButton(place).click()
  await finish(page, place)
}

/** The last press takes the window away under Playwright's hands; what counts is what the portal's page says then. */
async function finish(page: Page, place: Place): Promise<void> {
  await expect(dialog(place).locator('[data-outcome=accepted]')).toBeVisible()
  void mainButton(place)
    .click()
    .catch(() => undefined)
  await passed(page)
}

const passed = (page: Page) =>
  expect(page.locator('#result .verdict')).toHaveAttribute('data-outcome', 'passed')

test.describe('@isolation signing at the dialog’s own origin', () => {
  test('through a pop-up, whose address bar shows it', async ({ page, portal, context }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin, '/?dialog=popup')
    const popUp = await inPopUp(page, context)
    expect(new URL(popUp.url()).origin).not.toBe(portal.origin)
    // The ticket does not stay in address or history.
    expect(popUp.url()).not.toContain('#')
    await expect(dialog(popUp).locator('[data-requester=verified]')).toContainText('示範政府部門')
    await signIn(page, popUp, ecert)
    await expect.poll(() => popUp.isClosed()).toBe(true)
  })

  test('through a frame', async ({ page, portal }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin, '/?dialog=frame')
    const frame = await inFrame(page)
    await expect(dialog(frame).locator('[data-requester=verified]')).toBeVisible()
    await signIn(page, frame, ecert)
    await expect(page.locator('dialog > iframe')).toHaveCount(0)
  })

  test('in a frame by keyboard alone', async ({ page, portal }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin, '/?dialog=frame')
    await page.locator('#sign').focus()
    await page.keyboard.press('Enter')
    const frame = frameOf(page)
    await expect(step(frame, 'review')).toBeVisible()
    await page.waitForTimeout(armedAfterMs)
    const tabTo = async (target: ReturnType<typeof mainButton>): Promise<void> => {
      for (let presses = 0; presses < 30; presses++) {
        if (await target.evaluate((one) => one.matches(':focus'))) return
        await page.keyboard.press('Tab')
      }
      await expect(target).toBeFocused()
    }
    await tabTo(mainButton(frame))
    await page.keyboard.press('Enter')
    await tabTo(dialog(frame).locator('button.choice').first())
    await page.keyboard.press('Enter')
    await dialog(frame).locator('input[type=file]').setInputFiles(ecert)
    await expect(dialog(frame).locator('input[type=password]')).toBeFocused()
    await page.keyboard.type(ecert.pin)
    await page.keyboard.press('Enter')
    await expect(step(frame, 'certificates')).toBeVisible()
    await tabTo(mainButton(frame))
    await page.keyboard.press('Enter')
    await expect(dialog(frame).locator('[data-outcome=accepted]')).toBeVisible()
    await tabTo(mainButton(frame))
    void page.keyboard.press('Enter').catch(() => undefined)
    await passed(page)
  })

  for (const kind of ['popup', 'frame'] as const) {
    test(`closing the ${kind} loses nothing`, async ({ page, portal, context }) => {
      await fillForm(page, portal.origin, `/?dialog=${kind}`)
      const place = kind === 'popup' ? await inPopUp(page, context) : await inFrame(page)
      if ('close' in place) await place.close()
      else {
        void dialog(place)
          .locator('button.close')
          .click()
          .catch(() => undefined)
      }
      await expect(page.locator('#form-problem')).toContainText('你已取消簽署')
      await expectTyped(page)
    })
  }
})

test.describe('@isolation a script injected in the portal’s page', () => {
  for (const kind of ['popup', 'frame'] as const) {
    test(`learns neither PIN nor key nor document (${kind})`, async ({ page, portal, context }) => {
      const ecert = await getEcert(page, portal.origin)
      await fillForm(page, portal.origin, `/?dialog=${kind}`)
      await inject(page)
      let place: Place = page
      const address = await handOverAddress(page, async () => {
        place = kind === 'popup' ? await inPopUp(page, context) : await inFrame(page)
      })
      // It tries what the page may: the document, the request, the answer, the way to the dialog.
      const tried = await page.evaluate(async (handOver) => {
        const request = handOver.replace(/\/dialog$/, '')
        const answers: [string, number | string][] = []
        for (const [path, init] of [
          ['', {}],
          ['/content', {}],
          ['/requester', {}],
          [
            '/signature',
            { method: 'POST', headers: { 'content-type': 'application/cms' }, body: 'x' },
          ],
          ['/dialog', {}],
          ['/dialog', { redirect: 'manual' }],
        ] as const) {
          const answer = await fetch(request + path, init).catch(() => undefined)
          answers.push([path, answer?.status ?? 'nothing'])
        }
        return answers
      }, address)
      expect(tried).toEqual([
        ['', 403],
        ['/content', 403],
        ['/requester', 403],
        ['/signature', 403],
        ['/dialog', 403],
        ['/dialog', 403],
      ])
      await page.waitForTimeout(armedAfterMs)
      await mainButton(place).click()
      await dialog(place).locator('button.choice').first().click()
      await dialog(place).locator('input[type=file]').setInputFiles(ecert)
      await dialog(place).locator('input[type=password]').click()
      const typing = 'keyboard' in place ? place : page
      await typing.keyboard.type(ecert.pin)
      await mainButton(place).click()
      await expect(step(place, 'certificates')).toBeVisible()
      await mainButton(place).click()
      await expect(dialog(place).locator('[data-outcome=accepted]')).toBeVisible()

      const found = await loot(page)
      expect(found).toContain('dialog-ready') // it does listen
      expect(found).not.toContain(ecert.pin)
      expect(found).not.toContain('更改地址通知書') // the first line of the document
      expect(found).not.toContain('ticket')
      expect(found).not.toContain('CHAN TAI MAN')
      await finish(page, place)
    })
  }

  test('cannot pass for the dialog, nor for the page', async ({ page, portal, context }) => {
    await fillForm(page, portal.origin, '/?dialog=popup')
    const address = await handOverAddress(page, () => inPopUp(page, context))
    const popUp = context.pages().find((one) => one !== page)
    const requestId = /requests\/([\w-]{22})/.exec(address)?.[1] ?? ''
    // From the page itself, as an extension's content script or another library would: wrong origin, wrong window.
    await page.evaluate((id) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => Object.assign(window, { fooled: true })
      const signed = { outcome: 'signed', answer: { outcome: 'accepted', signatureId: 'forged' } }
      for (const message of [
        { chopmark: 'dialog-ready', protocol: 1, requestId: id },
        { chopmark: 'dialog-refused', protocol: 1, code: 'REQUEST_EXPIRED' },
        { kind: 'outcome', outcome: signed },
      ]) {
        window.postMessage(message, '*', [])
        window.dispatchEvent(new MessageEvent('message', { data: message, ports: [port2] }))
      }
    }, requestId)
    await page.waitForTimeout(500)
    await expect(page.locator('#form-problem')).toBeHidden()
    await expect(page.locator('#view-form')).toBeVisible()
    expect(await page.evaluate(() => 'fooled' in window)).toBe(false)
    expect(popUp?.isClosed()).toBe(false)
    if (popUp) await expect(step(popUp, 'review')).toBeVisible()
  })

  test('gets no signature by covering the frame', async ({ page, portal }) => {
    await fillForm(page, portal.origin, '/?dialog=frame')
    const frame = await inFrame(page)
    await page.waitForTimeout(armedAfterMs)
    // A lure over the amounts and names, through which presses fall, in the top layer.
    await page.evaluate(() => {
      const lure = document.createElement('div')
      lure.id = 'lure'
      lure.popover = 'manual'
      lure.textContent = 'Press here for your prize'
      Object.assign(lure.style, {
        ...{ position: 'fixed', inset: '30% 20% auto', height: '6rem', pointerEvents: 'none' },
        ...{ background: 'gold', border: '0' },
      })
      document.body.append(lure)
      lure.showPopover()
    })
    await page.waitForTimeout(armedAfterMs)
    await mainButton(frame).click()
    await expect(dialog(frame).locator('[data-arming]')).toContainText('被遮蓋')
    await expect(step(frame, 'review')).toBeVisible()
    await mainButton(frame).press('Enter')
    await expect(step(frame, 'review')).toBeVisible()
    // Made nearly transparent instead.
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('#lure')?.hidePopover()
      const inner = document.querySelector('iframe')
      if (inner) inner.style.opacity = '0.02'
    })
    await page.waitForTimeout(armedAfterMs)
    await mainButton(frame).click()
    await expect(step(frame, 'review')).toBeVisible()
    // Moved so that only the button shows.
    await page.evaluate(() => {
      const inner = document.querySelector('iframe')
      if (inner) Object.assign(inner.style, { opacity: '1', marginTop: '-300px' })
    })
    await page.waitForTimeout(armedAfterMs)
    await mainButton(frame)
      .click({ force: true })
      .catch(() => undefined)
    await expect(step(frame, 'review')).toBeVisible()
    // And honestly shown, it works.
    await page.evaluate(() => {
      const inner = document.querySelector('iframe')
      if (inner) inner.style.marginTop = '0'
    })
    await page.waitForTimeout(armedAfterMs)
    await mainButton(frame).click()
    await expect(step(frame, 'source')).toBeVisible()
  })
})

test.describe('@isolation what is on its way', () => {
  test('is not shown when the document was swapped', async ({ page, portal, context }) => {
    await context.route('**/content', async (route) => {
      const response = await route.fetch()
      const body = (await response.text()).replace('2123 4567', '2123 4568')
      await route.fulfill({ response, body })
    })
    await fillForm(page, portal.origin, '/?dialog=frame')
    await page.locator('#sign').click()
    await expect(dialog(frameOf(page)).locator('[data-code=DOCUMENT_CHANGED]')).toBeVisible()
  })

  test('is not shown when the request was rewritten', async ({ page, portal, context }) => {
    await context.route(/\/requests\/[\w-]{22}$/, async (route) => {
      const response = await route.fetch()
      const body = (await response.text()).replaceAll('通知部門你的新地址', '通知部門你的新電話')
      await route.fulfill({ response, body })
    })
    await fillForm(page, portal.origin, '/?dialog=frame')
    await page.locator('#sign').click()
    const shown = dialog(frameOf(page))
    await expect(shown.locator('[data-code=REQUESTER_SIGNATURE_BROKEN]')).toBeVisible()
    await expect(shown).not.toContainText('新電話')
  })

  test('is not shown when nobody signed the request', async ({ page, portal, context }) => {
    await context.route('**/requester', (route) =>
      route.fulfill({ status: 404, body: '{"code":"REQUESTER_UNSIGNED"}' }),
    )
    await fillForm(page, portal.origin, '/?dialog=frame')
    await page.locator('#sign').click()
    const shown = dialog(frameOf(page))
    await expect(shown.locator('[data-code=REQUESTER_UNSIGNED]')).toBeVisible()
  })
})

test.describe('@isolation another site', () => {
  let evil: EvilSite
  test.beforeAll(async () => {
    evil = await serveEvilSite()
  })
  test.afterAll(() => evil.close())

  /** A request of the person's, and the address at which it is handed over. */
  async function victim(page: Page, origin: string, context: BrowserContext): Promise<string> {
    await fillForm(page, origin, '/?dialog=popup')
    const address = await handOverAddress(page, () => inPopUp(page, context))
    for (const one of context.pages()) if (one !== page) await one.close()
    return address
  }
  const cookieOf = async (context: BrowserContext): Promise<string> =>
    (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')

  test('cannot frame the dialog', async ({ page, portal, context, complaints }) => {
    const handOver = await victim(page, portal.origin, context)
    const stolen = await stolenAddress(handOver, await cookieOf(context))
    expect(stolen).toContain('ticket=')
    await page.goto(evil.origin)
    await page.evaluate((src) => {
      const frame = document.createElement('iframe')
      frame.src = src
      document.body.append(frame)
    }, stolen)
    await page.waitForTimeout(2000)
    await expect(page.frameLocator('iframe').locator('chopmark-sign-dialog')).toHaveCount(0)
    expect(complaints.some((text) => text.includes('frame-ancestors'))).toBe(true)
    complaints.length = 0
  })

  test('is not heard when it looks like the dialog', async ({ page, portal, context }) => {
    await fillForm(page, portal.origin, '/?dialog=popup')
    const address = await handOverAddress(page, () => inPopUp(page, context))
    const requestId = /requests\/([\w-]{22})/.exec(address)?.[1] ?? ''
    const opening = context.waitForEvent('page')
    await page.evaluate((url) => void window.open(url), evil.origin)
    const lookalike = await opening
    await lookalike.waitForLoadState()
    await lookalike.evaluate((id) => {
      const heard: unknown[] = []
      Object.assign(window, { heard })
      window.addEventListener('message', ({ data, ports }) => heard.push(data, ports.length))
      const opener = window.opener as Window
      const signed = { outcome: 'signed', answer: { outcome: 'accepted', signatureId: 'forged' } }
      for (const message of [
        { chopmark: 'dialog-ready', protocol: 1, requestId: id },
        { chopmark: 'dialog-refused', protocol: 1, code: 'REQUEST_EXPIRED' },
        { kind: 'outcome', outcome: signed },
      ]) {
        opener.postMessage(message, '*')
      }
    }, requestId)
    await page.waitForTimeout(1000)
    // The page that waits for the real dialog neither answers nor gives up.
    const heard = await lookalike.evaluate(() => (window as unknown as { heard: unknown[] }).heard)
    expect(heard).toEqual([])
    await expect(page.locator('#view-form')).toBeVisible()
    await expect(page.locator('#form-problem')).toBeHidden()
  })

  test('cannot send a person’s request to the dialog', async ({ page, portal, context }) => {
    const handOver = await victim(page, portal.origin, context)
    await page.goto(evil.origin)
    const opening = context.waitForEvent('page')
    await page.evaluate((url) => void window.open(url), handOver)
    const popUp = await opening
    await expect(popUp.locator('body')).toContainText('CROSS_SITE')
  })

  test('gets nothing of a dialog that it opens with a stolen ticket', async ({
    page,
    portal,
    context,
    complaints,
  }) => {
    const handOver = await victim(page, portal.origin, context)
    const stolen = await stolenAddress(handOver, await cookieOf(context))
    await page.goto(evil.origin)
    const opening = context.waitForEvent('page')
    await page.evaluate((url) => {
      const heard: unknown[] = []
      window.addEventListener('message', ({ data }) => heard.push(data))
      const opened = window.open(url)
      const requestId = /request=([\w-]{22})/.exec(url)?.[1]
      // It answers as the portal's page would, over and over.
      setInterval(() => {
        const open = {
          chopmark: 'dialog-open',
          protocol: 1,
          requestId,
          locale: 'en',
          theme: 'auto',
        }
        opened?.postMessage(open, '*', [new MessageChannel().port2])
      }, 100)
      Object.assign(window, { heard })
    }, stolen)
    const popUp = await opening
    await popUp.waitForTimeout(3000)
    await expect(dialog(popUp)).toHaveCount(0)
    await expect(popUp.locator('body')).not.toContainText('更改地址')
    expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([])
    // And the ticket is spent: the very address gives nothing to the portal's own page either.
    const again = await context.newPage()
    await again.goto(portal.origin)
    const opened = again.waitForEvent('popup')
    await again.evaluate((url) => void window.open(url), stolen)
    const replayed = await opened
    await expect(replayed.locator('body')).toContainText('這裏沒有文件等待簽署')
    await expect(dialog(replayed)).toHaveCount(0)
    complaints.length = 0
  })

  test('and another session is handed nothing', async ({ page, portal, context, browser }) => {
    const handOver = await victim(page, portal.origin, context)
    const other = await browser.newContext({ locale: 'zh-HK' })
    const thief = await other.newPage()
    await fillForm(thief, portal.origin)
    const opening = other.waitForEvent('page')
    await thief.evaluate((url) => void window.open(url), handOver)
    const popUp = await opening
    await expect(popUp.locator('body')).toContainText('這裏沒有文件等待簽署')
    await expect(dialog(popUp)).toHaveCount(0)
    await other.close()
  })
})
