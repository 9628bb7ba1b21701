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
  readonly shown: Promise<Shown>
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
  const { document } = request
  const { body, shown } = render(document, content, locale, texts)
  root.append(
    ...body,
    h(
      'button',
      { type: 'button', class: 'link', onclick: () => saveFile(document, content) },
      texts.save,
    ),
  )
  const attribute = shown.then((said) => {
    if (request.shown !== undefined && said.extent !== 'whole') {
      root.prepend(alert(texts.mustBeShown))
      return undefined
    }
    return shownAttribute(said)
  })
  return { element, attribute }
}

function render(
  { mediaType }: SignatureRequest['document'],
  content: DocumentContent,
  locale: Tools['locale'],
  texts: DisplayTexts,
): Rendered {
  // A large document is not in memory: it is saved, and opened elsewhere.
  const presentation =
    content instanceof Uint8Array ? presentDocument(mediaType, content, locale) : undefined
  if (presentation === undefined) {
    const type = displayText(mediaType)
    const known = /^(?:text\/|application\/json)/.test(type) || type === transactionMediaType
    return {
      body: [
        alert(
          h('strong', {}, known ? texts.notFaithful : fill(texts.cannotShow, { type })),
          h('p', {}, texts.cannotShowNext),
        ),
      ],
      shown: Promise.resolve({ extent: 'none', locale }),
    }
  }
  const { extent, renderer, version, body } = presentation
  const paper = h(
    'div',
    { class: 'paper', part: 'paper', tabindex: '0', role: 'region', 'aria-label': texts.region },
    drawNode(body, texts),
  )
  return {
    body: extent === 'part' ? [paper, alert(texts.shownInPart)] : [paper],
    shown: subtle()
      .digest('SHA-256', presentationOctets(presentation) as BufferSource)
      .then((digest) => ({ extent, locale, renderer, version, sha256: new Uint8Array(digest) })),
  }
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
