/** What a person signed with last, kept in this browser alone. Names neither person nor document. */
export interface LastChoice {
  /** `id` of the key source. */
  readonly source: string
  /** SHA-256 of the certificate, lower-case hex; absent where a service signed. */
  readonly certificate?: string
}

const itemName = 'chopmark-last-choice'
const maxLength = 400

/** @returns Undefined when nothing is kept, when it is not what `keepChoice` writes, or when the browser forbids storage. */
export function lastChoice(): LastChoice | undefined {
  try {
    const text = localStorage.getItem(itemName) ?? ''
    if (text.length > maxLength) return undefined
    const { source, certificate } = JSON.parse(text) as Record<string, unknown>
    if (typeof source !== 'string') return undefined
    return typeof certificate === 'string' ? { source, certificate } : { source }
  } catch {
    return undefined
  }
}

/** Keeps a choice in place of the one before. @param choice - Undefined: forgets it. */
export function keepChoice(choice: LastChoice | undefined): void {
  try {
    if (choice === undefined) localStorage.removeItem(itemName)
    else localStorage.setItem(itemName, JSON.stringify(choice))
  } catch {
    // Nothing is remembered then: the person chooses once more.
  }
}
