import type { SignatureRequest } from '@chopmark/core'
import { summarise } from '../certificate/certificate-summary.js'
import { h } from '../dialog/h.js'
import { formatTime, type Tools } from '../dialog/screen.js'
import { shownName } from '../dialog/shown-name.js'
import { fill } from '../messages/messages.js'
import { earlierTexts } from './earlier-texts.js'
import type { VerifiedEarlier } from './verify-earlier.js'

/** Who signed before, as their certificates name them, and what one more signature means. */
export function drawEarlier(
  { signers }: VerifiedEarlier,
  { cosign }: SignatureRequest,
): (tools: Tools) => Node {
  return ({ locale }) => {
    const t = earlierTexts[locale]
    return h(
      'section',
      { class: 'earlier', part: 'earlier', 'data-cosign': cosign?.as },
      h('h3', {}, t.title),
      h(
        'ul',
        {},
        ...signers.map(({ certificate, signingTime, counter }) => {
          const { holder, issuer } = summarise(certificate)
          const time = signingTime === undefined ? '' : formatTime(signingTime, locale)
          return h(
            'li',
            { 'data-counter': String(counter) },
            h('strong', {}, shownName(holder, locale)),
            h(
              'p',
              { class: 'muted' },
              fill(t.issuer, { issuer }),
              ...(time === '' ? [] : [h('br'), fill(t.time, { time })]),
              ...(counter ? [h('br'), t.counter] : []),
            ),
          )
        }),
      ),
      h('p', {}, t.checked),
      h('p', {}, cosign?.as === 'counter' ? t.meansCounter : t.meansParallel),
    )
  }
}
