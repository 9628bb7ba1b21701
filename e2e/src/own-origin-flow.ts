import type { BrowserContext, FrameLocator, Page, Request } from '@playwright/test'
import { expect } from './fixtures.js'
import { mainButton, type Place, step } from './sign-flow.js'

export const frameOf = (page: Page): FrameLocator => page.frameLocator('dialog > iframe')

/** A press counts half a second after the dialog came up. */
export const armedAfterMs = 700

/** Presses a button of the portal's page, and waits for the dialog in the window that opens. @param first - Its first screen. */
export async function inPopUp(
  page: Page,
  context: BrowserContext,
  button = '#sign',
  first = 'review',
): Promise<Page> {
  const opening = context.waitForEvent('page')
  await page.locator(button).click()
  const popUp = await opening
  await expect(step(popUp, first)).toBeVisible({ timeout: 60_000 })
  return popUp
}

/** The same in a frame. */
export async function inFrame(
  page: Page,
  button = '#sign',
  first = 'review',
): Promise<FrameLocator> {
  await page.locator(button).click()
  await expect(step(frameOf(page), first)).toBeVisible({ timeout: 60_000 })
  return frameOf(page)
}

/** The portal's own address, at which the person is handed over: the attacker's script sees it as well. */
export async function handOverAddress(page: Page, start: () => Promise<unknown>): Promise<string> {
  const isIt = (request: Request): boolean =>
    /\/requests\/[\w-]{22}\/dialog(?:\?|$)/.test(request.url())
  const handing = page.context().waitForEvent('request', isIt)
  await start()
  return (await handing).url()
}

/** Presses once more, which takes the window away under Playwright's hands: what counts is what the portal's page says then. */
export function leave(place: Place): void {
  void mainButton(place)
    .click()
    .catch(() => undefined)
}
