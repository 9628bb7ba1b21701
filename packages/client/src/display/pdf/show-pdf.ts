import type { Locale, Shown } from '@chopmark/core'
import { PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { subtle } from '../../wire/portal.js'
import { workerUrl } from '../../worker-url.js'
import type { DisplayTexts } from '../display-texts.js'
import { drawPages } from './draw-pages.js'
import { type OpenPdf, openPdf, pdfOctets, pdfRenderer } from './open-pdf.js'
import { pdfTexts } from './pdf-texts.js'

/** A PDF on the screen, with what is to be said of it. */
export interface ShownPdf {
  /** What stands in the place of the document; none: it cannot be shown. */
  readonly body: readonly HTMLElement[]
  /** Why that is not all of it, as sentences. */
  readonly faults: readonly string[]
  readonly shown: Shown
}

/** So many stay open, so that another language or a way back does not open them anew. */
const maxOpen = 8
const open = new Map<Uint8Array, Promise<OpenPdf>>()
let worker: PDFWorker | undefined

/**
 * Opens a PDF in a worker of its own and shows its pages. It never fails: what cannot be shown is said.
 */
export async function showPdf(
  content: Uint8Array,
  locale: Locale,
  texts: DisplayTexts,
): Promise<ShownPdf> {
  const own = pdfTexts[locale]
  const { pages, faults } = await openOnce(content)
  const said = faults.map((fault) => own.faults[fault])
  if (pages.length === 0) {
    return { body: [], faults: said, shown: { extent: 'none', locale } }
  }
  const extent = faults.length === 0 ? 'whole' : 'part'
  const digest = await subtle().digest('SHA-256', pdfOctets(pages, extent, locale) as BufferSource)
  return {
    body: drawPages(pages, { ...texts, ...own }),
    faults: extent === 'whole' ? [] : [...said, own.notWhole],
    shown: { extent, locale, ...pdfRenderer, sha256: new Uint8Array(digest) },
  }
}

function openOnce(content: Uint8Array): Promise<OpenPdf> {
  let opening = open.get(content)
  if (opening === undefined) {
    worker ??= startWorker()
    const resources = new URL('./pdf/', import.meta.url).href
    open.set(content, (opening = openPdf(content, { worker, resources })))
    const [[oldest, last] = []] = open
    if (open.size > maxOpen && oldest !== undefined) {
      open.delete(oldest)
      void last?.then((document) => document.close())
    }
  }
  return opening
}

function startWorker(): PDFWorker {
  const url = workerUrl(new URL('./pdf-worker.js', import.meta.url))
  return new PDFWorker({ port: new Worker(url, { type: 'module', name: 'chopmark-pdf' }) })
}
