import { hex } from './encoding.js'

/**
 * One text for one value, RFC 8785: keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them,
 * strings as JSON.stringify escapes them. Beyond JSON, `undefined` fields are left out and octets are lower-case hex.
 * A lone surrogate is escaped, where RFC 8785 §3.2.2.2 would end in an error: whoever takes JSON from outside refuses it.
 * @param texts - Where texts of values that are frozen to the bottom are kept and taken from.
 * Source: RFC 8785 §3.2.
 */
export function canonicalJson(value: unknown, texts?: WeakMap<object, string>): string {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (texts === undefined || !Object.isFrozen(value)) return written(value, texts)
  let text = texts.get(value)
  if (text === undefined) {
    text = written(value, texts)
    if (isFrozenThrough(value)) texts.set(value, text)
  }
  return text
}

function isFrozenThrough(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true
  return Object.isFrozen(value) && Object.values(value).every(isFrozenThrough)
}

function written(value: object, texts: WeakMap<object, string> | undefined): string {
  if (value instanceof Uint8Array) return `"${hex(value)}"`
  let text = ''
  if (Array.isArray(value)) {
    // A hole is no field but a null, as JSON has it.
    for (const item of value as readonly unknown[])
      text += `${text === '' ? '' : ','}${canonicalJson(item, texts)}`
    return `[${text}]`
  }
  const record = value as Readonly<Record<string, unknown>>
  for (const key of sortedKeys(record)) {
    const field = record[key]
    if (field !== undefined)
      text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(field, texts)}`
  }
  return `{${text}}`
}

/** Nothing that JSON has to escape: then quotes around it are all there is to do. Lone surrogates are escaped as well. */
const plain = /^[ !#-[\]-~]*$/

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** Reports are made of small objects: put in order in place, which costs less than a call of sort. */
function sortedKeys(record: object): readonly string[] {
  const keys = Object.keys(record)
  if (keys.length > 16) return keys.sort()
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string
    let at = i
    for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string
    keys[at] = key
  }
  return keys
}
