// Compiled with everything else (`npm run types`), never run: what the types promise, and what they refuse.
import {
  type BatchOutcome,
  ClientError,
  type ClientErrorCode,
  ecertFile,
  fixedPrompts,
  type KeyHandle,
  type PortalAnswer,
  requestSignature,
  requestSignatures,
  type SignatureOutcome,
} from './index.js'

/** Every outcome is one of these; a new one would not compile here. */
export function everyOutcome(outcome: SignatureOutcome): string {
  switch (outcome.outcome) {
    case 'signed':
      return everyAnswer(outcome.answer)
    case 'cancelled':
      return 'closed'
    case 'no-suitable-key':
      return outcome.refusal?.code ?? 'none'
  }
}

function everyAnswer(answer: PortalAnswer): string {
  switch (answer.outcome) {
    case 'accepted':
      return answer.signatureId
    case 'pending':
      return answer.retryAt ?? 'later'
  }
}

export function everyBatchOutcome({ results }: BatchOutcome): readonly string[] {
  return results.map((result) => {
    switch (result.outcome) {
      case 'signed':
        return everyAnswer(result.answer)
      case 'refused':
        return result.error.code
      case 'not-signed':
        return result.requestUrl
    }
  })
}

/** Options that do what they say. */
export const uses: readonly (() => Promise<unknown>)[] = [
  () => requestSignature({ requestUrl: '/r/1' }),
  () => requestSignature({ requestUrl: '/r/1', locale: 'zh-Hant-HK', dialog: { theme: 'dark' } }),
  () =>
    requestSignature({
      requestUrl: '/r/1',
      dialog: false,
      prompts: fixedPrompts(new File([], 'e-cert.p12'), '12345678'),
      keySources: [ecertFile()],
    }),
  () => requestSignatures({ requestUrls: ['/r/1', '/r/2'] }),
]

/** Misuse that does not compile. */
export const misuses: readonly ((outcome: SignatureOutcome, key: KeyHandle) => unknown)[] = [
  // @ts-expect-error -- an answer exists only once it is known that something was signed
  (outcome) => outcome.answer,
  // @ts-expect-error -- no boolean stands for an outcome
  (outcome) => outcome.signed,
  // @ts-expect-error -- a key signs attributes that signWithKey made, not octets of a caller
  (_, key) => key.sign(new Uint8Array([1, 2, 3])),
  // @ts-expect-error -- without the dialog somebody has to answer the source's questions
  () => requestSignature({ requestUrl: '/r/1', dialog: false }),
  // @ts-expect-error -- no way to sign
  () => requestSignature({ requestUrl: '/r/1', keySources: [] }),
  // @ts-expect-error -- no such language
  () => requestSignature({ requestUrl: '/r/1', locale: 'zh' }),
  // @ts-expect-error -- nothing to sign
  () => requestSignature({}),
  // @ts-expect-error -- a batch of nothing
  () => requestSignatures({ requestUrls: [] }),
  // @ts-expect-error -- codes are a closed list
  () => new ClientError('NO_SUCH_CODE'),
  // @ts-expect-error -- codes are a closed list
  (): ClientErrorCode => 'NO_SUCH_CODE',
]
