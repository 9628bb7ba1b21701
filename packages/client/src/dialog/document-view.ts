import { displayText, type SignatureRequest } from '@chopmark/core'
import { fill } from '../messages/messages.js'
import { type Child, h } from './h.js'
import { type JsonNode, parseFaithfulJson } from './parse-faithful-json.js'
import type { Tools } from './screen.js'

/** Octets shown at most; more would stall the page, and nobody reads it in a dialog. */
const maxShownBytes = 512 * 1024

/**
 * Renders a document from the very octets that will be signed: plain text as text, JSON as a table. Whatever cannot be
 * shown faithfully is said to be so, and offered for saving.
 */
export function documentView(
  { document }: SignatureRequest,
  content: Uint8Array,
  tools: Tools,
): HTMLElement {
  const { m } = tools
  const shown = render(document.mediaType, content, tools)
  const save = h(
    'button',
    { type: 'button', class: 'link', part: 'button', onclick: () => saveFile(document, content) },
    m.review.save,
  )
  if (shown === undefined) {
    const type = displayText(document.mediaType)
    return h(
      'div',
      { class: 'document', part: 'document' },
      h(
        'div',
        { class: 'alert warn', part: 'alert' },
        h('strong', {}, fill(m.review.cannotShow, { type })),
        h('p', {}, m.review.cannotShowNext),
      ),
      save,
    )
  }
  return h(
    'div',
    { class: 'document', part: 'document' },
    h(
      'div',
      {
        class: 'paper',
        part: 'paper',
        tabindex: '0',
        role: 'region',
        'aria-label': m.review.documentRegion,
      },
      ...shown.body,
    ),
    shown.cut ? h('div', { class: 'alert warn', part: 'alert' }, m.review.shownInPart) : undefined,
    save,
  )
}

function render(
  mediaType: string,
  content: Uint8Array,
  tools: Tools,
): { readonly body: readonly Child[]; readonly cut: boolean } | undefined {
  const [essence = '', ...parameters] = mediaType.toLowerCase().split(';')
  const type = essence.trim()
  const charset = parameters
    .map((parameter) => parameter.trim())
    .find((p) => p.startsWith('charset='))
  if (charset !== undefined && !/^charset="?utf-8"?$/.test(charset)) return undefined
  const json = type === 'application/json' || type.endsWith('+json')
  if (!json && !['text/plain', 'text/csv', 'text/markdown'].includes(type)) return undefined
  const cut = content.length > maxShownBytes
  let text: string
  try {
    // A byte order mark is part of what is signed, so it is shown and not swallowed.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    // `stream`: a character cut in two at the border is left out, not wrong.
    text = decoder.decode(content.subarray(0, maxShownBytes), { stream: cut })
  } catch {
    return undefined
  }
  const node = json && !cut ? parseFaithfulJson(text) : undefined
  if (node !== undefined) return { body: [renderNode(node, tools)], cut: false }
  return { body: [h('pre', {}, displayText(text, { multiline: true }))], cut }
}

function renderNode(node: JsonNode, tools: Tools): HTMLElement {
  const { review } = tools.m
  switch (node.kind) {
    case 'object':
      if (node.members.length === 0) return h('span', { class: 'muted' }, review.empty)
      return h(
        'dl',
        { class: 'table' },
        ...node.members.map(([name, value]) =>
          h(
            'div',
            { class: value.kind === 'object' || value.kind === 'array' ? 'row nested' : 'row' },
            h('dt', {}, displayText(name)),
            h('dd', {}, renderNode(value, tools)),
          ),
        ),
      )
    case 'array':
      if (node.items.length === 0) return h('span', { class: 'muted' }, review.empty)
      return h(
        'ol',
        { class: 'table' },
        ...node.items.map((item) => h('li', {}, renderNode(item, tools))),
      )
    case 'string': {
      if (node.text === '') return h('span', { class: 'muted' }, review.empty)
      return h('span', { class: 'text' }, displayText(node.text, { multiline: true }))
    }
    case 'number':
      return h('span', { class: 'number' }, node.text)
    case 'literal': {
      const { value } = node
      const text = value === null ? review.nothing : value ? review.yes : review.no
      return h('span', value === null ? { class: 'muted' } : {}, text)
    }
  }
}

/** Saves the octets that will be signed, and no others. */
function saveFile(document: SignatureRequest['document'], content: Uint8Array): void {
  // Always a plain download: a document of a type that the browser would open must not open in this origin.
  const url = URL.createObjectURL(
    new Blob([content as BlobPart], { type: 'application/octet-stream' }),
  )
  const link = h('a', { href: url, download: displayText(document.name, { maxLength: 100 }) })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
