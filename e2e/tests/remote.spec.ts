import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { build, type BuildOptions } from 'esbuild'
import { expect, test as base } from '../src/fixtures.js'
import type { RemotePortal } from '../src/remote-portal.js'
import { dialog, expectFailure, mainButton } from '../src/sign-flow.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The portal and its page out of the sources, so that neither needs a program of its own. */
async function startPortal(): Promise<RemotePortal> {
  const folder = join(root, `node_modules/.cache/e2e-remote-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const packages = ['core', 'verify', 'server', 'client', 'test-pki']
  const common = {
    bundle: true,
    format: 'esm',
    target: 'es2022',
    alias: Object.fromEntries(
      packages.map((name) => [`@chopmark/${name}`, join(root, `packages/${name}/src/index.ts`)]),
    ),
  } satisfies BuildOptions
  const page = await build({
    ...common,
    ...{ entryPoints: { page: join(root, 'e2e/src/remote-page.ts') }, outdir: folder },
    ...{ splitting: true, write: false, platform: 'browser' },
  })
  const files = new Map(page.outputFiles.map(({ path, text }) => [path.slice(folder.length), text]))
  const outfile = join(folder, 'portal.mjs')
  await build({
    ...common,
    ...{ entryPoints: [join(root, 'e2e/src/remote-portal.ts')], outfile },
    ...{ platform: 'node', external: ['better-sqlite3', 'node-forge', 'node-forge/*', 'asn1js'] },
  })
  const { startRemotePortal } = (await import(
    pathToFileURL(outfile).href
  )) as typeof import('../src/remote-portal.js')
  // Loaded: nothing on the disk is needed any more.
  rmSync(folder, { recursive: true })
  return startRemotePortal(files)
}

const test = base.extend<object, { remote: RemotePortal }>({
  remote: [
    async ({}, use) => {
      const portal = await startPortal()
      await use(portal)
      await portal.close()
    },
    { scope: 'worker' },
  ],
})

async function start(page: Page, { origin }: RemotePortal, way: string): Promise<void> {
  await page.goto(`${origin}/?way=${way}`)
  await page.locator('#sign').click()
  await mainButton(page).click()
  await expect(dialog(page).locator('[data-form=remote]')).toBeVisible()
}

test.describe('@remote @iam-smart signing with iAM Smart', () => {
  test('shows the identification code that the app shows, and ends signed', async ({
    page,
    remote,
  }) => {
    await start(page, remote, 'iam-smart')
    await expect(dialog(page)).toContainText('智方便數碼簽署')
    await expect(dialog(page)).toContainText('識別碼')
    // Somebody new: the certificate is learnt first.
    for (let approvals = 0; approvals < 2; approvals++) {
      const code = remote.iamSmart.pending()[0]?.identificationCode ?? ''
      await expect(dialog(page).locator('dl.facts')).toContainText(code)
      await remote.iamSmart.approve()
    }
    await expect(dialog(page).locator('[data-outcome=accepted]')).toBeVisible()
    await mainButton(page).click()
    await expect(page.locator('#result')).toHaveText('accepted')
  })

  test('says what happened when the person refuses, and begins again', async ({ page, remote }) => {
    await start(page, remote, 'iam-smart')
    await remote.iamSmart.reject()
    await expectFailure(page, 'REMOTE_REJECTED')
    await mainButton(page).click()
    await expect(dialog(page).locator('[data-form=remote]')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.locator('#result')).toHaveText('cancelled')
  })
})

test.describe('@remote @csc signing at a service', () => {
  test('opens its page, where the person logs in and authorises', async ({
    page,
    context,
    remote,
  }) => {
    await start(page, remote, 'csc')
    const opening = context.waitForEvent('page')
    await dialog(page).getByRole('button', { name: '開啟簽署服務' }).click()
    const service = await opening
    await service.getByRole('link', { name: 'Approve' }).click()
    await expect(service.locator('p').nth(1)).toContainText('sign 1 document')
    await service.getByRole('link', { name: 'Approve' }).click()
    await expect(service).toHaveTitle('簽署 Signing')
    await service.close()
    await expect(dialog(page).locator('[data-outcome=accepted]')).toBeVisible()
  })

  test('comes back when the person says no there', async ({ page, context, remote }) => {
    await start(page, remote, 'csc')
    const opening = context.waitForEvent('page')
    await dialog(page).getByRole('button', { name: '開啟簽署服務' }).click()
    const service = await opening
    await service.getByRole('link', { name: 'Reject' }).click()
    await expectFailure(page, 'REMOTE_CANCELLED')
  })
})
