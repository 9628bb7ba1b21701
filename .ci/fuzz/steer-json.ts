/** A JSON value that may be anything. */
type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** What a field may be made into, by number. */
const strange: readonly Json[] = [
  ...[
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 53,
    '',
    'x',
    '\u0000',
    '2026-02-30T00:00:00.000Z',
    'constructor',
  ],
  ...[[], {}, ['x'], [null], 'any', 'AAAA', '9999999999999999'],
  ...['2026-03-31T00:00:00.000Z', '-1', '2.999.1', 'SHA-256', '\u{1f600}'.repeat(50)],
]

/** Copies of copies would grow without end. */
const maxPlaces = 20_000

/**
 * Changes fields of a JSON file: which, and to what, by two octets each.
 * @param write - Makes the octets of the changed value.
 */
export function steered(
  file: Uint8Array,
  steering: Uint8Array,
  write: (value: unknown) => string = JSON.stringify,
): Uint8Array {
  let value: Json
  try {
    value = JSON.parse(Buffer.from(file).toString('utf8')) as Json
  } catch {
    return file
  }
  for (let i = 0; i + 3 < Math.min(steering.length, 12); i += 4) {
    const [a = 0, b = 0, how = 0, what = 0] = steering.subarray(i, i + 4)
    const places = placesOf(value)
    if (places.length > maxPlaces) break
    const place = places[(a * 256 + b) % Math.max(1, places.length)]
    if (place !== undefined) changeAt(place.holder, place.name, how, what)
  }
  return Buffer.from(write(value))
}

type Holder = Json[] | { [name: string]: Json }

function placesOf(value: Json, found: { holder: Holder; name: string }[] = []): typeof found {
  if (typeof value !== 'object' || value === null) return found
  for (const name of Object.keys(value)) {
    found.push({ holder: value, name })
    placesOf((value as Record<string, Json>)[name] ?? null, found)
  }
  return found
}

function changeAt(holder: Holder, name: string, how: number, what: number): void {
  const fields = holder as Record<string, Json>
  const before = fields[name] ?? null
  switch (how % 6) {
    case 0:
      fields[name] = strange[what % strange.length] ?? null
      return
    case 1:
      if (Array.isArray(holder)) holder.splice(Number(name), 1)
      // A field of somebody else's object is to go.
      else Reflect.deleteProperty(holder, name)
      return
    case 2:
      if (Array.isArray(holder)) holder.push(...new Array<Json>(what % 40).fill(before))
      else fields[`${name}${what}`] = before
      return
    case 3: {
      let deep: Json = before
      for (let i = 0; i < what * 20; i++) deep = [deep]
      fields[name] = deep
      return
    }
    case 4:
      if (typeof before === 'string') fields[name] = before.slice(0, -1 - (what % 3)) + 'A'
      else if (typeof before === 'number') fields[name] = before + what - 128
      return
    case 5:
      Object.defineProperty(holder, '__proto__', {
        ...{ value: { polluted: true }, enumerable: true, configurable: true, writable: true },
      })
  }
}
