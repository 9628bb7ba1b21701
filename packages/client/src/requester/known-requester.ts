import { displayText, type SignatureRequest } from '@chopmark/core'
import { h } from '../dialog/h.js'
import { shownName } from '../dialog/shown-name.js'
import type { Tools } from '../dialog/screen.js'

/** Shows who asks, in the words of a verified certificate. */
export type DrawRequester = (tools: Tools) => readonly Node[]

const known = new WeakMap<SignatureRequest, DrawRequester>()

/** Remembers how a verified requester is shown; for this very object, which nothing that came later can stand in for. */
export function rememberRequester(request: SignatureRequest, draw: DrawRequester): void {
  known.set(request, draw)
}

/** Who asks: as their certificate names them where it was verified, else by the request's own words, which is said. */
export function requesterView(request: SignatureRequest, tools: Tools): readonly Node[] {
  const origin = h('span', { class: 'origin' }, displayText(request.origin))
  const draw = known.get(request)
  if (draw !== undefined) return [...draw(tools), origin]
  return [
    h('strong', {}, shownName(request.requester[tools.locale], tools.locale)),
    origin,
    h('p', { class: 'muted', 'data-requester': 'unverified' }, tools.m.review.unverified),
  ]
}
