import { expect, type Page } from '@playwright/test'
import { dialog, type EcertFile, mainButton } from './sign-flow.js'

/** Opens the clerk's desk of the demonstration. */
export async function openDesk(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/desk`)
  await expect(page.locator('#batch')).toBeVisible()
}

/** From the dialog's first screen to the press on Sign. */
export async function signOnScreen(page: Page, ecert: EcertFile): Promise<void> {
  await openOnScreen(page, ecert)
  await mainButton(page).click()
}

/** From the dialog's first screen to the certificate. */
export async function openOnScreen(page: Page, ecert: EcertFile): Promise<void> {
  await expect(mainButton(page)).toBeEnabled()
  await mainButton(page).click()
  await dialog(page).locator('input[type=file]').setInputFiles(ecert)
  await dialog(page).locator('input[type=password]').fill(ecert.pin)
  await mainButton(page).click()
  await expect(dialog(page).locator('form[data-step=certificates]')).toBeVisible()
}

/** Signs the three reports with one e-Cert file. @returns The ids of the signatures. */
export async function signReports(page: Page, ecert: EcertFile): Promise<readonly string[]> {
  await page.locator('#batch').click()
  await expect(dialog(page).locator('form[data-step=batch-review]')).toBeVisible()
  await signOnScreen(page, ecert)
  await expect(dialog(page).locator('form[data-step=batch-done]')).toBeVisible()
  await mainButton(page).click()
  await expect(page.locator('#desk-result [data-outcome=signed]')).toBeVisible()
  return page.locator('#desk-result [data-result=signed]').allInnerTexts()
}
