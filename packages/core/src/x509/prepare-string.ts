import { lazyPattern } from '../lazy-pattern.js'

/** Printable ASCII without a run of spaces or one at the edge: all of the preparation that it needs is folding. */
const plain = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/

/** Mapped to a space, RFC 4518 §2.2: TAB, LF, VT, FF, CR, NEL and every separator (Z). */
const toSpace = /* @__PURE__ */ lazyPattern('[\t-\r\u0085\\p{Z}]+', 'gu')

/**
 * Mapped to nothing, RFC 4518 §2.2: soft hyphen, Mongolian todo hyphen, grapheme joiner, variation selectors, object
 * replacement, zero width space, and all other controls and format characters.
 */
const toNothing = /* @__PURE__ */ lazyPattern(
  '[\u00ad\u1806\u034f\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}\ufffc\u200b\\p{Cc}\\p{Cf}]',
  'gu',
)

/** Prohibited, RFC 4518 §2.4: unassigned, private use, surrogates, replacement character. */
const prohibited = /* @__PURE__ */ lazyPattern('[\\p{Cn}\\p{Co}\\p{Cs}\ufffd]', 'u')

/**
 * Prepares a directory string for comparison, RFC 4518 §2 as RFC 5280 §7.1 wants it: map, fold case, normalise (NFKC),
 * refuse prohibited characters, squeeze spaces.
 * @returns Undefined when a prohibited character is in it: such a value equals nothing but its own octets.
 */
export function prepareString(text: string): string | undefined {
  if (plain.test(text)) return text.toLowerCase()
  const mapped = text.replace(toSpace(), ' ').replace(toNothing(), '')
  // NFKC can bring back capitals (U+33A1) and spaces (U+00A8), and folding can undo it: both are done until they hold.
  const folded = fold(fold(mapped))
  if (prohibited().test(folded)) return undefined
  // Insignificant space, §2.6.1: ours is one space between words and none at the edges, which compares the same.
  return folded.replace(/ +/g, ' ').replace(/^ | $/g, '')
}

/**
 * RFC 3454 table B.2, in terms of the runtime's tables: full case folding together with NFKC. Lower-casing the upper-case
 * form folds what has several lower-case forms (ß, ς); it is the same in every locale.
 */
function fold(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
}
