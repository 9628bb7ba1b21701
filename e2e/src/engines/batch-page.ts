/** In the page: three renewals, signed with one consent. */
import { requestSignatures } from '@chopmark/client'

const ask = async (): Promise<string> => (await fetch('/renewals', { method: 'POST' })).text()

async function renewAll(): Promise<string> {
  const outcome = await requestSignatures({ requestUrls: [await ask(), await ask(), await ask()] })
  const each = outcome.results.map((result) =>
    result.outcome === 'signed' ? result.answer.outcome : result.outcome,
  )
  return [outcome.outcome, ...each].join(' ')
}

document.querySelector('#renew')?.addEventListener('click', () => {
  void renewAll()
    .catch(String)
    .then((text) => {
      const output = document.querySelector('output')
      if (output) output.textContent = text
    })
})
