import { createHash } from 'node:crypto'
import {
  base64url,
  contentIdentifier,
  fromBase64url,
  instant,
  signedAttributesFor,
} from '@chopmark/core'
import type { BrowserContext, Page } from '@playwright/test'
import { expectAccessible } from '../src/accessible.js'
import { agree, cardPin, expect, promptAfter, refuse, softHsm, test } from '../src/card-fixtures.js'
import {
  certificates,
  closeLosingNothing,
  dialog,
  expectFailure,
  expectPassed,
  fillForm,
  getEcert,
  giveEcert,
  mainButton,
  pressSign,
  startSigning,
} from '../src/sign-flow.js'

const choice = (page: Page, name: string) =>
  dialog(page).locator('button.choice', { hasText: name })
const card = '智能卡'
const file = '電子證書檔案'

/** The form filled in, and the dialog at the choice of ways. */
async function toChoice(page: Page, origin: string): Promise<void> {
  await fillForm(page, origin, '/?ways=file,card')
  await startSigning(page)
  await mainButton(page).click()
  await expect(choice(page, card)).toBeVisible()
}

/** From the choice to the card's certificate; the first time, the person lets the site see it. */
async function toCertificate(page: Page, context: BrowserContext): Promise<void> {
  const consent = await promptAfter(context, () => choice(page, card).click())
  await agree(consent)
  await certificates(page)
}

/** The signed attributes of a Chopmark signature for a site, base64url. */
function attributesFor({ certificate }: { certificate: string }, origin: string): string {
  const der = fromBase64url(certificate)
  const sha256 = (octets: Uint8Array | string): Uint8Array =>
    Uint8Array.from(createHash('sha256').update(octets).digest())
  return base64url(
    signedAttributesFor({
      messageDigest: sha256('a cat'),
      algorithm: { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      certificate: der,
      certificateSha256: sha256(der),
      signingTime: instant('2026-11-24T06:00:00Z'),
      contentIdentifier: contentIdentifier(new Uint8Array(32), sha256(origin)),
    }),
  )
}

test.describe('@card signing with a card', () => {
  test.skip(softHsm === undefined, 'SoftHSM2 is not installed (.ci/setup installs it)')
  test.describe.configure({ timeout: 120_000 })

  test('a card signs, the PIN is asked in a window of the extension, and the verdict is TOTAL-PASSED', async ({
    page,
    context,
    portal,
    softCard,
  }) => {
    expect(softCard.module).toBeTruthy()
    await toChoice(page, portal.origin)
    const consent = await promptAfter(context, () => choice(page, card).click())
    await expect(consent.locator('.origin')).toHaveText(portal.origin)
    await expect(dialog(page)).toContainText('請查看 Chopmark 視窗')
    await expectAccessible(consent, 'consent', 'html')
    await agree(consent)
    const chosen = dialog(page).locator('form[data-step=certificates]')
    await expect(chosen).toContainText('CHAN TAI MAN')
    await expect(chosen).toContainText('e-Cert Token / Test reader')

    const prompt = await promptAfter(context, () => mainButton(page).click())
    await expect(prompt.locator('.origin')).toHaveText(portal.origin)
    await expect(prompt.locator('.holder')).toHaveText('CHAN TAI MAN')
    await expect(prompt.locator('.document')).not.toBeEmpty()
    await expect(prompt.locator('.fingerprint')).toHaveText(/^([0-9A-F]{4} ){15}[0-9A-F]{4}$/)
    const fingerprint = await prompt.locator('.fingerprint').innerText()
    await prompt.getByRole('button', { name: 'EN' }).click()
    await expect(prompt.locator('h1')).toHaveText('Sign with your card')
    await expectAccessible(prompt, 'prompt', 'html')
    await agree(prompt, cardPin)
    await expectPassed(page)
    await expect(page.locator('#result')).toContainText('CHAN TAI MAN')

    // What the window showed is the digest of what the portal has, and the evidence says TOTAL-PASSED.
    const kept = await page.evaluate(async () => {
      const submission = (await (
        await fetch(`/api/submissions/${location.hash.slice(1)}`)
      ).json()) as { document: string; evidenceUrl: string }
      const evidence = (await (await fetch(submission.evidenceUrl)).json()) as {
        report: { reports: { indication: string }[] }
      }
      const { reports } = evidence.report
      return {
        document: submission.document,
        indications: reports.map(({ indication }) => indication),
      }
    })
    expect(kept.indications).toEqual(['TOTAL-PASSED'])
    const digest = createHash('sha256').update(kept.document, 'utf8').digest('hex')
    expect(fingerprint.replaceAll(' ', '')).toBe(digest.toUpperCase())
  })

  test('a wrong PIN is counted, the last try is announced, then the card is locked and a file does it', async ({
    page,
    context,
    portal,
    softCard,
  }) => {
    const ecert = await getEcert(page, portal.origin)
    await toChoice(page, portal.origin)
    await toCertificate(page, context)
    const prompt = await promptAfter(context, () => mainButton(page).click())
    await agree(prompt, '00000000')
    await expect(prompt.locator('[data-problem=PIN_WRONG]')).toBeVisible()
    await expect(prompt.locator('[data-pin=low]')).toContainText('先前曾輸入錯誤密碼')
    await agree(prompt, '00000000')
    await expect(prompt.locator('[data-pin=final-try]')).toContainText('這是最後一次機會')
    await agree(prompt, '00000000')
    await expect(prompt.locator('[data-problem=PIN_LOCKED]')).toBeVisible()
    await refuse(prompt)
    await expectFailure(page, 'CARD_PIN_LOCKED')
    expect(softCard.has('tries')).toBe(true)

    // The next way: nothing typed is lost, and a file signs the same request.
    await mainButton(page).click()
    await choice(page, file).click()
    await giveEcert(page, ecert)
    await pressSign(page)
    await expectPassed(page)
  })

  test('a wrong PIN, then the right one', async ({ page, context, portal, softCard }) => {
    await toChoice(page, portal.origin)
    await toCertificate(page, context)
    const prompt = await promptAfter(context, () => mainButton(page).click())
    await agree(prompt, '00000000')
    await expect(prompt.locator('[data-problem=PIN_WRONG]')).toBeVisible()
    await agree(prompt, cardPin)
    await expectPassed(page)
    expect(softCard.has('tries')).toBe(true)
  })

  test('a card that is locked already is told before a PIN is asked', async ({
    page,
    context,
    portal,
    softCard,
  }) => {
    softCard.set('tries', '3')
    await toChoice(page, portal.origin)
    await toCertificate(page, context)
    await mainButton(page).click()
    await expectFailure(page, 'CARD_PIN_LOCKED')
    expect(context.pages()).toHaveLength(1)
  })

  test('a card taken out in the middle signs once it is back', async ({
    page,
    context,
    portal,
    softCard,
  }) => {
    await toChoice(page, portal.origin)
    await toCertificate(page, context)
    softCard.set('leaves')
    const prompt = await promptAfter(context, () => mainButton(page).click())
    await agree(prompt, cardPin)
    await expect(prompt.locator('[data-problem=CARD_REMOVED]')).toContainText('卡不在讀卡器內')
    softCard.clear('absent')
    await agree(prompt, cardPin)
    await expectPassed(page)
  })

  test('no card, then no reader, then both', async ({ page, context, portal, softCard }) => {
    softCard.set('absent')
    await toChoice(page, portal.origin)
    await agree(await promptAfter(context, () => choice(page, card).click()))
    await expectFailure(page, 'CARD_MISSING')
    softCard.set('unplugged')
    await mainButton(page).click()
    await expectFailure(page, 'CARD_READER_MISSING')
    softCard.clear('absent')
    softCard.clear('unplugged')
    await mainButton(page).click()
    await certificates(page)
    await closeLosingNothing(page)
  })

  test('a person who refuses has signed nothing, and may think again', async ({
    page,
    context,
    portal,
    softCard,
  }) => {
    expect(softCard.module).toBeTruthy()
    await toChoice(page, portal.origin)
    const consent = await promptAfter(context, () => choice(page, card).click())
    await refuse(consent)
    await expectFailure(page, 'CARD_REFUSED')
    await page.waitForTimeout(2100) // a site that was refused may not ask again at once
    const again = await promptAfter(context, () => mainButton(page).click())
    await agree(again)
    await certificates(page)
    const prompt = await promptAfter(context, () => mainButton(page).click())
    await prompt.close()
    await expectFailure(page, 'CARD_REFUSED')
  })

  test('a script in the page gets no signature for another site, none over its own octets, and no key to try', async ({
    page,
    context,
    portal,
    softCard,
  }) => {
    expect(softCard.module).toBeTruthy()
    await toChoice(page, portal.origin)
    await toCertificate(page, context)
    const answers = await page.evaluate(async () => {
      const overheard: unknown[] = []
      window.addEventListener('message', (event) => overheard.push(event.data), true)
      const { port1, port2 } = new MessageChannel()
      const replies: Record<string, unknown>[] = []
      port1.onmessage = ({ data }) => replies.push(data as Record<string, unknown>)
      window.postMessage({ chopmark: 'connect-card', protocol: 2 }, location.origin, [port2])
      const ask = async (question: Record<string, unknown>): Promise<Record<string, unknown>> => {
        port1.postMessage({ locale: 'en', ...question })
        for (;;) {
          const found = replies.find(({ id }) => id === question['id'])
          if (found !== undefined) return found
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
      const { keys } = (await ask({ id: 1, kind: 'list' })) as { keys: { key: string }[] }
      const key = keys[0]?.key ?? ''
      const documents = (attributes: string) => [{ name: 'x', attributes }]
      const tls = documents(btoa('TLS 1.3, client'))
      const octets = await ask({ id: 2, kind: 'sign', key, documents: tls })
      const other = { key: 'other', documents: documents('AAAA') }
      const strange = await ask({ id: 3, kind: 'sign', ...other })
      return { octets, strange, overheard: overheard.length }
    })
    expect(answers.octets).toEqual({ id: 2, kind: 'problem', problem: 'NOT_OWN_ATTRIBUTES' })
    expect(answers.strange).toEqual({ id: 3, kind: 'problem', problem: 'CARD_REMOVED' })
    // The hand-off itself is not to be seen by the page's listeners.
    expect(answers.overheard).toBe(0)
    expect(context.pages()).toHaveLength(1)
  })

  test('a frame of another site is named with its own address, and gets no signature for the site around it', async ({
    page,
    context,
    softCard,
  }) => {
    expect(softCard.module).toBeTruthy()
    const portal = 'https://portal.example'
    const stranger = 'https://stranger.example'
    const html = (body: string) => ({ contentType: 'text/html', body: `<!doctype html>${body}` })
    await context.route(`${portal}/`, (route) =>
      route.fulfill(html(`<iframe src="${stranger}/"></iframe>`)),
    )
    await context.route(`${stranger}/`, (route) => route.fulfill(html('<p>Look, a cat.</p>')))
    await page.goto(`${portal}/`)
    const frame = page.frames().find((one) => one.url().startsWith(stranger))
    if (frame === undefined) throw new Error('The frame is missing.')
    const ask = (question: Readonly<Record<string, unknown>>) =>
      frame.evaluate(async (asked) => {
        const { port1, port2 } = new MessageChannel()
        const answer = new Promise((resolve) => {
          port1.onmessage = ({ data }) => {
            if ('id' in (data as object)) resolve(data)
          }
        })
        window.postMessage({ chopmark: 'connect-card', protocol: 2 }, location.origin, [port2])
        port1.postMessage({ id: 1, locale: 'en', ...asked })
        return (await answer) as Record<string, unknown>
      }, question)

    const listing: { keys?: Promise<Record<string, unknown>> } = {}
    const consent = await promptAfter(context, () => {
      listing.keys = ask({ kind: 'list' })
      return Promise.resolve()
    })
    await expect(consent.locator('.origin')).toHaveText(stranger)
    await expect(consent.locator('.embedded')).toContainText(portal)
    await agree(consent)
    const { keys } = (await listing.keys) as { keys: { key: string; certificate: string }[] }
    const [key] = keys
    if (key === undefined) throw new Error('No key is listed.')

    const sign = (origin: string) =>
      ask({
        kind: 'sign',
        key: key.key,
        documents: [{ name: 'Cat', attributes: attributesFor(key, origin) }],
      })
    expect(await sign(portal)).toEqual({ id: 1, kind: 'problem', problem: 'WRONG_ORIGIN' })
    // Its own name would be asked for, with its own address in front of the person's eyes.
    const prompt = await promptAfter(context, () => {
      listing.keys = sign(stranger)
      return Promise.resolve()
    })
    await expect(prompt.locator('.origin')).toHaveText(stranger)
    await refuse(prompt)
    expect(await listing.keys).toEqual({ id: 1, kind: 'problem', problem: 'REFUSED' })
  })

  test.describe('without the host', () => {
    test.use({ setting: { extension: true, host: false } })
    test('says so, and offers the file', async ({ page, portal, softCard }) => {
      expect(softCard.module).toBeTruthy()
      await toChoice(page, portal.origin)
      await choice(page, card).click()
      await expectFailure(page, 'CARD_HOST_MISSING')
      await dialog(page).getByRole('button', { name: '以其他方式簽署' }).click()
      await expect(choice(page, file)).toBeVisible()
    })
  })

  test.describe('without the extension', () => {
    test.use({ setting: { extension: false, host: false } })
    test('says so, offers the file, and the file signs', async ({ page, portal }) => {
      const ecert = await getEcert(page, portal.origin)
      await toChoice(page, portal.origin)
      await choice(page, card).click()
      await expectFailure(page, 'CARD_EXTENSION_MISSING')
      await expect(dialog(page)).toContainText('欠缺 Chopmark 擴充功能')
      await dialog(page).getByRole('button', { name: '以其他方式簽署' }).click()
      await choice(page, file).click()
      await giveEcert(page, ecert)
      await pressSign(page)
      await expectPassed(page)
    })
  })
})
