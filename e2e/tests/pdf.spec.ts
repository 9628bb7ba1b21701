import type { Page } from '@playwright/test'
import type { CreateRequestInput } from '@chopmark/server'
import { expectAccessible } from '../src/accessible.js'
import { paper, review, shot, sign, test } from '../src/display-flow.js'
import { expect } from '../src/fixtures.js'
import { makePdf, textPage } from '../src/make-pdf.js'
import { dialog, mainButton } from '../src/sign-flow.js'

const pdf = (content: Uint8Array): CreateRequestInput['document'] => ({
  name: 'letter.pdf',
  mediaType: 'application/pdf',
  content,
})

test.describe('@display @pdf a PDF', () => {
  test('is drawn under the strict policy, page by page, with its text beside', async ({
    page,
    shows,
  }) => {
    const content = makePdf({
      pages: [textPage('Tenancy agreement', 'Rent: HKD 18,500'), textPage('Second page')],
    })
    await review(page, await shows.ask(pdf(content), { shown: 'whole' }))
    await expect(dialog(page).locator('.page[data-drawn]').first()).toBeVisible()
    await expect(paper(page)).toContainText('Rent: HKD 18,500')
    await expect(dialog(page).locator('.alert')).toHaveCount(0)
    expect(await inkOf(page, 0)).toBeGreaterThan(500)
    await expectAccessible(page)
    await page.screenshot({ path: shot('pdf') })
    await dialog(page).getByRole('button', { name: 'Next page' }).click()
    await expect(dialog(page).locator('.page-number')).toHaveText('Page 2 of 2')
    const before = await dialog(page).locator('canvas').first().boundingBox()
    await dialog(page).getByRole('button', { name: 'Larger' }).click()
    const after = await dialog(page).locator('canvas').first().boundingBox()
    expect(after?.width).toBeGreaterThan((before?.width ?? 0) * 1.2)
    await paper(page).press('-')
    await page.screenshot({ path: shot('pdf-page-2') })
    const { shown, outcome, check } = await sign(page, shows)
    expect(shown).toMatchObject({ extent: 'whole', renderer: 'chopmark/pdf' })
    expect(shown?.['version']).toMatch(/^1 pdfjs-\d/)
    expect(outcome).toBe('accepted')
    expect(check).toMatchObject({ status: 'PASSED', facts: { shownAgain: null } })
  })

  for (const [what, content, said] of [
    [
      'scripts',
      makePdf({
        pages: [textPage('x')],
        catalog: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>',
      }),
      'contains scripts',
    ],
    [
      'embedded files',
      makePdf({
        pages: [textPage('x')],
        catalog: '/Names << /EmbeddedFiles << /Names [(a.txt) 100 0 R] >> >>',
        objects: [
          '<< /Type /Filespec /F (a.txt) /EF << /F 101 0 R >> >>',
          '<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream',
        ],
      }),
      'Other files are embedded',
    ],
    [
      'layers',
      makePdf({
        pages: [textPage('x')],
        catalog: '/OCProperties << /OCGs [100 0 R] /D << /Order [100 0 R] >> >>',
        objects: ['<< /Type /OCG /Name (Hidden price) >>'],
      }),
      'layers',
    ],
    [
      'a missing font',
      makePdf({ pages: [textPage('x')], font: '/Subtype /TrueType /BaseFont /NoSuchFont' }),
      'fonts are missing',
    ],
    [
      'a hidden note',
      makePdf({
        pages: [textPage('x')],
        page: '/Annots [100 0 R]',
        objects: [
          '<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (I do not agree) /F 2 >>',
        ],
      }),
      'hidden notes',
    ],
  ] as const) {
    test(`with ${what} says that its pages are not all of it`, async ({ page, shows }) => {
      await review(page, await shows.ask(pdf(content)))
      await expect(paper(page)).toBeVisible()
      await expect(dialog(page).locator('.document .alert')).toContainText(said)
      await expectAccessible(page)
      const { shown } = await sign(page, shows)
      expect(shown).toMatchObject({ extent: 'part' })
    })
  }

  for (const [what, content, said] of [
    [
      'XFA form',
      makePdf({
        pages: [textPage('x')],
        catalog: '/AcroForm << /XFA 100 0 R /Fields [] >>',
        objects: ['<< /Length 3 >>\nstream\n<a>\nendstream'],
      }),
      'XFA',
    ],
    ['broken file', new TextEncoder().encode('%PDF-1.7\nnothing'), 'damaged'],
  ] as const) {
    test(`that is a ${what} is not shown`, async ({ page, shows }) => {
      await review(page, await shows.ask(pdf(content), { shown: 'whole' }))
      await expect(dialog(page).locator('.document')).toContainText(said)
      await expect(paper(page)).toHaveCount(0)
      await expect(mainButton(page)).toBeDisabled()
    })
  }
})

/** Pixels of a page that are not white. */
async function inkOf(page: Page, index: number): Promise<number> {
  const canvas = dialog(page).locator('canvas').nth(index)
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { data } = element
      .getContext('2d')
      ?.getImageData(0, 0, element.width, element.height) ?? {
      data: new Uint8ClampedArray(),
    }
    let ink = 0
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) ink++
    return ink
  })
}
