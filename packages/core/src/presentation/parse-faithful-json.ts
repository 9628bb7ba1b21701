/** JSON as it stands: numbers in the writer's digits, members in the writer's order. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, JsonNode])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly text: string }
  /** The digits as they stand: 10.00 stays 10.00. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'literal'; readonly value: boolean | null }

const maxDepth = 16
/** More rows than anybody reads; a longer document is shown as text. */
const maxNodes = 3000

const whitespace = /[ \t\r\n]*/y
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const literal = /true|false|null/y

/**
 * Parses JSON for showing. `JSON.parse` would hide what it drops: the first of two members with one name, the digits of a
 * number. Here one name twice is no JSON that can be shown (RFC 8259 §4), and numbers keep their digits.
 * @returns Undefined for anything that cannot be shown faithfully as a table.
 */
export function parseFaithfulJson(text: string): JsonNode | undefined {
  let at = 0
  let nodes = 0

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const sign = (character: string): boolean => {
    match(whitespace)
    if (text[at] !== character) return false
    at++
    return true
  }
  const parseString = (): string | undefined => {
    match(whitespace)
    const found = match(string)
    return found === undefined ? undefined : (JSON.parse(found) as string)
  }

  const parseObject = (depth: number): JsonNode | undefined => {
    const members: (readonly [string, JsonNode])[] = []
    const names = new Set<string>()
    if (sign('}')) return { kind: 'object', members }
    do {
      const name = parseString()
      if (name === undefined || names.has(name) || !sign(':')) return undefined
      const value = parseValue(depth)
      if (value === undefined) return undefined
      names.add(name)
      members.push([name, value])
    } while (sign(','))
    return sign('}') ? { kind: 'object', members } : undefined
  }

  const parseArray = (depth: number): JsonNode | undefined => {
    const items: JsonNode[] = []
    if (sign(']')) return { kind: 'array', items }
    do {
      const value = parseValue(depth)
      if (value === undefined) return undefined
      items.push(value)
    } while (sign(','))
    return sign(']') ? { kind: 'array', items } : undefined
  }

  const parseValue = (depth: number): JsonNode | undefined => {
    if (depth === maxDepth || ++nodes > maxNodes) return undefined
    if (sign('{')) return parseObject(depth + 1)
    if (sign('[')) return parseArray(depth + 1)
    if (text[at] === '"') {
      const found = parseString()
      return found === undefined ? undefined : { kind: 'string', text: found }
    }
    const word = match(literal)
    if (word !== undefined) {
      return { kind: 'literal', value: word === 'null' ? null : word === 'true' }
    }
    const digits = match(number)
    return digits === undefined ? undefined : { kind: 'number', text: digits }
  }

  const root = parseValue(0)
  match(whitespace)
  return at === text.length ? root : undefined
}
