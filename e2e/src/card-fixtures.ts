import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { SoftCard, softHsm } from '../../packages/agent/src/testing/soft-card.test-support.js'
import { openssl } from './commands.js'
import { expect, test as base } from './fixtures.js'
import { removeFolder } from './remove-folder.js'
import { type EcertFile, getEcert } from './sign-flow.js'

export { expect, softHsm }

/** The built package. */
export const agentFolder = fileURLToPath(new URL('../../packages/agent', import.meta.url))

/** PIN of the test cards. */
export const cardPin = '24681357'

/** What the browser of a test has been given. */
export interface CardSetting {
  readonly extension: boolean
  readonly host: boolean
}

/**
 * A Chromium with the extension loaded and the host registered in its own user data folder, and a card of software with a
 * sandbox e-Cert on it.
 */
export const test = base.extend<{ setting: CardSetting; userData: string; softCard: SoftCard }>({
  setting: [{ extension: true, host: true }, { option: true }],

  userData: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'chopmark-browser-'))
    await use(folder)
    await removeFolder(folder)
  },
  context: async ({ setting, userData, launchOptions, locale, timezoneId }, use) => {
    const extension = join(agentFolder, 'dist', 'extension', 'chromium')
    const { executablePath, args = [] } = launchOptions
    const context = await chromium.launchPersistentContext(join(userData, 'profile'), {
      ...(executablePath === undefined ? {} : { executablePath }),
      ...(locale === undefined ? {} : { locale }),
      ...(timezoneId === undefined ? {} : { timezoneId }),
      headless: false, // the old headless mode knows no extensions
      acceptDownloads: true,
      args: [
        ...args,
        '--headless=new',
        ...(setting.extension
          ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`]
          : []),
        '--disable-features=DisableLoadExtensionCommandLineSwitch',
      ],
    })
    await use(context)
    await context.close()
  },
  page: async ({ context }, use) => {
    await use(context.pages()[0] ?? (await context.newPage()))
  },
  softCard: async ({ page, portal, userData, setting }, use) => {
    const ecert = await getEcert(page, portal.origin, { encryption: 'modern' })
    const made = cardOf(ecert, userData)
    if (setting.host) registerHost(userData, made.module)
    await use(made)
    made.remove()
  },
})

/** Registers the host as a person does, for this browser and these drivers alone. */
function registerHost(userData: string, module: string): void {
  execFileSync(process.execPath, [
    join(agentFolder, 'bin', 'chopmark-agent.js'),
    'install',
    '--user-data-dir',
    join(userData, 'profile'),
    '--data-dir',
    join(userData, 'agent'),
    '--only-modules',
    '--module',
    module,
  ])
}

/** Puts the key of an e-Cert file onto a card. */
export function cardOf(ecert: Pick<EcertFile, 'buffer' | 'pin'>, folder: string): SoftCard {
  const work = join(folder, 'e-cert')
  mkdirSync(work, { mode: 0o700 })
  const file = join(work, 'e-cert.p12')
  writeFileSync(file, ecert.buffer)
  const open = ['pkcs12', '-in', file, '-passin', `pass:${ecert.pin}`]
  const der = (pem: Buffer): readonly Uint8Array[] =>
    [...pem.toString().matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].map(
      ([, body = '']) => Uint8Array.from(Buffer.from(body, 'base64')),
    )
  const [certificate] = der(openssl(...open, '-clcerts', '-nokeys'))
  if (certificate === undefined) throw new Error('The e-Cert file holds no certificate.')
  return SoftCard.create({
    label: 'e-Cert Token',
    pin: cardPin,
    privateKeyPem: openssl(...open, '-nocerts', '-noenc')
      .toString()
      .replace(/^[^-]*/, ''),
    certificate,
    authorities: der(openssl(...open, '-cacerts', '-nokeys')),
  })
}

/** The extension's own window that `press` brings up. */
export async function promptAfter(
  context: BrowserContext,
  press: () => Promise<unknown>,
): Promise<Page> {
  const opening = context.waitForEvent('page')
  await press()
  const prompt = await opening
  await expect(prompt.locator('form')).toBeVisible()
  return prompt
}

/** Presses the main button of the extension's window, which takes no press right after it has opened. */
export async function agree(prompt: Page, pin?: string): Promise<void> {
  if (pin !== undefined) await prompt.locator('#pin').fill(pin)
  await prompt.waitForTimeout(700)
  await press(prompt, 'button[type=submit]')
}

/** Presses the button that refuses, or closes the extension's window. */
export async function refuse(prompt: Page): Promise<void> {
  await press(prompt, 'button.refuse')
}

/** The window may be gone before the press has ended. */
async function press(prompt: Page, selector: string): Promise<void> {
  try {
    await prompt.locator(selector).click()
  } catch (error) {
    if (!prompt.isClosed()) throw error
  }
}
