import { canonicalJson } from '@chopmark/core'
import {
  AnnotationMode,
  getDocument,
  OPS,
  type PDFDocumentProxy,
  type PDFPageProxy,
  type PDFWorker,
  VerbosityLevel,
  version as pdfjsVersion,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PdfFault } from './pdf-fault.js'

/** A PDF opened and looked through, before anybody is shown a page of it. */
export interface OpenPdf {
  /** In order; none when it cannot be shown at all. */
  readonly pages: readonly OpenPage[]
  /** What keeps the pages from being the whole of it; none: they are. */
  readonly faults: readonly PdfFault[]
  close(): void
}

export interface OpenPage {
  readonly proxy: PDFPageProxy
  /** Points, as turned. */
  readonly width: number
  readonly height: number
  /** What a screen reader reads. */
  readonly text: string
}

/** `chopmark/pdf` goes by its own rules and by pdf.js's. */
export const pdfRenderer = { renderer: 'chopmark/pdf', version: `1 pdfjs-${pdfjsVersion}` } as const

/** More than anybody reads in a dialog; longer documents are shown in part. */
const maxPages = 100
const maxShownBytes = 32 * 1024 * 1024
/** For opening and looking through; what is not seen by then is not shown. */
const maxOpeningMs = 20_000
const maxTextLength = 2_000_000
const maxImagePixels = 64_000_000

/** Where pdf.js finds what documents need and do not hold: the standard fonts and character maps. Ours, beside this module. */
export interface PdfSurroundings {
  /** Absent: pdf.js's own, in this thread; only tests do without. */
  readonly worker?: PDFWorker
  /** Ends in `/`. */
  readonly resources: string
}

/**
 * Opens a PDF and looks for all that its pages do not show: scripts are not run, XFA is off, nothing is fetched but from
 * `resources`, and an error in a page is a fault and not a gap.
 * Source: ISO 32000-2.
 */
export async function openPdf(
  content: Uint8Array,
  { worker, resources }: PdfSurroundings,
): Promise<OpenPdf> {
  if (content.length > maxShownBytes) return unopened('LONG')
  const task = getDocument({
    // A copy: pdf.js takes its octets along into the worker.
    data: content.slice(),
    ...(worker && { worker }),
    verbosity: VerbosityLevel.ERRORS,
    stopAtErrors: true,
    enableXfa: false,
    isEvalSupported: false,
    useWasm: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: true,
    isOffscreenCanvasSupported: false,
    maxImageSize: maxImagePixels,
    cMapUrl: `${resources}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${resources}standard_fonts/`,
    wasmUrl: `${resources}wasm/`,
  })
  const close = (): void => void task.destroy().catch(() => undefined)
  const closing = new AbortController()
  const timer = setTimeout(() => closing.abort(), maxOpeningMs)
  try {
    // A document that wants a password is one that this page cannot show.
    task.onPassword = () => closing.abort('ENCRYPTED')
    const opened = await Promise.race([look(task.promise, closing.signal), aborted(closing.signal)])
    if (opened.pages.length === 0) close()
    return { ...opened, close }
  } catch {
    close()
    return unopened(closing.signal.reason === 'ENCRYPTED' ? 'ENCRYPTED' : 'BROKEN')
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The octets whose SHA-256 says what was shown of a PDF: RFC 8785 JSON of renderer, language, extent, and size and text of
 * each page as pdf.js reads them, in UTF-8.
 */
export function pdfOctets(
  pages: readonly OpenPage[],
  extent: 'whole' | 'part',
  locale: string,
): Uint8Array {
  const said = pages.map(({ width, height, text }) => ({ width, height, text }))
  return new TextEncoder().encode(canonicalJson({ ...pdfRenderer, locale, extent, pages: said }))
}

function unopened(fault: PdfFault): OpenPdf {
  return { pages: [], faults: [fault], close: () => undefined }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('stopped')))
  })
}

async function look(
  opening: Promise<PDFDocumentProxy>,
  signal: AbortSignal,
): Promise<Pick<OpenPdf, 'pages' | 'faults'>> {
  const document = await opening
  const faults = await documentFaults(document)
  if (faults.has('ENCRYPTED') || faults.has('XFA')) return { pages: [], faults: [...faults] }
  const pages: OpenPage[] = []
  let textLength = 0
  for (let number = 1; number <= document.numPages; number++) {
    if (pages.length === maxPages || textLength > maxTextLength) {
      faults.add('LONG')
      break
    }
    signal.throwIfAborted()
    try {
      const proxy = await document.getPage(number)
      const page = await readPage(proxy, faults)
      textLength += page.text.length
      pages.push(page)
    } catch {
      signal.throwIfAborted()
      faults.add('PAGES')
    }
  }
  if (pages.length === 0 && faults.size === 0) faults.add('BROKEN')
  return { pages, faults: [...faults] }
}

async function documentFaults(document: PDFDocumentProxy): Promise<Set<PdfFault>> {
  const faults = new Set<PdfFault>()
  const { info } = await document.getMetadata()
  const encrypted = info['EncryptFilterName']
  if (encrypted !== null && encrypted !== undefined) faults.add('ENCRYPTED')
  if (info['IsXFAPresent'] === true) faults.add('XFA')
  const attachments = await document.getAttachments()
  if (info['IsCollectionPresent'] === true || attachments !== null) faults.add('ATTACHMENTS')
  // Those that run on opening are among them.
  if (await document.hasJSActions()) faults.add('SCRIPTS')
  const [layer] = await document.getOptionalContentConfig()
  if (layer !== undefined) faults.add('LAYERS')
  return faults
}

/** Annotations that hold something a page does not show. */
const withMore: ReadonlySet<string> = new Set([
  'RichMedia',
  'Screen',
  'Movie',
  'Sound',
  '3D',
  'Popup',
  'Text',
])
/** Hidden, and not for the screen: ISO 32000-2, table 167. */
const hiddenFlags = 0x02 | 0x20

async function readPage(proxy: PDFPageProxy, faults: Set<PdfFault>): Promise<OpenPage> {
  for (const { subtype = '', annotationFlags = 0, actions } of await proxy.getAnnotations()) {
    if (subtype === 'FileAttachment') faults.add('ATTACHMENTS')
    if (withMore.has(subtype) || (annotationFlags & hiddenFlags) !== 0) faults.add('MEDIA')
    if (hasScript(actions)) faults.add('SCRIPTS')
  }
  if (hasScript(await proxy.getJSActions())) faults.add('SCRIPTS')
  const { fnArray, argsArray } = await proxy.getOperatorList({
    annotationMode: AnnotationMode.ENABLE,
  })
  for (const [index, operation] of fnArray.entries()) {
    if (operation !== OPS.setFont) continue
    const [name] = argsArray[index] as readonly [string]
    if (proxy.commonObjs.get(name)?.missingFile !== false) faults.add('FONTS')
  }
  const text = await textOf(proxy)
  const { width, height } = proxy.getViewport({ scale: 1 })
  const rounded = (points: number): number => Math.round(points * 100) / 100
  proxy.cleanup()
  return { proxy, width: rounded(width), height: rounded(height), text }
}

/** Read piece by piece: `getTextContent` of pdf.js walks its stream by `for await`, which Safari's streams do not know. */
async function textOf(proxy: PDFPageProxy): Promise<string> {
  const reader = proxy.streamTextContent().getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text
    for (const { str = '', hasEOL = false } of value.items) text += str + (hasEOL ? '\n' : '')
  }
}

function hasScript(actions: unknown): boolean {
  if (typeof actions !== 'object' || actions === null) return false
  return actions instanceof Map ? actions.size > 0 : Object.keys(actions).length > 0
}
