import type { BrowserContext, Page } from '@playwright/test'
import type { CreateRequestInput } from '@chopmark/server'
import { paper } from '../src/display-flow.js'
import { expect } from '../src/fixtures.js'
import { makePdf, textPage } from '../src/make-pdf.js'
import { payment } from '../src/payment-order.js'
import { approveInApp, authorise, openService, test } from '../src/remote-flow.js'
import type { RemotePortal } from '../src/remote-portal.js'
import { dialog, mainButton } from '../src/sign-flow.js'

const tenancy: CreateRequestInput['document'] = {
  name: 'tenancy.pdf',
  mediaType: 'application/pdf',
  content: makePdf({ pages: [textPage('Tenancy agreement', 'Rent: HKD 18,500')] }),
}

type Way = 'csc' | 'iam-smart'
const named = (name: string) => ({ signer: { subject: { '2.5.4.3': name } } })
const chan = named('CHAN TAI MAN')
const wong = named('WONG SIU MING')

interface Answer {
  readonly outcome: string
  readonly signatureId: string
  readonly reports: readonly {
    readonly indication: string
    readonly counterSignatureOf: string | null
    readonly signer: { readonly commonName: string }
    readonly checks: readonly { readonly id: string; readonly status: string }[]
  }[]
}

/** From the portal's page to the document on the dialog's paper. */
async function read(page: Page, url: string, way: Way): Promise<void> {
  await page.goto(`${url}?lang=zh-Hant-HK&ways=${way}`)
  await page.locator('#sign').click()
  await expect(paper(page)).toBeVisible()
  await expect(mainButton(page)).toBeEnabled()
}

/** From there through the service to what the portal decided. */
async function signAtService(
  page: Page,
  context: BrowserContext,
  remote: RemotePortal,
  way: Way,
): Promise<Answer> {
  await mainButton(page).click()
  await expect(dialog(page).locator('[data-form=remote]')).toBeVisible()
  if (way === 'csc') await authorise(await openService(page, context), 'sign 1 document')
  else await approveInApp(page, remote)
  await expect(dialog(page).locator('[data-outcome=accepted]')).toBeVisible()
  await mainButton(page).click()
  await expect(page.locator('#result')).toContainText('"outcome":"signed"')
  const { answer } = JSON.parse(await page.locator('#result').innerText()) as { answer: Answer }
  return answer
}

const shownCheck = ({ reports }: Answer) =>
  reports.flatMap(({ checks }) => checks).find(({ id }) => id === 'request.shown')

for (const way of ['csc', 'iam-smart'] as const) {
  test.describe(`@remote @${way} @display what was shown is in what ${way} signs`, () => {
    test('a transaction', async ({ page, context, remote }) => {
      await read(page, await remote.ask(payment, { ...chan, shown: 'whole' }), way)
      await expect(paper(page).locator('.amount').first()).toHaveText('HK$1,250,000.50')
      const answer = await signAtService(page, context, remote, way)
      expect(shownCheck(answer)).toMatchObject({
        status: 'PASSED',
        facts: {
          ...{ asked: 'whole', shownAgain: 'same' },
          shown: { extent: 'whole', locale: 'zh-Hant-HK', renderer: 'chopmark/transaction' },
        },
      })
    })

    test('a PDF', async ({ page, context, remote }) => {
      await read(page, await remote.ask(tenancy, { ...chan, shown: 'whole' }), way)
      await expect(paper(page)).toContainText('Rent: HKD 18,500')
      const answer = await signAtService(page, context, remote, way)
      expect(shownCheck(answer)).toMatchObject({
        status: 'PASSED',
        facts: { asked: 'whole', shown: { extent: 'whole', renderer: 'chopmark/pdf' } },
      })
    })
  })

  test.describe(`@remote @${way} @cosign a second signature by ${way}`, () => {
    const [first, second] = way === 'csc' ? [chan, wong] : [wong, chan]

    for (const as of ['parallel', 'counter'] as const) {
      test(as, async ({ page, context, remote }) => {
        await read(page, await remote.ask(payment, first), 'csc')
        const { signatureId } = await signAtService(page, context, remote, 'csc')

        await read(page, await remote.cosign({ signatureId, as }, second), way)
        const earlier = dialog(page).locator('[part=earlier]')
        await expect(earlier).toContainText(first.signer.subject['2.5.4.3'])
        await expect(earlier).toHaveAttribute('data-cosign', as)
        const { reports } = await signAtService(page, context, remote, way)
        expect(reports.map(({ indication }) => indication)).toEqual([
          'TOTAL-PASSED',
          'TOTAL-PASSED',
        ])
        const counters = reports.filter(({ counterSignatureOf }) => counterSignatureOf !== null)
        expect(counters.map(({ signer }) => signer.commonName)).toEqual(
          as === 'counter' ? [second.signer.subject['2.5.4.3']] : [],
        )
      })
    }
  })
}

test('@remote @csc @batch @display each document of a batch that has to be shown says that it was', async ({
  page,
  context,
  remote,
}) => {
  const documents = [payment, { ...payment, name: 'second.json' }]
  const url = await remote.ask(documents, { ...chan, shown: 'whole' })
  await page.goto(`${url}?lang=zh-Hant-HK&ways=csc`)
  await page.locator('#sign').click()
  const summaries = dialog(page).locator('li[data-request] summary')
  await expect(summaries).toHaveCount(2)
  for (const summary of await summaries.all()) {
    await expect(mainButton(page)).toBeDisabled()
    await summary.click()
  }
  await expect(paper(page)).toHaveCount(2)
  await mainButton(page).click()
  await authorise(await openService(page, context), 'sign 2 document')
  await expect(dialog(page).locator('li[data-result=signed]')).toHaveCount(2)
  await mainButton(page).click()
  await expect(page.locator('#result')).toContainText('{"outcome":"signed"')
  const { results } = JSON.parse(await page.locator('#result').innerText()) as {
    results: { answer: Answer }[]
  }
  expect(results.map(({ answer }) => shownCheck(answer))).toMatchObject([
    { status: 'PASSED', facts: { asked: 'whole', shownAgain: 'same' } },
    { status: 'PASSED', facts: { asked: 'whole', shownAgain: 'same' } },
  ])
})
