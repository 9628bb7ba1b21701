import type { ClientErrorCode } from '../client-error.js'
import { cardTexts } from '../key-sources/card/card-texts.js'
import { deviceTexts } from '../key-sources/device/device-texts.js'
import { requesterTexts } from '../requester/requester-texts.js'
import { type FailureMessage, type FailureTexts, loadMessages } from '../messages/messages.js'

/** What sources and the check of who asks bring along themselves; everything else stands in the catalogue. */
const brought: Readonly<Partial<Record<ClientErrorCode, FailureTexts>>> = {
  ...cardTexts,
  ...deviceTexts,
  ...requesterTexts,
}

/** What a person reads of a failure, in every language. */
export async function textsOfFailure(code: ClientErrorCode): Promise<FailureTexts> {
  const own = brought[code]
  if (own !== undefined) return own
  const [en, hant, hans] = await Promise.all(
    (['en', 'zh-Hant-HK', 'zh-Hans-HK'] as const).map(async (locale) => {
      const { failures } = await loadMessages(locale)
      const catalogue: Partial<Record<ClientErrorCode, FailureMessage>> = failures
      return catalogue[code] ?? failures.OTHER_REFUSAL
    }),
  )
  return { en, 'zh-Hant-HK': hant, 'zh-Hans-HK': hans } as FailureTexts
}
