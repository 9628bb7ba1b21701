import type { BrowserContext, Page } from '@playwright/test'
import { expect, test as base } from './fixtures.js'
import { type RemotePortal, startRemotePortal } from './remote-portal.js'
import { dialog, type Place } from './sign-flow.js'

/** With a portal that has services sign, and both services. */
export const test = base.extend<object, { remote: RemotePortal }>({
  remote: [
    async ({}, use) => {
      const portal = await startRemotePortal()
      await use(portal)
      await portal.close()
    },
    { scope: 'worker' },
  ],
})

/** The CSC service's page, in the window that the dialog opens. */
export async function openService(place: Place, context: BrowserContext): Promise<Page> {
  const opening = context.waitForEvent('page')
  await dialog(place).getByRole('button', { name: '開啟簽署服務' }).click()
  return opening
}

/** Logs in there, and authorises what the service names. */
export async function authorise(service: Page, named: string): Promise<void> {
  await service.getByRole('link', { name: 'Approve' }).click()
  await expect(service.locator('p').nth(1)).toContainText(named)
  await service.getByRole('link', { name: 'Approve' }).click()
  await expect(service).toHaveTitle('簽署 Signing')
  await service.close()
}

/** Compares the code and approves in the app: twice for somebody new, whose certificate is learnt first. */
export async function approveInApp(place: Place, { iamSmart }: RemotePortal): Promise<void> {
  // Those that nobody answered before stay as they are: the app shows the latest.
  const unanswered = iamSmart.pending().length - 1
  while (iamSmart.pending().length > unanswered) {
    const code = iamSmart.pending().at(-1)?.identificationCode ?? ''
    await expect(dialog(place).locator('dl.facts')).toContainText(code)
    await iamSmart.approve()
  }
}
