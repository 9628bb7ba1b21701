import { PlumbingError, UsageError } from '@chopmark/core'
import { nodeCrypto } from '../../packages/server/src/crypto/node-crypto.js'
import { readEvidenceFile } from '../../packages/server/src/evidence/evidence-file.js'
import { replay } from '../../packages/server/src/evidence/replay.js'
import type { Base, Target } from './target.js'
import { Finding } from './target.js'
import { fileBudget } from './work.js'

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

/**
 * `readEvidenceFile` and `replay` on files of strangers. The first part is the file, the second one holds the octets that steer
 * what becomes of its fields.
 */
export function evidenceFileTarget(bases: readonly Base[]): Target {
  return {
    name: 'evidence-file',
    bases,
    budget: fileBudget,
    run: async ([file = new Uint8Array(0), steering = new Uint8Array(0)]) => {
      for (const bytes of [file, steered(file, steering)]) {
        const read = readEvidenceFile(bytes)
        const again = readEvidenceFile(bytes)
        if (read.ok !== again.ok)
          throw new Finding('an evidence file read differently the second time')
        if (!read.ok) {
          if (!again.ok && read.at !== again.at) throw new Finding('refused at another place')
          continue
        }
        if (({} as { polluted?: unknown }).polluted !== undefined) throw new Finding('polluted')
        await tried(async () => {
          const first = await replay(read.value, { crypto: nodeCrypto() })
          const second = await replay(read.value, { crypto: nodeCrypto() })
          if (first.reportJson !== second.reportJson) throw new Finding('a second replay differs')
        })
      }
    },
  }
}

/** Misuse and plumbing may be thrown; their codes are documented. */
async function tried(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof PlumbingError)) throw error
  }
}

/** Copies of copies would grow without end. */
const maxPlaces = 20_000

/** Changes fields of the file: which, and to what, by two octets each. */
function steered(file: Uint8Array, steering: Uint8Array): Uint8Array {
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
  return Buffer.from(JSON.stringify(value))
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
