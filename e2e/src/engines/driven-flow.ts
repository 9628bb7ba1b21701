import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EcertKind, typed } from '../sign-flow.js'
import type { DrivenBrowser } from './driven-browser.js'

/** What a person has got from the sandbox page. */
export interface Issued {
  /** The e-Cert file as it lies on the disk, and its PIN. */
  readonly file: string
  readonly pin: string
  /** For a key on the device; empty for kinds that come as a file alone. */
  readonly code: { readonly referenceNumber: string; readonly pin: string }
}

/** Gets an e-Cert file and an enrolment code on the sandbox page. @param folder - Where the file is put. */
export async function getIssued(
  browser: DrivenBrowser,
  origin: string,
  folder: string,
  options: { readonly kind?: EcertKind; readonly encryption?: 'legacy' | 'modern' } = {},
): Promise<Issued> {
  const { kind = 'good', encryption = 'legacy' } = options
  await browser.goTo(`${origin}/sandbox`)
  await browser.fill('#holder', 'CHAN TAI MAN')
  await browser.click(`input[name=kind][value=${kind}]`)
  await browser.click(`input[name=encryption][value=${encryption}]`)
  await browser.click('#issue')
  const issued = (await browser.run(`
    const link = await first('#download[href]')
    const bytes = new Uint8Array(await (await fetch(link.href)).arrayBuffer())
    const text = (id) => document.getElementById(id).textContent
    return {
      name: link.download,
      base64: btoa(String.fromCharCode(...bytes)),
      pin: text('pin'),
      code: { referenceNumber: text('reference-number'), pin: text('enrolment-pin') },
    }`)) as Omit<Issued, 'file'> & { readonly name: string; readonly base64: string }
  mkdirSync(folder, { recursive: true })
  const file = join(folder, issued.name.replaceAll(/[^\w.-]/g, '_'))
  writeFileSync(file, Buffer.from(issued.base64, 'base64'), { mode: 0o600 })
  return { file, pin: issued.pin, code: issued.code }
}

/** Opens the form and fills it in; from now on the page's complaints are kept. */
export async function fillForm(browser: DrivenBrowser, origin: string, path = '/'): Promise<void> {
  await browser.goTo(`${origin}${path}`)
  await browser.run(
    `
    // In the page's own tree: what a script of Firefox's driver keeps elsewhere is gone with it.
    const kept = document.documentElement
    kept.dataset.complaints = ''
    const keep = (what) => (event) => {
      kept.dataset.complaints += what + ': ' + (event.message ?? event.reason ?? event.violatedDirective) + '\\n'
    }
    for (const what of ['error', 'unhandledrejection', 'securitypolicyviolation']) addEventListener(what, keep(what))
    for (const [field, value] of Object.entries(args[0])) {
      const input = await first('#' + field)
      input.value = value
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }`,
    typed,
  )
}

/** Opens the dialog and reads what is to be signed. @returns The text on show. */
export async function startSigning(browser: DrivenBrowser): Promise<string> {
  await browser.click('#sign')
  return browser.text(step('review'))
}

/** A screen of the dialog. */
export const step = (name: string): string => `form[data-step=${name}]`

/** Presses the main button of a screen of the dialog. */
export async function next(browser: DrivenBrowser, screen: string): Promise<void> {
  await browser.click(`${screen} button[type=submit]`)
}

/** Gives the e-Cert file and its PIN. */
export async function openEcert(
  browser: DrivenBrowser,
  { file, pin }: Pick<Issued, 'file' | 'pin'>,
): Promise<void> {
  await browser.attach('#file', file)
  await browser.fill('#pin', pin)
  await next(browser, step('pin'))
}

/** Types an enrolment code and has the key of this device made. */
export async function enrol(browser: DrivenBrowser, { code }: Pick<Issued, 'code'>): Promise<void> {
  await browser.fill('#referenceNumber', code.referenceNumber)
  await browser.fill('#enrolmentPin', code.pin)
  await next(browser, step('form'))
}

/** Ends the dialog after success. @returns The portal's verdict. */
export async function finish(browser: DrivenBrowser): Promise<string> {
  await browser.text('[data-outcome]')
  await next(browser, step('done'))
  return String(await browser.run(`return (await first('#result .verdict')).dataset.outcome`))
}

/** Agrees to the certificate on show, and ends the dialog. @returns The portal's verdict. */
export async function signAndFinish(browser: DrivenBrowser): Promise<string> {
  await next(browser, step('certificates'))
  return finish(browser)
}

/** What the page's console would have complained of since the form was opened; empty when of nothing. */
export async function complaints(browser: DrivenBrowser): Promise<string> {
  return String(await browser.run('return document.documentElement.dataset.complaints'))
}
