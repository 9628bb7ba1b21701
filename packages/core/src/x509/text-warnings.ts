/** Why a text may deceive a person, although every character of it can be seen. */
export type TextWarning =
  | 'mixed-scripts' // letters of scripts that no writing system uses together, such as Latin and Cyrillic
  | 'invisible-characters' // see `displayText`
  | 'unassigned-characters'

/** Scripts whose letters are taken for Latin ones. Han, Hangul, Kana, Bopomofo go with Latin in every Hong Kong name. */
const scripts: readonly RegExp[] = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Lisu}/u,
]

/**
 * What a person should be warned of before they rely on a name: Unicode UTS #39 §5.2, "highly restrictive", as far as it
 * matters for look-alikes of Latin letters.
 * @param text - As parsed, not as shown.
 */
export function textWarnings(text: string): readonly TextWarning[] {
  const warnings: TextWarning[] = []
  // Word by word: a second line in another script is no mixture.
  const mixed = text
    .split(/[\s,./@()]+/)
    .some((word) => scripts.filter((s) => s.test(word)).length > 1)
  if (mixed) warnings.push('mixed-scripts')
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u034f\u115f\u1160\u2800\u3164\uffa0]/u.test(text)) {
    warnings.push('invisible-characters')
  }
  if (/\p{Cn}/u.test(text)) warnings.push('unassigned-characters')
  return warnings
}
