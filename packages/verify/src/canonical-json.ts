import { hex } from '@chopmark/core'

/**
 * One text for one value: keys sorted by UTF-16 code units, no white space, `undefined` fields left out, octets as
 * lower-case hex. Numbers are whole; strings are escaped as JSON.stringify does. RFC 8785 for what reports hold.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (value instanceof Uint8Array) return `"${hex(value)}"`
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const record = value as Readonly<Record<string, unknown>>
  const fields: string[] = []
  for (const key of Object.keys(record).sort()) {
    const field = record[key]
    if (field !== undefined) fields.push(`${JSON.stringify(key)}:${canonicalJson(field)}`)
  }
  return `{${fields.join(',')}}`
}
