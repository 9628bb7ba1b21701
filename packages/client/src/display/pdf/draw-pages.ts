import { displayText } from '@chopmark/core'
import { AnnotationMode, RenderingCancelledException } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { h, icon } from '../../dialog/h.js'
import { fill } from '../../messages/messages.js'
import type { DisplayTexts } from '../display-texts.js'
import type { OpenPage } from './open-pdf.js'
import type { PdfTexts } from './pdf-texts.js'

/** Pixels of one canvas at most: some phones give up beyond. */
const maxCanvasPixels = 16_000_000
const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const
const fullZoom = zooms.indexOf(1)

/**
 * Pages below one another, each drawn when it comes near the view and let go when it leaves, with its text for screen
 * readers; above them buttons for the page and the size.
 */
export function drawPages(
  pages: readonly OpenPage[],
  texts: DisplayTexts & PdfTexts,
): readonly HTMLElement[] {
  const total = String(pages.length)
  let zoom = fullZoom
  let current = 0
  const sheets = pages.map((page, index) => {
    const label = fill(texts.page, { n: String(index + 1), total })
    return new Sheet(page, label, texts.faults.PAGES)
  })
  const position = h('output', { class: 'page-number' })
  const paper = h(
    'div',
    {
      class: 'paper pages',
      part: 'paper',
      tabindex: '0',
      role: 'region',
      'aria-label': texts.region,
      onscroll: () => follow(),
      onkeydown: (event) => {
        const { key, ctrlKey, metaKey } = event as KeyboardEvent
        if (ctrlKey || metaKey || (key !== '+' && key !== '-')) return
        event.preventDefault()
        resize(key === '+' ? 1 : -1)
      },
    },
    ...sheets.map(({ element }) => element),
  )
  for (const sheet of sheets) sheet.watchIn(paper)
  const tool = (
    label: string,
    press: () => void,
    ...strokes: readonly string[]
  ): HTMLButtonElement =>
    h(
      'button',
      { type: 'button', class: 'tool', 'aria-label': label, title: label, onclick: press },
      icon('tool', ...strokes),
    )
  const previous = tool(texts.previous, () => go(-1), 'M15 5l-7 7 7 7')
  const next = tool(texts.next, () => go(1), 'M9 5l7 7-7 7')
  const smaller = tool(texts.zoomOut, () => resize(-1), 'M5 12h14')
  const larger = tool(texts.zoomIn, () => resize(1), 'M5 12h14', 'M12 5v14')
  const say = (): void => {
    position.textContent = fill(texts.page, { n: String(current + 1), total })
    // Not `disabled`: the focus would be lost under the finger.
    for (const [button, over] of [
      [previous, current === 0],
      [next, current === pages.length - 1],
      [smaller, zoom === 0],
      [larger, zoom === zooms.length - 1],
    ] as const) {
      button.setAttribute('aria-disabled', String(over))
    }
  }
  const go = (by: -1 | 1): void => {
    const to = Math.min(Math.max(current + by, 0), pages.length - 1)
    paper.scrollTop = (sheets[to]?.element.offsetTop ?? 0) - 8
    current = to
    say()
  }
  const resize = (by: -1 | 1): void => {
    zoom = Math.min(Math.max(zoom + by, 0), zooms.length - 1)
    const share = paper.scrollTop / Math.max(paper.scrollHeight, 1)
    for (const sheet of sheets) sheet.zoom(zooms[zoom] ?? 1)
    paper.scrollTop = share * paper.scrollHeight
    say()
  }
  const follow = (): void => {
    const middle = paper.scrollTop + paper.clientHeight / 2
    const found = sheets.findLastIndex(({ element }) => element.offsetTop <= middle)
    if (found === current || found < 0) return
    current = found
    say()
  }
  say()
  const bar = h(
    'div',
    { class: 'tools', role: 'group', 'aria-label': texts.toolbar },
    ...(pages.length > 1 ? [previous, position, next] : [position]),
    h('span', { class: 'gap' }),
    smaller,
    larger,
  )
  return [bar, paper]
}

/** One page: its place from the start, its picture while it is near. */
class Sheet {
  readonly element: HTMLElement
  readonly #page: OpenPage
  readonly #canvas = h('canvas', { 'aria-hidden': 'true' })
  #zoom = 1
  #near = false
  #drawing: { cancel(): void } | undefined

  readonly #failure: string

  constructor(page: OpenPage, label: string, failure: string) {
    this.#page = page
    this.#failure = failure
    this.element = h(
      'section',
      { class: 'page', 'aria-label': label },
      this.#canvas,
      h('p', { class: 'page-text' }, displayText(page.text, { multiline: true })),
    )
    this.#canvas.style.setProperty('aspect-ratio', `${page.width} / ${page.height}`)
  }

  /** Draws the page whenever it is near what `paper` shows. */
  watchIn(paper: HTMLElement): void {
    // Some heights of the view ahead, so that a page is there when one comes to it. Measured by the paper: a margin around the
    // window would count for nothing within what scrolls, and a paper below the fold of the dialog would stay white.
    const watch = new IntersectionObserver(
      (entries) => {
        this.#near = entries.at(-1)?.isIntersecting === true
        void this.#draw()
      },
      { root: paper, rootMargin: '800px' },
    )
    watch.observe(this.element)
  }

  zoom(zoom: number): void {
    this.#zoom = zoom
    this.#canvas.style.setProperty('width', `${zoom * 100}%`)
    void this.#draw()
  }

  async #draw(): Promise<void> {
    this.#drawing?.cancel()
    this.#drawing = undefined
    const canvas = this.#canvas
    if (!this.#near) {
      canvas.width = canvas.height = 0
      return
    }
    const { proxy, width, height } = this.#page
    const across = this.element.clientWidth * this.#zoom * Math.min(devicePixelRatio, 2)
    const scale = Math.min(across / width, Math.sqrt(maxCanvasPixels / (width * height)))
    const viewport = proxy.getViewport({ scale })
    const fresh = document.createElement('canvas')
    fresh.width = Math.max(1, Math.round(viewport.width))
    fresh.height = Math.max(1, Math.round(viewport.height))
    const task = proxy.render({
      canvas: fresh,
      viewport,
      annotationMode: AnnotationMode.ENABLE,
      background: '#ffffff',
    })
    this.#drawing = task
    try {
      await task.promise
    } catch (error) {
      // Cancelled by the next drawing, which shows the same page.
      if (error instanceof RenderingCancelledException) return
      this.element.append(h('div', { class: 'alert', role: 'alert' }, this.#failure))
      return
    }
    canvas.width = fresh.width
    canvas.height = fresh.height
    canvas.getContext('2d')?.drawImage(fresh, 0, 0)
    this.element.dataset['drawn'] = ''
  }
}
