import { formatName, type Name } from '@chopmark/core'

/**
 * Characters of a stranger's text in a report: names of real certificates stay below 300, and a report would otherwise repeat
 * a hostile megabyte for every path it lists.
 */
export const maxReportedText = 2000

/** The text, cut between characters, with an ellipsis where something is missing. */
export function reportedText(text: string): string {
  if (text.length <= maxReportedText) return text
  const last = text.charCodeAt(maxReportedText - 1)
  // Never half of a pair of surrogates.
  const end = last >= 0xd800 && last < 0xdc00 ? maxReportedText - 1 : maxReportedText
  return `${text.slice(0, end)}…`
}

/** A name as reports and needs give it: `formatName`, cut. Only for showing; names are compared as they were parsed. */
export function reportedName(name: Name): string {
  let text = texts.get(name)
  if (text === undefined) {
    text = reportedText(formatName(name))
    texts.set(name, text)
  }
  return text
}

/** A CA's name stands in every certificate it issues, and is one object. */
const texts = new WeakMap<Name, string>()
