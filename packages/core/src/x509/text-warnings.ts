import { lazyPattern } from '../lazy-pattern.js'

/** Why a text may deceive a person, although every character of it can be seen. */
export type TextWarning =
  | 'mixed-scripts' // letters of scripts that no writing system uses together, such as Latin and Cyrillic
  | 'invisible-characters' // see `displayText`
  | 'unassigned-characters'

/** Scripts whose letters are taken for Latin ones. Han, Hangul, Kana, Bopomofo go with Latin in every Hong Kong name. */
const scripts = [
  /* @__PURE__ */ lazyPattern('\\p{Script=Latin}', 'u'),
  /* @__PURE__ */ lazyPattern('\\p{Script=Cyrillic}', 'u'),
  /* @__PURE__ */ lazyPattern('\\p{Script=Greek}', 'u'),
  /* @__PURE__ */ lazyPattern('\\p{Script=Armenian}', 'u'),
  /* @__PURE__ */ lazyPattern('\\p{Script=Cherokee}', 'u'),
  /* @__PURE__ */ lazyPattern('\\p{Script=Lisu}', 'u'),
]

const invisible = /* @__PURE__ */ lazyPattern(
  '[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\u034f\u115f\u1160\u2800\u3164\uffa0]',
  'u',
)

const unassigned = /* @__PURE__ */ lazyPattern('\\p{Cn}', 'u')

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
    .some((word) => scripts.filter((letterOf) => letterOf().test(word)).length > 1)
  if (mixed) warnings.push('mixed-scripts')
  if (invisible().test(text)) {
    warnings.push('invisible-characters')
  }
  if (unassigned().test(text)) warnings.push('unassigned-characters')
  return warnings
}
