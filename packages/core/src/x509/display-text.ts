import { lazyPattern } from '../lazy-pattern.js'

/**
 * Characters that a reader does not see or that reorder what they see: controls, bidirectional controls (Unicode UAX #9),
 * zero-width and other invisible format characters, fillers, tags, private use, unassigned, surrogates without a partner.
 */
const invisible = /* @__PURE__ */ lazyPattern(
  '[\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\\p{Cs}\\p{Co}\\p{Cn}]',
  'gu',
)

/** What nearly every name is made of, and what nobody is deceived by. */
const plain = /^[\x20-\x7e]*$/

export interface DisplayTextOptions {
  /** Keep line ends and tabs: for documents, not for names. */
  readonly multiline?: boolean
  /** Cut after so many characters, with an ellipsis; absent: no limit. */
  readonly maxLength?: number
}

/**
 * Text from a stranger (a certificate's name, a document, a file name) made safe to show: whatever is invisible or turns
 * the reading direction is written out as `‹U+202E›`, so that two names that look alike are alike. Only for showing: never
 * compare what this returns.
 */
export function displayText(text: string, options: DisplayTextOptions = {}): string {
  const { multiline = false, maxLength = Number.POSITIVE_INFINITY } = options
  const characters = text.length > maxLength ? Array.from(text) : undefined
  const shown =
    characters === undefined || characters.length <= maxLength
      ? text
      : `${characters.slice(0, maxLength).join('')}…`
  if (plain.test(shown)) return shown
  return shown.replace(invisible(), (character, offset: number) => {
    const lineEnd =
      character === '\n' || character === '\t' || (character === '\r' && shown[offset + 1] === '\n')
    if (multiline && lineEnd) return character
    const point = character.codePointAt(0) ?? 0
    return `‹U+${point.toString(16).toUpperCase().padStart(4, '0')}›`
  })
}
