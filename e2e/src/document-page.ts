/** In the page: the requests that the button names, signed in the ways that the address names, or where `?dialog=` says. */
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
const query = new URLSearchParams(location.search)
const wanted = query.get('ways') ?? 'file'
const [source = ecertFile(), ...others] = wanted.split(',').flatMap((way) => ways[way]?.() ?? [])
const keySources = [source, ...others] as const
const button = document.querySelector<HTMLButtonElement>('#sign')

async function sign(): Promise<string> {
  const [requestUrl = '', ...more] = button?.dataset['requests']?.split(' ') ?? []
  if (query.has('dialog')) return signAtOwnOrigin([requestUrl, ...more])
  const outcome =
    more.length === 0
      ? await requestSignature({ requestUrl, keySources })
      : await requestSignatures({ requestUrls: [requestUrl, ...more], keySources })
  return JSON.stringify(outcome)
}

async function signAtOwnOrigin(requestUrls: readonly [string, ...string[]]): Promise<string> {
  const [requestUrl] = requestUrls
  const where = {
    dialogUrl: button?.dataset['dialog'] ?? '',
    dialogWindow: query.get('dialog') === 'frame' ? 'frame' : 'pop-up',
  } as const
  const outcome =
    requestUrls.length === 1
      ? await requestSignature({ ...where, requestUrl })
      : await requestSignatures({ ...where, requestUrls })
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
