import { displayText, fromBase64url, hex, type SignatureRequest } from '@chopmark/core'
import { fill } from '../messages/messages.js'
import type { Question } from './dialog-view.js'
import { documentView } from './document-view.js'
import { h } from './h.js'
import { button, formatTime, mainButton, row, type Screen, type Tools } from './screen.js'

/** Who asks, what for, and what exactly is signed. */
export function reviewScreen(
  { request, content }: Extract<Question, { step: 'review' }>,
  tools: Tools,
): Screen {
  const { m, locale, act } = tools
  const { requester, purpose, origin, commitmentType } = request
  return {
    step: 1,
    title: m.review.title,
    body: [
      h(
        'dl',
        { class: 'facts' },
        row(
          m.review.asks,
          h('strong', {}, displayText(requester[locale])),
          h('span', { class: 'origin' }, displayText(origin)),
        ),
        row(m.review.purpose, displayText(purpose[locale])),
        row(m.review.meaning, m.commitments[commitmentType]),
      ),
      h('h3', {}, m.review.document),
      documentView(request, content, tools),
      details(request, tools),
    ],
    actions: [mainButton(m.review.proceed), button(m.review.decline, () => act({ kind: 'close' }))],
    submit: () => act({ kind: 'continue' }),
  }
}

function details({ document, expiresAt }: SignatureRequest, { m, locale }: Tools): HTMLElement {
  const size = new Intl.NumberFormat(locale).format(document.sizeBytes)
  const groups =
    hex(fromBase64url(document.digest))
      .toUpperCase()
      .match(/.{1,4}/g) ?? []
  return h(
    'details',
    { part: 'details' },
    h('summary', {}, m.review.details),
    h(
      'dl',
      { class: 'facts' },
      row(m.review.fileName, displayText(document.name)),
      row(m.review.mediaType, displayText(document.mediaType)),
      row(m.review.size, fill(m.review.bytes, { n: size })),
      row(
        fill(m.review.fingerprint, { algorithm: document.digestAlgorithm }),
        h('code', {}, groups.join(' ')),
      ),
      row(m.review.validUntil, formatTime(Date.parse(expiresAt), locale)),
    ),
  )
}
