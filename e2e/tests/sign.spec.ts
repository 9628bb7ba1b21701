import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chopmark, openssl } from '../src/commands.js'
import { expect, test } from '../src/fixtures.js'
import {
  certificates,
  closeDialog,
  dialog,
  expectTyped,
  fillForm,
  finish,
  getEcert,
  mainButton,
  signWith,
  startSigning,
} from '../src/sign-flow.js'

interface EvidenceFile {
  readonly blobs: Readonly<Record<string, string>>
  readonly report: { readonly reports: readonly { readonly indication: string }[] }
}

test.describe('@file @egov signing a change of address', () => {
  for (const encryption of ['legacy', 'modern'] as const) {
    test(`with a ${encryption} e-Cert file, in Traditional Chinese`, async ({ page, portal }) => {
      const ecert = await getEcert(page, portal.origin, { encryption })
      await fillForm(page, portal.origin)
      await startSigning(page)
      // Who asks, for what, and the very text that is signed.
      await expect(dialog(page)).toContainText('示範政府部門')
      await expect(dialog(page)).toContainText('通知部門你的新地址')
      await expect(dialog(page).locator('[part=paper]')).toContainText(
        '新地址：12樓A室，示範大廈，示範道1號，沙田，新界',
      )
      await expect(dialog(page).locator('[part=sandbox]')).toBeVisible()
      await closeDialog(page)

      await signWith(page, ecert)
      await finish(page)
      const result = page.locator('#result')
      await expect(result.locator('.verdict')).toHaveAttribute('data-outcome', 'passed')
      await expect(result).toContainText('簽署有效')
      await expect(result).toContainText('CHAN TAI MAN')
      await expect(result).toContainText('測試用電子證書(個人)')
      await expect(result).toContainText('Chopmark SANDBOX Root CA')
      await expect(result).toContainText('未被撤銷')
      await expect(page.locator('.sandbox-banner')).toBeVisible()
    })
  }

  test('in English and Simplified Chinese, one click away', async ({ page, portal }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    await page.getByRole('button', { name: 'English' }).click()
    await expectTyped(page)
    await startSigning(page)
    await expect(dialog(page)).toContainText('Demonstration Department')
    await expect(dialog(page).locator('[part=paper]')).toContainText('New address: ')
    await closeDialog(page)
    await signWith(page, ecert)
    await finish(page)
    await expect(page.locator('#result')).toContainText('The signature is valid')
    await page.getByRole('button', { name: '简体' }).click()
    await expect(page.locator('#result')).toContainText('签署有效')
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans-HK')
  })

  test('the evidence file is decided again alike, and OpenSSL accepts what the browser signed', async ({
    page,
    portal,
  }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    await signWith(page, ecert)
    await finish(page)
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: '下載證據檔案' }).click()
    const folder = mkdtempSync(join(tmpdir(), 'chopmark-evidence-'))
    const evidence = join(folder, 'evidence.json')
    await (await downloading).saveAs(evidence)
    expect(chopmark('replay', evidence).out).toContain('same report')

    const file = JSON.parse(readFileSync(evidence, 'utf8')) as EvidenceFile
    expect(file.report.reports.map(({ indication }) => indication)).toEqual(['TOTAL-PASSED'])
    // Among the kept bytes OpenSSL finds the CMS itself; it verifies it as CAdES against the sandbox root.
    const root = join(folder, 'root.pem')
    const kept = new X509Certificate(
      readFileSync(join(portal.dataFolder, 'sandbox-ca', 'root.crt')),
    )
    writeFileSync(root, kept.toString())
    const accepted = Object.values(file.blobs).filter((blob, index) => {
      const path = join(folder, `${index}.bin`)
      writeFileSync(path, Buffer.from(blob, 'base64url'))
      return opensslAccepts(path, root)
    })
    expect(accepted).toHaveLength(1)
  })

  test('a person who cancels is told that nothing was submitted', async ({ page, portal }) => {
    await fillForm(page, portal.origin)
    await startSigning(page)
    await closeDialog(page)
    await expect(page.locator('#form-problem')).toContainText('你已取消簽署')
    await expectTyped(page)
    await page.reload()
    await expectTyped(page)
  })

  test('by keyboard alone', async ({ page, portal }) => {
    const ecert = await getEcert(page, portal.origin)
    await fillForm(page, portal.origin)
    await page.locator('#sign').focus()
    await page.keyboard.press('Enter')
    await expect(mainButton(page)).toBeVisible()
    await mainButton(page).focus()
    await page.keyboard.press('Enter')
    await dialog(page).locator('input[type=file]').setInputFiles(ecert)
    await expect(dialog(page).locator('input[type=password]')).toBeFocused()
    await page.keyboard.type(ecert.pin)
    await page.keyboard.press('Enter')
    await certificates(page)
    await mainButton(page).focus()
    await page.keyboard.press('Enter')
    await expect(dialog(page).locator('[data-outcome=accepted]')).toBeVisible()
    await mainButton(page).focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('#result .verdict')).toHaveAttribute('data-outcome', 'passed')
  })
})

function opensslAccepts(path: string, root: string): boolean {
  const trust = ['-CAfile', root, '-purpose', 'any']
  try {
    openssl('cms', '-verify', '-cades', '-inform', 'DER', '-in', path, ...trust)
    return true
  } catch {
    return false
  }
}
