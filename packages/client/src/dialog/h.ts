/** What an element may be given: attributes by name, `on…` listeners, and `part` for the page's own styles. */
export interface Attributes {
  readonly [name: string]: string | boolean | ((event: Event) => void) | undefined
}

export type Child = Node | string | undefined

/**
 * Makes an element. Text becomes text nodes: no markup is ever parsed, which Trusted Types would refuse anyway.
 * @param attributes - `true` sets an empty attribute, `false` and `undefined` none, a function listens to the event named
 * after `on`.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value)
    }
  }
  for (const child of children) if (child !== undefined) element.append(child)
  return element
}

const svgNamespace = 'http://www.w3.org/2000/svg'

/** A picture of strokes, hidden from screen readers. @param paths - `d` of each path, in a box of 24 by 24. */
export function icon(name: string, ...paths: readonly string[]): SVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('focusable', 'false')
  svg.setAttribute('class', `icon icon-${name}`)
  for (const d of paths) {
    const path = document.createElementNS(svgNamespace, 'path')
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}
