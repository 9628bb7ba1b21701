import { ClientError, csc, iamSmart, requestSignature } from '@chopmark/client'

const button = document.querySelector<HTMLButtonElement>('#sign')
const result = document.querySelector('#result')
const way = new URLSearchParams(location.search).get('way')

button?.addEventListener('click', () => {
  const keySources = way === 'csc' ? ([csc()] as const) : ([iamSmart()] as const)
  requestSignature({ requestUrl: button.dataset['request'] ?? '', keySources })
    .then((outcome) => (outcome.outcome === 'signed' ? outcome.answer.outcome : outcome.outcome))
    .catch((error: unknown) => (error instanceof ClientError ? error.code : String(error)))
    .then((text) => {
      if (result) result.textContent = text
    })
    .catch(reportError)
})
