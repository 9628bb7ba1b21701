import type { ShownNode, ShownRow, TextWarning } from '@chopmark/core'
import { h } from '../dialog/h.js'
import type { DisplayTexts } from './display-texts.js'

/** Draws a presentation node by node; adds nothing to its words but the warnings, which stand beside them. */
export function drawNode(node: ShownNode, texts: DisplayTexts): HTMLElement {
  switch (node.kind) {
    case 'text':
    case 'account':
      return h(
        'span',
        {},
        h('span', { class: node.kind }, node.text),
        ...warningLines(node.warnings, texts),
      )
    case 'remark':
      return h('span', { class: 'remark' }, node.text)
    case 'number':
    case 'amount':
    case 'date':
      return h(
        'span',
        {},
        h('span', { class: node.kind }, node.text),
        node.note === undefined ? undefined : h('span', { class: 'note' }, node.note),
      )
    case 'payee':
    case 'person':
      return h(
        'div',
        { class: `party ${node.kind}` },
        h('span', { class: 'name' }, node.name),
        ...warningLines(node.warnings, texts),
        node.rows.length === 0 ? undefined : table(node.rows, texts),
      )
    case 'table':
      return node.title === undefined
        ? table(node.rows, texts)
        : h('div', {}, h('h4', {}, node.title), table(node.rows, texts))
    case 'list':
      return h('ol', {}, ...node.items.map((item) => h('li', {}, drawNode(item, texts))))
  }
}

/** A line for each thing to be warned of. */
export function warningLines(
  warnings: readonly TextWarning[] | undefined,
  texts: DisplayTexts,
): readonly HTMLElement[] {
  return (warnings ?? []).map((warning) => h('span', { class: 'warning' }, texts.warnings[warning]))
}

function table(rows: readonly ShownRow[], texts: DisplayTexts): HTMLElement {
  return h(
    'dl',
    {},
    ...rows.map(({ label, value }) =>
      h(
        'div',
        { class: value.kind === 'table' || value.kind === 'list' ? 'row nested' : 'row' },
        h('dt', {}, label),
        h('dd', {}, drawNode(value, texts)),
      ),
    ),
  )
}
