import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'

/** What a person types into the form. */
export const typed = {
  name: 'Chan Tai Man',
  phone: '2123 4567',
  flat: '12樓A室，示範大廈',
  street: '示範道1號',
  district: '沙田',
  region: 'nt',
  effective: '2026-12-01',
} as const

/** A sandbox e-Cert on the person's disk. */
export interface EcertFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
  readonly pin: string
}

export type EcertKind =
  'good' | 'expired' | 'revoked' | 'unrecognised' | 'encipherment' | 'ending' | 'bank'

/** Gets a sandbox e-Cert as a person does: on the sandbox page, downloading the file and noting the PIN. */
export async function getEcert(
  page: Page,
  origin: string,
  options: { name?: string; kind?: EcertKind; encryption?: 'legacy' | 'modern' } = {},
): Promise<EcertFile> {
  const { name = 'CHAN TAI MAN', kind = 'good', encryption = 'legacy' } = options
  await page.goto(`${origin}/sandbox`)
  await page.locator('#holder').fill(name)
  await page.locator(`input[name=kind][value=${kind}]`).check()
  await page.locator(`input[name=encryption][value=${encryption}]`).check()
  await page.locator('#issue').click()
  await expect(page.locator('#issued')).toBeVisible()
  const pin = await page.locator('#pin').innerText()
  const downloading = page.waitForEvent('download')
  await page.locator('#download').click()
  const download = await downloading
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return {
    name: download.suggestedFilename(),
    mimeType: 'application/x-pkcs12',
    buffer: Buffer.concat(chunks),
    pin,
  }
}

/** @param path - `/?ways=…` offers other ways to sign than a file. */
export async function fillForm(page: Page, origin: string, path = '/'): Promise<void> {
  await page.goto(`${origin}${path}`)
  for (const [field, value] of Object.entries(typed)) {
    if (field === 'region') await page.locator('#region').selectOption(value)
    else await page.locator(`#${field}`).fill(value)
  }
}

/** Nothing the person typed is lost. */
export async function expectTyped(page: Page): Promise<void> {
  for (const [field, value] of Object.entries(typed)) {
    await expect(page.locator(`#${field}`)).toHaveValue(value)
  }
}

/** Where a dialog is looked for: a window, or a frame in one. */
export type Place = Page | FrameLocator

/** The dialog; Playwright looks into its shadow root. */
export function dialog(place: Place): Locator {
  return place.locator('chopmark-sign-dialog')
}

export const step = (place: Place, name: string): Locator =>
  dialog(place).locator(`form[data-step=${name}]`)
export const mainButton = (place: Place): Locator => dialog(place).locator('button[type=submit]')

/** Opens the dialog and reads what is to be signed. */
export async function startSigning(page: Page): Promise<void> {
  await page.locator('#sign').click()
  await expect(step(page, 'review')).toBeVisible()
}

/** From the review to the e-Cert file opened. */
export async function openEcert(page: Page, file: EcertFile, pin = file.pin): Promise<void> {
  await mainButton(page).click()
  await giveEcert(page, file, pin)
}

/** Gives the file and its PIN where the dialog asks for them. */
export async function giveEcert(page: Page, file: EcertFile, pin = file.pin): Promise<void> {
  await dialog(page).locator('input[type=file]').setInputFiles(file)
  await dialog(page).locator('input[type=password]').fill(pin)
  await mainButton(page).click()
}

/** The screen with the person's certificates, once it is on show. */
export async function certificates(page: Page): Promise<Locator> {
  const shown = step(page, 'certificates')
  await expect(shown).toBeVisible()
  return shown
}

/** Presses Sign below the certificate on show. */
export async function pressSign(page: Page): Promise<void> {
  await certificates(page)
  await mainButton(page).click()
}

/** From the review up to and with the press on Sign. */
export async function signOnScreen(page: Page, file: EcertFile): Promise<void> {
  await openEcert(page, file)
  await pressSign(page)
}

/** Everything up to and with the press on Sign. */
export async function signWith(page: Page, file: EcertFile): Promise<void> {
  await startSigning(page)
  await signOnScreen(page, file)
}

/** Ends the dialog after success and waits for the portal's verdict. */
export async function finish(page: Page): Promise<void> {
  await expect(dialog(page).locator('[data-outcome]')).toBeVisible()
  await mainButton(page).click()
  await expect(page.locator('#result .verdict')).toBeVisible()
}

/** The same, and the verdict is a good one. */
export async function expectPassed(page: Page): Promise<void> {
  await finish(page)
  await expect(page.locator('#result .verdict')).toHaveAttribute('data-outcome', 'passed')
}

/** The failure with this code is on show, says what to do next, and closing it loses nothing. */
export async function expectFailure(page: Place, code: string): Promise<void> {
  const shown = dialog(page).locator(`[data-code=${code}]`)
  await expect(shown).toBeVisible()
  await expect(shown).not.toBeEmpty()
  await expect(dialog(page).locator('[part~=next] p').first()).not.toBeEmpty()
}

export async function closeDialog(page: Page): Promise<void> {
  await dialog(page).locator('button.close').click()
  await expect(dialog(page)).toHaveCount(0)
}

/** Closes the dialog; the form holds what was typed, as before. */
export async function closeLosingNothing(page: Page): Promise<void> {
  await closeDialog(page)
  await expectTyped(page)
}
