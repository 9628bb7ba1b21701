import { defineConfig } from '@playwright/test'

/** Debian's Chromium: Playwright's own download is neither needed nor wanted. CHROMIUM names another build. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

export default defineConfig({
  testDir: '..',
  // The example of an integrator's own suite is run as it stands.
  testMatch: ['e2e/tests/*.spec.ts', 'examples/integrator/src/*.spec.ts'],
  outputDir: '../node_modules/.cache/e2e',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: process.env['CI'] === undefined ? 2 : 1,
  fullyParallel: false,
  retries: 0,
  use: {
    locale: 'zh-HK',
    timezoneId: 'Asia/Hong_Kong',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
