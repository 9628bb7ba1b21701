/** In the page: the requests that the button names, signed in the ways that the address names. */
import {
  ClientError,
  csc,
  ecertFile,
  iamSmart,
  requestSignature,
  requestSignatures,
  type SigningSource,
} from '@chopmark/client'

const ways: Readonly<Record<string, () => SigningSource>> = {
  file: ecertFile,
  csc,
  'iam-smart': iamSmart,
}
const wanted = new URLSearchParams(location.search).get('ways') ?? 'file'
const [source = ecertFile(), ...others] = wanted.split(',').flatMap((way) => ways[way]?.() ?? [])
const keySources = [source, ...others] as const
const button = document.querySelector<HTMLButtonElement>('#sign')

async function sign(): Promise<string> {
  const [requestUrl = '', ...more] = button?.dataset['requests']?.split(' ') ?? []
  const outcome =
    more.length === 0
      ? await requestSignature({ requestUrl, keySources })
      : await requestSignatures({ requestUrls: [requestUrl, ...more], keySources })
  return JSON.stringify(outcome)
}

button?.addEventListener('click', () => {
  sign()
    .catch((error: unknown) => (error instanceof ClientError ? error.code : String(error)))
    .then((text) => {
      const result = document.querySelector('#result')
      if (result) result.textContent = text
    })
    .catch(reportError)
})
// Nobody presses it before somebody listens.
button?.removeAttribute('disabled')
