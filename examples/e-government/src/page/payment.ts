import { ClientError, requestSignature } from '@chopmark/client'
import { byId } from './elements.js'
import { language, say, useLanguages } from './language.js'
import { sandboxRequester } from './sandbox-requester.js'
import type { TextKey } from './texts.js'

const button = byId<HTMLButtonElement>('sign')
const outcome = byId('outcome')
let shown: TextKey | undefined

function show(key: TextKey | undefined): void {
  shown = key
  outcome.textContent = key === undefined ? '' : say(key)
}

/** Asks the portal for the order, and the person for a signature over it. */
async function sign(): Promise<TextKey> {
  try {
    const response = await fetch('/api/payments', { method: 'POST' })
    const { requestUrl } = (await response.json()) as { readonly requestUrl: string }
    const { outcome: became } = await requestSignature({
      ...{ requestUrl, locale: language() },
      requester: sandboxRequester,
    })
    return became === 'signed' ? 'paymentSigned' : became === 'cancelled' ? 'cancelled' : 'noKey'
  } catch (error) {
    return error instanceof ClientError ? 'notFinished' : 'networkGone'
  }
}

button.addEventListener('click', () => {
  button.disabled = true
  show(undefined)
  void sign().then((key) => {
    show(key)
    button.disabled = false
  })
})
useLanguages('paymentPageTitle', () => show(shown))
