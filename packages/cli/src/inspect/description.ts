import { displayText } from '@chopmark/core'

/** A structure told field by field: the same tree becomes JSON or indented lines. */
export type Description =
  | string
  | number
  | boolean
  | null
  | readonly Description[]
  | { readonly [field: string]: Description }

/** Fields in the order given, without those that are absent. */
export function fields(
  entries: Readonly<Record<string, Description | undefined>>,
): Readonly<Record<string, Description>> {
  return Object.fromEntries(
    Object.entries(entries).filter(
      (entry): entry is [string, Description] => entry[1] !== undefined,
    ),
  )
}

/** Indented lines of a description; nothing in a file can move the reader's cursor or hide itself. */
export function descriptionLines(description: Description, indent = ''): readonly string[] {
  if (Array.isArray(description)) {
    return (description as readonly Description[]).flatMap((one) =>
      isBranch(one)
        ? [`${indent}-`, ...descriptionLines(one, `${indent}  `)]
        : [`${indent}- ${displayText(String(one))}`],
    )
  }
  if (!isBranch(description)) return [`${indent}${displayText(String(description))}`]
  return Object.entries(description).flatMap(([name, value]) => {
    if (!isBranch(value)) return [`${indent}${name}: ${displayText(String(value))}`]
    const lines = descriptionLines(value, `${indent}  `)
    return lines.length === 0 ? [`${indent}${name}: none`] : [`${indent}${name}:`, ...lines]
  })
}

function isBranch(
  value: Description,
): value is readonly Description[] | { readonly [field: string]: Description } {
  return typeof value === 'object' && value !== null
}
