import { transactionDocument } from '@chopmark/server'
import { expectAccessible } from '../src/accessible.js'
import { paper, review, shot, sign, test } from '../src/display-flow.js'
import { expect } from '../src/fixtures.js'
import { localized } from '../src/localized.js'
import { payment } from '../src/payment-order.js'
import { dialog, getEcert, mainButton, signOnScreen } from '../src/sign-flow.js'

test.describe('@display a transaction', () => {
  test('is shown in three languages, and what was shown is signed', async ({ page, shows }) => {
    await review(page, await shows.ask(payment, { shown: 'whole' }))
    await expect(paper(page).locator('.amount').first()).toHaveText('HK$1,250,000.50')
    await expect(paper(page)).toContainText('Hong Kong dollars (HKD)')
    await expect(paper(page)).toContainText('Tuesday, 24 November 2026')
    await expect(paper(page)).toContainText('0123 4567 8901')
    await expectAccessible(page)
    await page.screenshot({ path: shot('transaction-en') })
    await dialog(page).locator('button[lang=zh-Hans-HK]').click()
    await expect(paper(page)).toContainText('付款账户')
    await expect(paper(page)).toContainText('港元（HKD）')
    await page.screenshot({ path: shot('transaction-hans') })
    await dialog(page).locator('button[lang=zh-Hant-HK]').click()
    await expect(paper(page)).toContainText('付款帳戶')
    await expect(paper(page)).toContainText('2026年11月24日（星期二） 17:05:00')
    await page.screenshot({ path: shot('transaction-hant') })
    const { shown, outcome, check } = await sign(page, shows)
    expect(shown).toMatchObject({
      ...{ extent: 'whole', locale: 'zh-Hant-HK', renderer: 'chopmark/transaction', version: '1' },
    })
    expect(outcome).toBe('accepted')
    expect(check).toMatchObject({ status: 'PASSED', facts: { shownAgain: 'same' } })
  })

  test('fits a screen of 320 px, dark too', async ({ page, shows }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await review(page, await shows.ask(payment))
    await expect(paper(page).locator('.amount').first()).toBeVisible()
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(over).toBeLessThanOrEqual(0)
    const body = await dialog(page)
      .locator('.body')
      .evaluate((element) => element.scrollWidth - element.clientWidth)
    expect(body).toBeLessThanOrEqual(0)
    await expectAccessible(page)
    await paper(page).scrollIntoViewIfNeeded()
    await page.screenshot({ path: shot('transaction-320') })
  })

  test('that is not canonical is not shown, and not signed where it must be', async ({
    page,
    shows,
  }) => {
    const content = new TextEncoder().encode(`${new TextDecoder().decode(payment.content)} `)
    await review(page, await shows.ask({ ...payment, content }, { shown: 'whole' }))
    await expect(paper(page)).toHaveCount(0)
    await expect(dialog(page).locator('.document')).toContainText('cannot be shown faithfully')
    await expect(mainButton(page)).toBeDisabled()
    await expectAccessible(page)
    await review(page, await shows.ask({ ...payment, content }))
    const { shown, outcome } = await sign(page, shows)
    expect(shown).toEqual({ extent: 'none', locale: 'en' })
    expect(outcome).toBe('accepted')
  })

  test('with look-alike letters and hidden characters carries a warning', async ({
    page,
    shows,
  }) => {
    const label = localized('To', '收款人', '收款人')
    const fields = [
      { kind: 'payee', label, name: 'P\u0430ypal Ltd' },
      { kind: 'text', label, value: 'invoice\u202efdp.exe' },
    ] as const
    const requester = { en: 'Of\u0456ice', 'zh-Hant-HK': '部門', 'zh-Hans-HK': '部门' }
    const document = transactionDocument('odd.json', { title: label, fields })
    await review(page, await shows.ask(document, { requester }))
    await expect(paper(page).locator('.warning')).toHaveCount(2)
    await expect(paper(page)).toContainText('invoice‹U+202E›fdp.exe')
    await expect(dialog(page).locator('.name-warning')).toContainText('different alphabets')
    await expectAccessible(page)
    await page.screenshot({ path: shot('warnings') })
  })
})

test('@display @egov a payment order of the demonstration portal', async ({ page, portal }) => {
  const ecert = await getEcert(page, portal.origin)
  await page.goto(`${portal.origin}/payment`)
  await page.locator('#sign').click()
  await expect(paper(page).locator('.amount')).toHaveText('HK$12,850.00')
  await signOnScreen(page, ecert)
  await expect(dialog(page).locator('[data-outcome]')).toBeVisible()
  await mainButton(page).click()
  await expect(page.locator('#outcome')).toHaveText('付款指示已簽署。')
})
