import { PortalProcess } from '../src/portal-process.js'
import { expect, test } from '../src/fixtures.js'
import {
  certificates,
  closeLosingNothing,
  dialog,
  expectFailure,
  expectPassed,
  expectTyped,
  fillForm,
  finish,
  getEcert,
  mainButton,
  openEcert,
  signOnScreen,
  signWith,
  startSigning,
} from '../src/sign-flow.js'

test.describe('@file @egov what can go wrong', () => {
  test('a wrong PIN asks again and keeps the file', async ({ page, portal }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    await startSigning(page)
    await openEcert(page, ecert, '00000000')
    await expect(dialog(page)).toContainText('密碼不正確')
    await expect(dialog(page)).toContainText(ecert.name)
    await dialog(page).locator('input[type=password]').fill(ecert.pin)
    await mainButton(page).click()
    await certificates(page)
    await closeLosingNothing(page)
  })

  test('a file that is no .p12 is told at once, before a PIN is asked', async ({
    page,
    portal,
  }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    await startSigning(page)
    await mainButton(page).click()
    await dialog(page)
      .locator('input[type=file]')
      .setInputFiles({ name: 'photo.p12', mimeType: 'image/png', buffer: Buffer.from('no e-Cert') })
    await expect(dialog(page)).toContainText('這不是電子證書檔案')
    await expect(dialog(page).locator('input[type=password]')).toHaveCount(0)
    await dialog(page).locator('input[type=file]').setInputFiles(ecert)
    await expect(dialog(page).locator('input[type=password]')).toBeVisible()
    await closeLosingNothing(page)
  })

  test('a revoked certificate is refused by the portal, and another one will do', async ({
    page,
    portal,
  }) => {
    const revoked = await getEcert(page, portal.origin, { kind: 'revoked' })
    const good = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    await signWith(page, revoked)
    await expectFailure(page, 'SIGNER_REVOKED')
    await expect(dialog(page)).toContainText('你的證書已被撤銷')
    await signOnScreen(page, good)
    await expectPassed(page)
  })

  test('a CA that is not recognised', async ({ page, portal }) => {
    const stranger = await getEcert(page, portal.origin, { kind: 'unrecognised' })
    await fillForm(page, portal.origin)
    await signWith(page, stranger)
    await expectFailure(page, 'SIGNER_NOT_RECOGNISED')
    await closeLosingNothing(page)
  })

  for (const [what, kind, name, message] of [
    ['an expired certificate', 'expired', 'CHAN TAI MAN', '過期'],
    ['the certificate of another person', 'good', 'WONG SIU MING', '此證書屬於WONG SIU MING'],
  ] as const) {
    test(`${what} is told before anything is signed`, async ({ page, portal }) => {
      const ecert = await getEcert(page, portal.origin, { kind, name })
      await fillForm(page, portal.origin)
      await startSigning(page)
      await openEcert(page, ecert)
      await expect(dialog(page).locator('form[data-step=certificates]')).toContainText(message)
      await closeLosingNothing(page)
    })
  }

  test('an e-Cert (Encipherment) is refused by the portal', async ({ page, portal }) => {
    const ecert = await getEcert(page, portal.origin, { kind: 'encipherment' })
    await fillForm(page, portal.origin)
    // The dialog would say so before; a page that cannot tell kinds of certificate leaves it to the server.
    await page.route('**/certificate-kinds', (route) => route.abort())
    await signWith(page, ecert)
    await expectFailure(page, 'SIGNER_WRONG_PROFILE')
    await closeLosingNothing(page)
  })

  test('a document that changed on its way is not shown for signing', async ({ page, portal }) => {
    await fillForm(page, portal.origin)
    await page.route('**/content', async (route) => {
      const response = await route.fetch()
      const text = (await response.text()).replace('示範道1號', '示範道2號')
      await route.fulfill({ response, body: text })
    })
    await page.locator('#sign').click()
    await expectFailure(page, 'DOCUMENT_CHANGED')
    await closeLosingNothing(page)
  })

  test('a signature over another document is refused by the server', async ({ page, portal }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    await page.route('**/signature', async (route) => {
      const body = route.request().postDataBuffer() ?? Buffer.alloc(0)
      const at = body.indexOf(Buffer.from('示範道1號'))
      expect(at).toBeGreaterThan(0)
      body.write('2', at + Buffer.byteLength('示範道'))
      await route.continue({ postData: body })
    })
    await signWith(page, ecert)
    await expectFailure(page, 'DOCUMENT_CHANGED')
    await closeLosingNothing(page)
  })

  test('network gone before the answer: the same signature is sent again, and counted once', async ({
    page,
    portal,
  }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    let sent = 0
    await page.route('**/signature', async (route) => {
      sent += 1
      // The portal gets it; its answer is lost on the way back.
      if (sent === 1) {
        await route.fetch()
        await route.abort('internetdisconnected')
      } else {
        await route.continue()
      }
    })
    await signWith(page, ecert)
    await expectFailure(page, 'NETWORK_GONE')
    await mainButton(page).click()
    await expect(dialog(page).locator('[data-outcome=already-received]')).toBeVisible()
    await expectPassed(page)
    await page.unroute('**/signature')
    await page.locator('#back').click()
    await expect(page.locator('#earlier-list li')).toHaveCount(1)
  })

  test('network gone before the portal had anything', async ({ page, portal, context }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    await startSigning(page)
    await openEcert(page, ecert)
    await certificates(page)
    await context.setOffline(true)
    await mainButton(page).click()
    await expectFailure(page, 'NETWORK_GONE')
    await context.setOffline(false)
    await mainButton(page).click()
    await expectPassed(page)
  })

  test('network gone before the form was sent keeps what was typed', async ({
    page,
    portal,
    context,
  }) => {
    await fillForm(page, portal.origin)
    await context.setOffline(true)
    await page.locator('#sign').click()
    await expect(page.locator('#form-problem')).toContainText('未能連接伺服器')
    await expectTyped(page)
    await context.setOffline(false)
    await startSigning(page)
  })

  test('the same signature sent a second time is refused as used', async ({ page, portal }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    const posted = page.waitForRequest(/\/signature$/)
    await signWith(page, ecert)
    await finish(page)
    const request = await posted
    const answer = await page.evaluate(
      async ([url, bytes]) => {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/cms' },
          body: Uint8Array.from(bytes),
        })
        return { status: response.status, body: (await response.json()) as { code: string } }
      },
      [request.url(), [...(request.postDataBuffer() ?? [])]] as const,
    )
    expect(answer).toMatchObject({ status: 409, body: { code: 'REQUEST_ALREADY_USED' } })
  })

  test('a request that was signed already says so', async ({ page, portal }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    const other = await page.context().newPage()
    let requestUrl = ''
    page.on('request', (request) => {
      if (/\/chopmark\/requests\/[\w-]+$/.test(request.url())) requestUrl = request.url()
    })
    await signWith(page, ecert)
    await finish(page)
    // A second tab that was opened on the same request.
    await fillForm(other, portal.origin)
    await other.route('**/api/address-forms', (route) =>
      route.fulfill({ json: { requestUrl: new URL(requestUrl).pathname } }),
    )
    await other.locator('#sign').click()
    await expectFailure(other, 'REQUEST_ALREADY_USED')
    await closeLosingNothing(other)
  })

  test('another session cannot answer the request', async ({ page, portal, browser }) => {
    await fillForm(page, portal.origin)
    const asked = page.waitForRequest(/\/chopmark\/requests\/[\w-]+$/)
    await startSigning(page)
    const { url } = { url: (await asked).url() }
    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(portal.origin)
    const status = await stranger.evaluate(async (address) => (await fetch(address)).status, url)
    expect([401, 403, 404]).toContain(status)
    await stranger.context().close()
  })
})

test.describe('@egov time', () => {
  test('a request that expired says so, and a new one is a click away', async ({ page }) => {
    const portal = await PortalProcess.start({ environment: { REQUEST_LIFETIME_SECONDS: '6' } })
    try {
      const ecert = await getEcert(page, portal.origin)
      await fillForm(page, portal.origin)
      await startSigning(page)
      await openEcert(page, ecert)
      await certificates(page)
      await page.waitForTimeout(6_500)
      await mainButton(page).click()
      await expectFailure(page, 'REQUEST_EXPIRED')
      await closeLosingNothing(page)
      await startSigning(page)
    } finally {
      await portal.close()
    }
  })

  test('a restart finds the earlier signatures again, and Ctrl-C ends it cleanly', async ({
    page,
  }) => {
    const first = await PortalProcess.start()
    const ecert = await getEcert(page, first.origin)
    await fillForm(page, first.origin)
    await signWith(page, ecert)
    await finish(page)
    const reference = new URL(page.url()).hash
    expect(await first.interrupt()).toBe(0)

    const started = Date.now()
    const again = await PortalProcess.start({
      dataFolder: first.dataFolder,
      port: Number(new URL(first.origin).port),
    })
    // Nothing is built or made anew: two seconds on a quiet machine.
    expect(Date.now() - started).toBeLessThan(15_000)
    await page.goto(`${again.origin}/`)
    await page.locator('#earlier-list a').first().click()
    await expect(page.locator('#result .verdict')).toHaveAttribute('data-outcome', 'passed')
    expect(new URL(page.url()).hash).toBe(reference)
    await again.interrupt()
    await first.close()
  })
})
