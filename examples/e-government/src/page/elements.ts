/** The element with this id; the page's HTML holds it. Names the type it has there, as the DOM's own `querySelector` does. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows its own HTML
export function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`The page lacks #${id}.`)
  return element as T
}

/** Makes an element with text children; text is always text, never markup. */
export function make(
  tag: keyof HTMLElementTagNameMap,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElement {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}
