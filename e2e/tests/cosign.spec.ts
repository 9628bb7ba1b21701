import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectAccessible } from '../src/accessible.js'
import { chopmark, openssl } from '../src/commands.js'
import { openDesk, signReports } from '../src/desk-flow.js'
import { expect, test } from '../src/fixtures.js'
import { dialog, expectFailure, getEcert, mainButton, signOnScreen } from '../src/sign-flow.js'

/** One of the reports of `chopmark verify --json`. */
interface Judged {
  readonly indication: string
  readonly signer: { readonly commonName: string }
  readonly counterSignatureOf: string | null
  readonly missing?: readonly { readonly kind: string; readonly urls: readonly string[] }[]
}

test.describe('@cosign maker and checker', () => {
  for (const as of ['parallel', 'counter'] as const) {
    test(`a second person signs ${as === 'parallel' ? 'beside' : 'over'} the first, in a session of their own`, async ({
      page,
      portal,
      browser,
    }) => {
      const makers = await getEcert(page, portal.origin, { name: 'CHAN TAI MAN' })
      await openDesk(page, portal.origin)
      const [first = ''] = await signReports(page, makers)

      const desk = await (await browser.newContext({ acceptDownloads: true })).newPage()
      const checkers = await getEcert(desk, portal.origin, { name: 'WONG SIU MING' })
      await openDesk(desk, portal.origin)
      await desk.locator(`[data-signature="${first}"] [data-as=${as}]`).click()
      const earlier = dialog(desk).locator('[part=earlier]')
      await expect(earlier).toContainText('CHAN TAI MAN')
      await expect(earlier).toHaveAttribute('data-cosign', as)
      await expect(dialog(desk).locator('[part=paper]')).toContainText('Monthly report 2026-08')
      await expectAccessible(desk, `review of a ${as} signature`)
      await signOnScreen(desk, checkers)
      await expect(dialog(desk).locator('[data-outcome=accepted]')).toBeVisible()
      await mainButton(desk).click()
      await expect(desk.locator('#desk-result li')).toHaveCount(2)
      const verdicts = await desk.locator('#desk-result li').allInnerTexts()
      expect([...verdicts].sort()).toEqual([
        'CHAN TAI MAN: TOTAL-PASSED',
        'WONG SIU MING: TOTAL-PASSED',
      ])
      const countered = desk.locator('#desk-result li[data-counter=true]')
      await expect(countered).toHaveCount(as === 'counter' ? 1 : 0)

      // OpenSSL reads the whole: two signers, or one with the other over it.
      const downloading = desk.waitForEvent('download')
      await desk.getByRole('link', { name: 'CMS' }).click()
      const folder = mkdtempSync(join(tmpdir(), 'chopmark-cosign-'))
      const file = join(folder, 'signed.p7s')
      await (await downloading).saveAs(file)
      const message = ['-inform', 'DER', '-in', file]
      const printed = openssl('cms', '-cmsout', '-print', ...message).toString()
      expect(printed.match(/d\.issuerAndSerialNumber/g)).toHaveLength(as === 'parallel' ? 2 : 1)
      expect(printed.includes('countersignature')).toBe(as === 'counter')
      const root = join(folder, 'root.pem')
      const der = join(portal.dataFolder, 'sandbox-ca', 'root.crt')
      writeFileSync(root, openssl('x509', '-in', der, '-outform', 'PEM'))
      openssl('cms', '-verify', ...message, '-CAfile', root, '-purpose', 'any', '-binary')

      // And `chopmark verify` judges it far from the portal, once it has the CRLs that it says it wants.
      const judge = (...crls: readonly string[]) => {
        const options = ['--anchors', root, '--offline', '--json']
        const { exit, out } = chopmark('verify', file, ...options, ...crls)
        return { exit, ...(JSON.parse(out) as { reports: readonly Judged[] }) }
      }
      const wanting = judge()
      expect(wanting.exit).toBe(2)
      const needs = wanting.reports.flatMap(({ missing = [] }) => missing)
      const urls = needs.flatMap((need) => (need.kind === 'crl' ? need.urls : []))
      const crls = [...new Set(urls)].map(async (url, index) => {
        const crl = join(folder, `${index}.crl`)
        writeFileSync(crl, new Uint8Array(await (await fetch(url)).arrayBuffer()))
        return ['--crl', crl]
      })
      const { exit, reports } = judge(...(await Promise.all(crls)).flat())
      expect(exit).toBe(0)
      expect(reports).toMatchObject([
        { indication: 'TOTAL-PASSED', signer: { commonName: 'CHAN TAI MAN' } },
        { indication: 'TOTAL-PASSED', signer: { commonName: 'WONG SIU MING' } },
      ])
      expect(reports.map((report) => report.counterSignatureOf !== null)).toEqual([
        false,
        as === 'counter',
      ])
      await desk.context().close()
    })
  }

  test('the maker may not be the checker', async ({ page, portal }) => {
    const makers = await getEcert(page, portal.origin)
    await openDesk(page, portal.origin)
    const [first = ''] = await signReports(page, makers)
    await page.locator(`[data-signature="${first}"] [data-as=counter]`).click()
    await signOnScreen(page, makers)
    await expectFailure(page, 'SIGNER_SAME_PERSON')
    await expect(dialog(page)).toContainText('須由另一人簽署')
  })

  test('a portal that passes off another document is found out before anything is shown', async ({
    page,
    portal,
  }) => {
    const makers = await getEcert(page, portal.origin)
    await openDesk(page, portal.origin)
    const [first = '', second = ''] = await signReports(page, makers)
    // The earlier signatures of one report are given for those of another.
    const other = await page.request.get(`${portal.origin}/api/desk/signatures/${second}/cms`)
    await page.route('**/earlier', (route) =>
      other.body().then((body) => route.fulfill({ contentType: 'application/cms', body })),
    )
    await page.locator(`[data-signature="${first}"] [data-as=counter]`).click()
    await expectFailure(page, 'EARLIER_SIGNATURE_MISMATCH')
  })
})
