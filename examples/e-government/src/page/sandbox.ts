import { namePattern } from '../address-form.js'
import { byId, make } from './elements.js'
import { language, say, useLanguages } from './language.js'

const kinds = [
  ['good', 'kindGood'],
  ['expired', 'kindExpired'],
  ['revoked', 'kindRevoked'],
  ['unrecognised', 'kindUnrecognised'],
  ['encipherment', 'kindEncipherment'],
  ['ending', 'kindEnding'],
  ['bank', 'kindBank'],
] as const

const form = byId<HTMLFormElement>('issue-form')
const holder = byId<HTMLInputElement>('holder')

/** What the sandbox page's server answers. */
interface Issued {
  readonly fileName: string
  readonly pin: string
  readonly subject: string
  readonly downloadUrl: string
  /** For a key on this device; null for kinds that come as a file only. */
  readonly enrolment: { readonly referenceNumber: string; readonly pin: string } | null
}

function writeKinds(): void {
  const chosen = new FormData(form).get('kind') ?? 'good'
  byId('kinds').replaceChildren(
    ...kinds.map(([value, key]) => {
      const input = make('input', { type: 'radio', name: 'kind', value }) as HTMLInputElement
      input.checked = value === chosen
      return make('label', {}, input, make('span', {}, say(key)))
    }),
  )
}

async function issue(): Promise<void> {
  const message = byId('holder-error')
  const name = holder.value.trim()
  const valid = namePattern.test(name)
  message.hidden = valid
  message.textContent = valid ? '' : say(name === '' ? 'required' : 'nameShape')
  holder.setAttribute('aria-invalid', String(!valid))
  if (!valid) {
    holder.focus()
    return
  }
  const button = byId<HTMLButtonElement>('issue')
  button.disabled = true
  try {
    const values = new FormData(form)
    const response = await fetch('/sandbox/e-certs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: name.toUpperCase(),
        kind: values.get('kind'),
        encryption: values.get('encryption'),
      }),
    })
    if (!response.ok) throw new Error('refused')
    show((await response.json()) as Issued)
    byId('issue-problem').hidden = true
  } catch {
    byId('issue-problem').hidden = false
    byId('issue-problem').textContent = say('networkGone')
  } finally {
    button.disabled = false
  }
}

function show({ fileName, pin, subject, downloadUrl, enrolment }: Issued): void {
  byId('issued').hidden = false
  byId('pin').textContent = pin
  byId('issued-subject').textContent = subject
  const link = byId<HTMLAnchorElement>('download')
  link.href = downloadUrl
  link.download = fileName
  link.textContent = fileName
  byId('enrolment').hidden = enrolment === null
  byId('reference-number').textContent = enrolment?.referenceNumber ?? ''
  byId('enrolment-pin').textContent = enrolment?.pin ?? ''
  byId('issued').scrollIntoView({ block: 'nearest' })
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  void issue()
})
useLanguages('sandboxPageTitle', writeKinds)
writeKinds()
holder.lang = language()
