import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { chopmark } from './commands.js'
import { type DocumentPortal, startDocumentPortal } from './document-portal.js'
import { expect, test as base } from './fixtures.js'
import { dialog, mainButton, signOnScreen } from './sign-flow.js'

/** With a portal that asks for signatures over any document. */
export const test = base.extend<object, { shows: DocumentPortal }>({
  shows: [
    async ({}, use) => {
      const portal = await startDocumentPortal()
      await use(portal)
      await portal.close()
    },
    { scope: 'worker' },
  ],
})

/** The document as it is shown; none when it is not. */
export const paper = (page: Page): Locator => dialog(page).locator('[part=paper]')

/** Opens the dialog and waits until the document stands there, or the reason why it does not. */
export async function review(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('#sign').click()
  await expect(dialog(page).locator('form[data-step=review]')).toBeVisible()
  await expect(dialog(page).locator('.document button.link')).toBeVisible()
}

/** What became of a signature. */
export interface Signed {
  /** As `chopmark inspect` tells it of the octets that went to the portal. */
  readonly shown: Readonly<Record<string, string>> | undefined
  readonly outcome: string
  /** The portal's check of it. */
  readonly check: { readonly status: string } | undefined
}

/** Signs with the e-Cert of the portal. */
export async function sign(page: Page, { ecert }: DocumentPortal): Promise<Signed> {
  const sending = page.waitForRequest((request) => request.url().endsWith('/signature'))
  await signOnScreen(page, ecert)
  const signature = (await sending).postDataBuffer() ?? Buffer.alloc(0)
  await expect(dialog(page).locator('[data-outcome]')).toBeVisible()
  await mainButton(page).click()
  const file = join(mkdtempSync(join(tmpdir(), 'chopmark-e2e-')), 'signature.p7s')
  writeFileSync(file, signature)
  const [{ signers }] = JSON.parse(chopmark('inspect', file, '--json').out) as [
    { signers: [{ shown?: Record<string, string> }] },
  ]
  const outcome = JSON.parse(await page.locator('#result').innerText()) as {
    answer: { outcome: string; reports: { checks: { id: string; status: string }[] }[] }
  }
  const checks = outcome.answer.reports.flatMap((report) => report.checks)
  return {
    shown: signers[0].shown,
    outcome: outcome.answer.outcome,
    check: checks.find(({ id }) => id === 'request.shown'),
  }
}

/** Screenshots lie with Playwright's own results. */
export function shot(name: string): string {
  return test.info().outputPath(`${name}.png`)
}
