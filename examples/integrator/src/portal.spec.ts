import { fileURLToPath } from 'node:url'
import { createSandboxPki, serveSandbox, virtualSigner } from '@chopmark/test-pki'
import { expect, test } from '@playwright/test'
import { build } from 'esbuild'
import { startLicencePortal } from './portal.js'
import { trustIn } from './sandbox-trust.js'

test('@test-key a person renews, without file, card or person', async ({ page }) => {
  const pki = await createSandboxPki()
  const sandbox = await serveSandbox({ pki })
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    ...{ bundle: true, format: 'esm', splitting: true, write: false, target: 'es2022' },
    outdir: '/',
  })
  const scripts = new Map(outputFiles.map(({ path, text }) => [path, text]))
  const portal = await startLicencePortal(trustIn(pki), scripts)
  try {
    const signer = await virtualSigner({ pki, name: 'CHAN TAI MAN' })
    await signer.offerIn(page)
    await page.goto(portal.origin)
    await page.getByRole('button', { name: 'Renew' }).click()

    // The dialog as a person sees it: what is signed, with which certificate.
    const dialog = page.locator('chopmark-sign-dialog')
    const next = dialog.locator('button[type=submit]')
    await expect(dialog).toContainText('I renew licence 12345 for three years.')
    await next.click()
    await expect(dialog).toContainText('CHAN TAI MAN')
    await next.click()
    await expect(dialog.locator('[data-outcome=accepted]')).toBeVisible()
    await next.click()
    await expect(page.locator('output')).toHaveText('accepted')
  } finally {
    await portal.close()
    await sandbox.close()
  }
})
