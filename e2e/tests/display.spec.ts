import { transactionDocument } from '@chopmark/server'
import { expectAccessible } from '../src/accessible.js'
import { paper, review, shot, sign, test } from '../src/display-flow.js'
import { expect } from '../src/fixtures.js'
import { dialog, getEcert, mainButton, openEcert } from '../src/sign-flow.js'

const text = (en: string, hant: string, hans: string) => ({
  en,
  'zh-Hant-HK': hant,
  'zh-Hans-HK': hans,
})

const payment = transactionDocument('payment.json', {
  title: text('Payment order', '付款指示', '付款指示'),
  fields: [
    { kind: 'amount', label: text('Amount', '金額', '金额'), currency: 'HKD', value: '1250000.50' },
    {
      ...{ kind: 'payee', label: text('Pay to', '收款人', '收款人') },
      ...{ name: 'Harbour Fish Trading Ltd', bank: '示範銀行', account: '012345678901' },
    },
    {
      kind: 'account',
      label: text('From account', '付款帳戶', '付款账户'),
      value: '024-888-123456-001',
    },
    { kind: 'date', label: text('Payment date', '付款日期', '付款日期'), value: '2026-11-24' },
    { kind: 'date-time', label: text('Before', '截止', '截止'), value: '2026-11-24T09:05:00Z' },
    {
      kind: 'person',
      label: text('Ordered by', '指示人', '指示人'),
      name: '陳大文',
      identity: 'A123456(3)',
    },
    { kind: 'boolean', label: text('Urgent', '緊急', '紧急'), value: true },
    {
      kind: 'list',
      label: text('Goods', '貨物', '货物'),
      items: ['Garoupa', 'Pomfret'].map((name) => [
        { kind: 'text', label: text('Name', '名稱', '名称'), value: name },
        { kind: 'amount', label: text('Price', '價錢', '价钱'), currency: 'JPY', value: '12000' },
      ]),
    },
  ],
})

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
    const label = text('To', '收款人', '收款人')
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
  await openEcert(page, ecert)
  await expect(dialog(page).locator('form[data-step=certificates]')).toBeVisible()
  await mainButton(page).click()
  await expect(dialog(page).locator('[data-outcome]')).toBeVisible()
  await mainButton(page).click()
  await expect(page.locator('#outcome')).toHaveText('付款指示已簽署。')
})
