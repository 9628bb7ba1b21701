import { test as base, expect } from '@playwright/test'
import { PortalProcess } from './portal-process.js'

/**
 * A portal for each worker, and a page whose console must stay silent: a refused script, a broken policy or an
 * uncaught error fails the test that caused it. Answers of 4xx that a test provokes are the server's business.
 */
export const test = base.extend<{ complaints: string[] }, { portal: PortalProcess }>({
  portal: [
    // Playwright reads the pattern to know what a fixture needs.
    async ({}, use) => {
      const portal = await PortalProcess.start()
      await use(portal)
      await portal.close()
    },
    { scope: 'worker' },
  ],
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
          complaints.push(message.text())
        }
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
