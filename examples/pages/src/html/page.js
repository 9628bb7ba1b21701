import { requestSignature } from '@chopmark/client'
import { askFor, verdictOf } from './portal.js'

const button = document.querySelector('#sign')
const output = document.querySelector('output')

async function sign() {
  const name = document.querySelector('#name').value
  const outcome = await requestSignature({ requestUrl: await askFor(name) })
  return outcome.outcome === 'signed' ? verdictOf(outcome.answer.signatureId) : outcome.outcome
}

button.addEventListener('click', async () => {
  button.disabled = true
  output.textContent = await sign().catch(() => 'not signed')
  button.disabled = false
})
