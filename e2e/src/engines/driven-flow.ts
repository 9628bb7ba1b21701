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

/** Opens a page; from now on its complaints are kept. */
export async function open(browser: DrivenBrowser, url: string): Promise<void> {
  await browser.goTo(url)
  await browser.run(`
    // In the page's own tree: what a script of Firefox's driver keeps elsewhere is gone with it.
    const kept = document.documentElement
    kept.dataset.complaints = ''
    const keep = (what) => (event) => {
      // WebKit looks for an icon by itself.
      if (event.blockedURI?.endsWith('/favicon.ico')) return
      kept.dataset.complaints += what + ': ' + (event.message ?? event.reason ?? event.violatedDirective) + '\\n'
    }
    for (const what of ['error', 'unhandledrejection', 'securitypolicyviolation']) addEventListener(what, keep(what))`)
}

/** Opens the form and fills it in. */
export async function fillForm(browser: DrivenBrowser, origin: string, path = '/'): Promise<void> {
  await open(browser, `${origin}${path}`)
  await browser.run(
    `
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
  await browser.attach(`${step('file')} input[type=file]`, file)
  await browser.fill('#pin', pin)
  await next(browser, step('pin'))
}

/**
 * Presses a button of the portal's page, and goes on in the dialog's own window once a press counts there.
 * @param first - The dialog's first screen.
 * @returns Goes back to the portal's page, when the dialog's window has gone.
 */
export async function toOwnOrigin(
  browser: DrivenBrowser,
  button: string,
  first: string,
): Promise<() => Promise<void>> {
  const before = await browser.windows()
  const [portal = ''] = before
  await browser.click(button)
  await browser.toNewWindow(before, /\/chopmark\/dialog(?:#|$)/)
  await browser.text(step(first))
  // A press counts half a second after the dialog came up.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  return () => browser.switchTo(portal)
}

/** Chooses the e-Cert file where the dialog asks how to sign. */
export async function chooseFile(browser: DrivenBrowser): Promise<void> {
  const asked = await browser.run(
    `return (await first(args[0] + ',' + args[1])).matches(args[0])`,
    step('source'),
    step('file'),
  )
  if (asked === true) await browser.click(`${step('source')} button.choice`)
}

/** Types an enrolment code and has the key of this device made. */
export async function enrol(browser: DrivenBrowser, { code }: Pick<Issued, 'code'>): Promise<void> {
  await browser.fill('#referenceNumber', code.referenceNumber)
  await browser.fill('#enrolmentPin', code.pin)
  await next(browser, step('form'))
}

/** Lets this device forget its keys, and which way was used last, at the site that is open. */
export async function forget(browser: DrivenBrowser): Promise<void> {
  await browser.run(`
    localStorage.clear()
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('chopmark-device').onsuccess = resolve
    })`)
}

/** Opens the clerk's desk, and agrees to sign its three reports. */
export async function startReports(
  browser: DrivenBrowser,
  origin: string,
  way: 'file' | 'device',
): Promise<void> {
  await open(browser, `${origin}/desk?ways=${way}`)
  await browser.click('#batch')
  await browser.text(step('batch-review'), 'report-2026-10.txt')
  await next(browser, step('batch-review'))
}

/** Agrees to the certificate, and ends the dialog once all are signed. @returns The portal's verdict of each. */
export async function signReports(browser: DrivenBrowser): Promise<unknown> {
  await next(browser, step('certificates'))
  await browser.text('[data-outcome=signed]')
  await next(browser, step('batch-done'))
  return reportVerdicts(browser)
}

/** The portal's verdict of each report that was signed, on the desk. */
export async function reportVerdicts(browser: DrivenBrowser): Promise<unknown> {
  return browser.run(`
    await first('#desk-result [data-outcome=signed]')
    const verdicts = all('#desk-result [data-result=signed]').map(async ({ textContent }) => {
      const signers = await (await fetch('/api/desk/signatures/' + textContent)).json()
      return signers.map(({ signer, indication }) => signer + ': ' + indication).join()
    })
    return Promise.all(verdicts)`)
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

/** What the page's console would have complained of since it was opened; empty when of nothing. */
export async function complaints(browser: DrivenBrowser): Promise<string> {
  return String(await browser.run('return document.documentElement.dataset.complaints'))
}
