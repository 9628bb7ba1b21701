import { displayText, type LocalizedText, type SignatureRequest } from '@chopmark/core'
import { h } from '../dialog/h.js'
import { shownName } from '../dialog/shown-name.js'
import { fill } from '../messages/messages.js'
import type { DrawRequester } from './known-requester.js'
import { requesterWords } from './requester-texts.js'
import type { VerifiedRequester } from './verify-requester.js'

/** Longer names than any in a register are cut: they would push what matters out of sight. */
const maxNameLength = 200

/** The certificate's name first, then who vouches for it, then what the requester calls itself. */
export function drawRequester(
  request: SignatureRequest,
  { organisation, issuer }: VerifiedRequester,
  profile: LocalizedText | undefined,
): DrawRequester {
  return ({ locale }) => {
    const words = requesterWords[locale]
    const shown = (text: string): string => displayText(text, { maxLength: maxNameLength })
    const by = { issuer: shown(issuer), profile: shown(profile?.[locale] ?? '') }
    return [
      h('strong', { 'data-requester': 'verified' }, shownName(organisation, locale)),
      h('p', { class: 'verified' }, fill(profile ? words.verified : words.verifiedPlain, by)),
      h('p', {}, fill(words.callsItself, { name: shown(request.requester[locale]) })),
    ]
  }
}
