import { requestSignature } from '@chopmark/client'
import { type ReactElement, useState } from 'react'
import { askFor, verdictOf } from '../portal.js'

/** A button that asks the portal for a request, has it signed, and says what became of it. */
export function SignButton({ name }: { readonly name: string }): ReactElement {
  const [state, setState] = useState('ready')
  const sign = async (): Promise<string> => {
    const outcome = await requestSignature({ requestUrl: await askFor(name) })
    return outcome.outcome === 'signed' ? verdictOf(outcome.answer.signatureId) : outcome.outcome
  }
  const press = (): void => {
    setState('busy')
    sign().then(setState, () => setState('not signed'))
  }
  return (
    <p>
      <button disabled={state === 'busy'} onClick={press}>
        簽署
      </button>
      <output>{state}</output>
    </p>
  )
}
