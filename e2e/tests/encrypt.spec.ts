import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { openssl } from '../src/commands.js'
import { expect, test } from '../src/fixtures.js'
import { type EcertFile, getEcert } from '../src/sign-flow.js'

type Encryption = typeof import('@chopmark/client/encryption')

const scripts = fileURLToPath(new URL('../../packages/client/dist/', import.meta.url))
const csp =
  "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"

/** A page of the portal's that encrypts, under a policy that allows its own scripts and nothing else. */
async function openPage(page: Page, origin: string): Promise<void> {
  await page.route('**/encryption/*', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
    if (name !== '') return route.fulfill({ path: join(scripts, name) })
    const headers = { 'content-security-policy': csp }
    return route.fulfill({
      contentType: 'text/html',
      headers,
      body: '<!doctype html><title>i</title>',
    })
  })
  await page.goto(`${origin}/encryption/`)
}

/** Runs in the page. @returns The message as the page would send it. */
async function encrypt(
  page: Page,
  certificate: Uint8Array,
  content: string,
  form: 'authenticated' | 'cbc',
): Promise<Buffer> {
  const message = await page.evaluate(
    async ([recipient, text, wanted]) => {
      const { encryptFor } = (await import(`${location.href}encryption.js`)) as Encryption
      const encrypted = await encryptFor({
        content: new TextEncoder().encode(text),
        recipients: [Uint8Array.from(recipient)],
        at: Date.now() as Parameters<typeof encryptFor>[0]['at'],
        form: wanted,
      })
      if (!encrypted.ok) throw new Error(encrypted.code)
      return Array.from(encrypted.value)
    },
    [Array.from(certificate), content, form] as const,
  )
  return Buffer.from(message)
}

/** Runs in the page, with the e-Cert file as its holder has it. @returns The text, or the code of the refusal. */
async function decrypt(
  page: Page,
  message: Uint8Array,
  { buffer }: EcertFile,
  pin: string,
): Promise<string> {
  return page.evaluate(
    async ([octets, file, typed]) => {
      const { decryptWith } = (await import(`${location.href}encryption.js`)) as Encryption
      const key = { kind: 'pkcs12', file: Uint8Array.from(file), pin: typed } as const
      const opened = await decryptWith({ message: Uint8Array.from(octets), key })
      return opened.ok ? new TextDecoder().decode(opened.value.content) : opened.code
    },
    [Array.from(message), Array.from(buffer), pin] as const,
  )
}

/** The e-Cert as OpenSSL works with it. */
function openSslSide({ buffer, pin }: EcertFile): {
  readonly certificate: Buffer
  encrypt(content: string, ...options: readonly string[]): Buffer
  decrypt(message: Uint8Array): string
} {
  const folder = mkdtempSync(join(tmpdir(), 'chopmark-encrypt-'))
  const at = (name: string): string => join(folder, name)
  writeFileSync(at('e-cert.p12'), buffer, { mode: 0o600 })
  const open = ['pkcs12', '-in', at('e-cert.p12'), '-passin', `pass:${pin}`]
  openssl(...open, '-clcerts', '-nokeys', '-out', at('certificate.pem'))
  openssl(...open, '-nocerts', '-noenc', '-out', at('key.pem'))
  return {
    certificate: openssl('x509', '-in', at('certificate.pem'), '-outform', 'DER'),
    encrypt(content, ...options) {
      writeFileSync(at('plain'), content)
      const made = ['-binary', '-outform', 'DER', '-in', at('plain'), '-out', at('message')]
      openssl('cms', '-encrypt', ...made, '-recip', at('certificate.pem'), ...options)
      return readFileSync(at('message'))
    },
    decrypt(message) {
      writeFileSync(at('theirs'), message)
      const key = ['-recip', at('certificate.pem'), '-inkey', at('key.pem')]
      return openssl('cms', '-decrypt', '-inform', 'DER', '-in', at('theirs'), ...key).toString()
    },
  }
}

const text = '入息證明：港幣 12,345.60 元'

test.describe('@encrypt to an e-Cert (Encipherment)', () => {
  for (const form of ['authenticated', 'cbc'] as const) {
    test(`what the page encrypts (${form}) opens with the e-Cert file and its PIN, and in OpenSSL`, async ({
      page,
      portal,
    }) => {
      const ecert = await getEcert(page, portal.origin, {
        kind: 'encipherment',
        encryption: 'modern',
      })
      const inOpenSsl = openSslSide(ecert)
      await openPage(page, portal.origin)
      const message = await encrypt(page, inOpenSsl.certificate, text, form)
      expect(message.includes(text)).toBe(false)
      expect(await decrypt(page, message, ecert, ecert.pin)).toBe(text)
      expect(inOpenSsl.decrypt(message)).toBe(text)

      expect(await decrypt(page, message, ecert, '00000000')).toBe('WRONG_PIN')
      if (form === 'cbc') return
      const changed = Buffer.from(message)
      const last = changed.length - 1
      changed.writeUInt8(changed.readUInt8(last) ^ 1, last)
      expect(await decrypt(page, changed, ecert, ecert.pin)).toBe('CANNOT_DECRYPT')
    })
  }

  for (const [name, options] of [
    ['RSA-OAEP and AES-256-GCM', ['-aes-256-gcm', '-keyopt', 'rsa_padding_mode:oaep']],
    ['RSA v1.5 and AES-256-CBC', ['-aes-256-cbc']],
  ] as const) {
    test(`what OpenSSL encrypts with ${name} opens in the page`, async ({ page, portal }) => {
      const ecert = await getEcert(page, portal.origin, {
        kind: 'encipherment',
        encryption: 'modern',
      })
      const message = openSslSide(ecert).encrypt(text, ...options)
      await openPage(page, portal.origin)
      expect(await decrypt(page, message, ecert, ecert.pin)).toBe(text)
    })
  }

  test('an expired e-Cert is no address: the page is told before anything is sent', async ({
    page,
    portal,
  }) => {
    const ecert = await getEcert(page, portal.origin, { kind: 'expired', encryption: 'modern' })
    const { certificate } = openSslSide(ecert)
    await openPage(page, portal.origin)
    await expect(encrypt(page, certificate, text, 'authenticated')).rejects.toThrow(
      'RECIPIENT_EXPIRED',
    )
  })
})
