import {
  displayText,
  presentationOctets,
  presentDocument,
  type Shown,
  shownAttribute,
  type SignatureRequest,
  transactionMediaType,
} from '@chopmark/core'
import { h } from '../dialog/h.js'
import type { Tools } from '../dialog/screen.js'
import { fill } from '../messages/messages.js'
import type { DocumentContent } from '../wire/document-content.js'
import { subtle } from '../wire/portal.js'
import { displayStyles } from './display-styles.js'
import { type DisplayTexts, displayTexts } from './display-texts.js'
import { drawNode } from './draw-presentation.js'

/** A document on the screen. */
export interface DocumentDisplay {
  readonly element: HTMLElement
  /**
   * The signed attribute `shown` for what stands there, once it does; undefined when the request wants the document shown
   * and it could not be: then it cannot be signed here.
   */
  readonly attribute: Promise<Uint8Array | undefined>
}

/** The same as a type, for screens that get it handed. */
export type ShowDocument = typeof showDocument

/** What a renderer came to. */
interface Rendered {
  readonly body: readonly Node[]
  readonly shown: Shown
}

/**
 * Shows a document from the very octets that will be signed. Whatever cannot be shown faithfully is said to be so, and
 * offered for saving; the signed attribute says which of the two it was.
 */
export function showDocument(
  request: SignatureRequest,
  content: DocumentContent,
  { locale }: Tools,
): DocumentDisplay {
  const texts = displayTexts[locale]
  const element = h('div', { class: 'document', part: 'document', exportparts: 'paper, alert' })
  const root = element.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(displayStyles)
  root.adoptedStyleSheets = [sheet]
  const place = h('div', {}, h('p', { class: 'note', role: 'status' }, texts.loading))
  const { document } = request
  root.append(
    place,
    h(
      'button',
      { type: 'button', class: 'link', onclick: () => saveFile(document, content) },
      texts.save,
    ),
  )
  const attribute = render(document, content, locale, texts).then(({ body, shown }) => {
    place.replaceChildren(...body)
    if (request.shown === undefined || shown.extent === 'whole') return shownAttribute(shown)
    place.prepend(alert(texts.mustBeShown))
    return undefined
  })
  return { element, attribute }
}

async function render(
  { mediaType }: SignatureRequest['document'],
  content: DocumentContent,
  locale: Tools['locale'],
  texts: DisplayTexts,
): Promise<Rendered> {
  // A large document is not in memory: it is saved, and opened elsewhere.
  const held = content instanceof Uint8Array ? content : undefined
  if (held !== undefined && /^application\/pdf\s*(?:;|$)/i.test(mediaType)) {
    return renderPdf(held, locale, texts)
  }
  const presentation = held && presentDocument(mediaType, held, locale)
  if (presentation === undefined) {
    const type = displayText(mediaType)
    const known = /^(?:text\/|application\/json)/.test(type) || type === transactionMediaType
    const reason = known ? texts.notFaithful : fill(texts.cannotShow, { type })
    return { body: [notShown(reason, [], texts)], shown: { extent: 'none', locale } }
  }
  const { extent, renderer, version, body } = presentation
  const paper = h(
    'div',
    { class: 'paper', part: 'paper', tabindex: '0', role: 'region', 'aria-label': texts.region },
    drawNode(body, texts),
  )
  const digest = await subtle().digest('SHA-256', presentationOctets(presentation) as BufferSource)
  return {
    body: extent === 'part' ? [paper, alert(texts.shownInPart)] : [paper],
    shown: { extent, locale, renderer, version, sha256: new Uint8Array(digest) },
  }
}

/** A PDF, by a chunk that is loaded when one comes. */
async function renderPdf(
  content: Uint8Array,
  locale: Tools['locale'],
  texts: DisplayTexts,
): Promise<Rendered> {
  try {
    const { showPdf } = await import('./pdf/show-pdf.js')
    const { body, faults, shown } = await showPdf(content, locale, texts)
    if (body.length === 0) return { body: [notShown(texts.notFaithful, faults, texts)], shown }
    return { body: faults.length === 0 ? body : [alert(...sentences(faults)), ...body], shown }
  } catch {
    // Its chunk or its worker is out of reach: the person can still save the document.
    const reason = notShown(fill(texts.cannotShow, { type: 'PDF' }), [], texts)
    return { body: [reason], shown: { extent: 'none', locale } }
  }
}

function notShown(reason: string, faults: readonly string[], texts: DisplayTexts): HTMLElement {
  return alert(h('strong', {}, reason), ...sentences([...faults, texts.cannotShowNext]))
}

function sentences(texts: readonly string[]): readonly HTMLElement[] {
  return texts.map((text) => h('p', {}, text))
}

function alert(...children: readonly (Node | string)[]): HTMLElement {
  return h('div', { class: 'alert', part: 'alert' }, ...children)
}

/** Saves the octets that will be signed, and no others. */
function saveFile(document: SignatureRequest['document'], content: DocumentContent): void {
  // Always a plain download: a document of a type that the browser would open must not open in this origin.
  const url = URL.createObjectURL(
    new Blob([content as BlobPart], { type: 'application/octet-stream' }),
  )
  const link = h('a', { href: url, download: displayText(document.name, { maxLength: 100 }) })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
