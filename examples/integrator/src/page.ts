import { ecertFile, type KeySource, requestSignature } from '@chopmark/client'

/** In tests a virtual signer stands here; nobody else's page has one. */
const { chopmarkTestKey } = globalThis as { readonly chopmarkTestKey?: KeySource }

const output = document.querySelector('output')

async function renew(): Promise<string> {
  const requestUrl = await (await fetch('/renewals', { method: 'POST' })).text()
  const keySources = [chopmarkTestKey ?? ecertFile()] as const
  const outcome = await requestSignature({ requestUrl, keySources })
  return outcome.outcome === 'signed' ? outcome.answer.outcome : outcome.outcome
}

document.querySelector('#renew')?.addEventListener('click', () => {
  renew().then(
    (text) => {
      if (output) output.textContent = text
    },
    () => {
      if (output) output.textContent = 'failed'
    },
  )
})
