import { expect, type Locator, type Page } from '@playwright/test'
import { dialog, expectPassed, fillForm, mainButton, startSigning } from './sign-flow.js'

/** A phone: a finger, no mouse, 390 by 844. What is below taps. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** What an authority sends a person who asks for a certificate on their device. */
export interface Code {
  readonly referenceNumber: string
  readonly pin: string
}

/** Gets an enrolment code as a person does: on the sandbox page. */
export async function getCode(
  page: Page,
  origin: string,
  kind: 'good' | 'expired' = 'good',
): Promise<Code> {
  await page.goto(`${origin}/sandbox`)
  await page.locator('#holder').fill('CHAN TAI MAN')
  await page.locator(`input[name=kind][value=${kind}]`).check()
  await page.locator('#issue').tap()
  await expect(page.locator('#reference-number')).toHaveText(/^\d{10}$/)
  return {
    referenceNumber: await page.locator('#reference-number').innerText(),
    pin: await page.locator('#enrolment-pin').innerText(),
  }
}

/** A screen of the source's own. */
export const form = (page: Page, id: string): Locator => dialog(page).locator(`[data-form=${id}]`)

/** From the filled form to the dialog's question about this device. */
export async function startOnDevice(page: Page, origin: string): Promise<void> {
  await fillForm(page, origin, '/?ways=device')
  await startSigning(page)
  await mainButton(page).tap()
}

/** Types the code and has the key of this device made. */
export async function enterCode(page: Page, { referenceNumber, pin }: Code): Promise<void> {
  await expect(form(page, 'device-enrol')).toBeVisible()
  await dialog(page).locator('#referenceNumber').fill(referenceNumber)
  await dialog(page).locator('#enrolmentPin').fill(pin)
  await mainButton(page).tap()
}

/** Agrees to the use of the key, checks the certificate, signs, and sees the portal's verdict. */
export async function useAndSign(page: Page): Promise<void> {
  await expect(form(page, 'device-use')).toContainText('CHAN TAI MAN')
  await mainButton(page).tap()
  await expect(dialog(page).locator('form[data-step=certificates]')).toContainText('CHAN TAI MAN')
  await mainButton(page).tap()
  await expectPassed(page)
}
