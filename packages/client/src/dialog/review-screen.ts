import { displayText, fromBase64url, hex, type SignatureRequest } from '@chopmark/core'
import { fill } from '../messages/messages.js'
import { earlierOf } from '../cosign/known-earlier.js'
import type { Question } from './dialog-view.js'
import { requesterView } from '../requester/known-requester.js'
import { h } from './h.js'
import { button, formatTime, mainButton, row, type Screen, type Tools } from './screen.js'
import { shownName } from './shown-name.js'

/** Who asks, what for, and what exactly is signed. */
export function reviewScreen(
  { request, content, show }: Extract<Question, { step: 'review' }>,
  tools: Tools,
): Screen {
  const { m, locale, act } = tools
  const { purpose, commitmentType } = request
  const { element, attribute } = show(request, content, tools)
  const proceed = mainButton(m.review.proceed)
  // Until the document stands there, nobody can have read it.
  proceed.disabled = true
  let shown: Uint8Array | undefined
  void attribute.then((said) => {
    shown = said
    proceed.disabled = said === undefined
  })
  return {
    step: 1,
    title: m.review.title,
    body: [
      h(
        'dl',
        { class: 'facts' },
        row(m.review.asks, ...requesterView(request, tools)),
        row(m.review.purpose, displayText(purpose[locale])),
        row(m.review.meaning, m.commitments[commitmentType]),
      ),
      h('h3', {}, m.review.document),
      element,
      earlierOf(request)?.draw(tools),
      details(request, tools),
    ],
    actions: [proceed, button(m.review.decline, () => act({ kind: 'close' }))],
    submit: () => act({ kind: 'continue', ...(shown && { shown }) }),
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
      row(m.review.fileName, shownName(document.name, locale)),
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
