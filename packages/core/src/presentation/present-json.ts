import type { Locale } from '../request.js'
import { displayText } from '../x509/display-text.js'
import type { JsonNode } from './parse-faithful-json.js'
import type { ShownNode } from './presentation.js'
import { foreignText } from './foreign-text.js'
import { words } from './words.js'

/** JSON as a table: names and digits as they stand, in the order in which they stand. */
export function presentJson(node: JsonNode, locale: Locale): ShownNode {
  const { empty, nothing, yes, no } = words[locale]
  switch (node.kind) {
    case 'object':
      if (node.members.length === 0) return { kind: 'remark', text: empty }
      return {
        kind: 'table',
        rows: node.members.map(([name, value]) => ({
          label: displayText(name),
          value: presentJson(value, locale),
        })),
      }
    case 'array':
      if (node.items.length === 0) return { kind: 'remark', text: empty }
      return { kind: 'list', items: node.items.map((item) => presentJson(item, locale)) }
    case 'string':
      return node.text === '' ? { kind: 'remark', text: empty } : foreignText('text', node.text)
    case 'number':
      return { kind: 'number', text: node.text }
    case 'literal': {
      const { value } = node
      if (value === null) return { kind: 'remark', text: nothing }
      return { kind: 'text', text: value ? yes : no }
    }
  }
}
