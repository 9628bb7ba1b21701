import { expect, type Page } from '@playwright/test'
import { dialog, type EcertFile, mainButton, signOnScreen } from './sign-flow.js'

/** Opens the clerk's desk of the demonstration. @param way - Another way to sign than a file. */
export async function openDesk(
  page: Page,
  origin: string,
  way: 'file' | 'card' | 'device' = 'file',
): Promise<void> {
  await page.goto(`${origin}/desk?ways=${way}`)
  await expect(page.locator('#batch')).toBeVisible()
}

/** Signs the three reports with one e-Cert file. @returns The ids of the signatures. */
export async function signReports(page: Page, ecert: EcertFile): Promise<readonly string[]> {
  await startReports(page)
  await signOnScreen(page, ecert)
  return finishReports(page)
}

/** Has the three reports offered, with one consent. */
export async function startReports(page: Page): Promise<void> {
  await page.locator('#batch').click()
  await expect(dialog(page).locator('form[data-step=batch-review]')).toBeVisible()
  await expect(mainButton(page)).toBeEnabled()
}

/** Ends the dialog once every report has its signature. @returns The ids of the signatures. */
export async function finishReports(page: Page): Promise<readonly string[]> {
  await expect(dialog(page).locator('li[data-result=signed]')).toHaveCount(3)
  await mainButton(page).click()
  await expect(page.locator('#desk-result [data-outcome=signed]')).toBeVisible()
  const ids = await page.locator('#desk-result [data-result=signed]').allInnerTexts()
  expect(new Set(ids).size).toBe(3)
  return ids
}

/** Whom and how the portal found each of these signatures. */
export async function verdictsOn(
  page: Page,
  origin: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const verdicts: string[] = []
  for (const id of ids) {
    const answer = await page.request.get(`${origin}/api/desk/signatures/${id}`)
    const signers = (await answer.json()) as readonly { signer: string; indication: string }[]
    verdicts.push(...signers.map(({ signer, indication }) => `${signer}: ${indication}`))
  }
  return verdicts
}
