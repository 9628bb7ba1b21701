import { displayText } from '../x509/display-text.js'
import { type TextWarning, textWarnings } from '../x509/text-warnings.js'
import type { ShownNode } from './presentation.js'

/** What a person should be warned of in a text of several lines, whose ends and tabs are no hidden characters. */
export function documentTextWarnings(text: string): {
  readonly warnings?: readonly TextWarning[]
} {
  const warnings = textWarnings(text.replace(/\r\n|[\n\t]/g, ' '))
  return warnings.length === 0 ? {} : { warnings }
}

/** A stranger's text, made safe to show, with what to be warned of. */
export function foreignText(kind: 'text' | 'account', text: string): ShownNode {
  return { kind, text: displayText(text, { multiline: true }), ...documentTextWarnings(text) }
}
