import { type Instant, instant } from '@chopmark/core'
import { bytesFromBase64url, bytesFromHex } from '../encoding.js'

/** Reads a value of a known shape out of foreign JSON, or throws `ShapeError`. `at` says where the value stands. */
export type Shape<T> = (value: unknown, at: string) => T

/** The value at `at` is not what it should be. Never leaves the function that reads the whole. */
export class ShapeError extends Error {
  constructor(readonly at: string) {
    super(at)
  }
}

const fail = (at: string): never => {
  throw new ShapeError(at)
}

/** Text of at most so many UTF-16 code units. */
export const text =
  (maxLength = 4096): Shape<string> =>
  (value, at) =>
    typeof value === 'string' && value.length <= maxLength ? value : fail(at)

/** A whole number from zero up, exactly as JavaScript counts. */
export const count: Shape<number> = (value, at) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : fail(at)

export const flag: Shape<boolean> = (value, at) => (typeof value === 'boolean' ? value : fail(at))

/** One of these values. */
export const oneOf =
  <const T extends string | number>(...values: readonly T[]): Shape<T> =>
  (value, at) =>
    values.find((candidate) => candidate === value) ?? fail(at)

/** A list of at most so many. */
export const list =
  <T>(item: Shape<T>, maxLength = 10_000): Shape<readonly T[]> =>
  (value, at) =>
    Array.isArray(value) && value.length <= maxLength
      ? value.map((entry, index) => item(entry, `${at}[${index}]`))
      : fail(at)

/** An object used as a dictionary; its own keys only. */
export const dictionary =
  <T>(item: Shape<T>, maxLength = 10_000): Shape<ReadonlyMap<string, T>> =>
  (value, at) => {
    const entries = Object.entries(record(value, at))
    if (entries.length > maxLength) return fail(at)
    return new Map(entries.map(([key, entry]) => [key, item(entry, `${at}.${key.slice(0, 80)}`)]))
  }

/** One shape or the other. */
export const either =
  <A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> =>
  (value, at) => {
    try {
      return first(value, at)
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error
      return second(value, at)
    }
  }

/** An ISO 8601 time. */
export const moment: Shape<Instant> = (value, at) => {
  try {
    return instant(text(40)(value, at))
  } catch {
    return fail(at)
  }
}

/** Octets in base64url. */
export const octets =
  (maxBytes = Number.MAX_SAFE_INTEGER): Shape<Uint8Array> =>
  (value, at) => {
    const bytes = bytesFromBase64url(text((maxBytes / 3) * 4 + 4)(value, at))
    return bytes && bytes.length <= maxBytes ? bytes : fail(at)
  }

/** Lower-case hex of at most 64 octets. */
export const hexText: Shape<string> = (value, at) => {
  const digits = text(128)(value, at)
  return bytesFromHex(digits) ? digits : fail(at)
}

/** A reader of the fields of one object, in which fields that nobody asks for are passed over. */
export class Fields {
  readonly #fields: Readonly<Record<string, unknown>>
  readonly #at: string

  constructor(value: unknown, at: string) {
    this.#fields = record(value, at)
    this.#at = at
  }

  /** A field that must be there. */
  get<T>(name: string, shape: Shape<T>): T {
    return shape(this.#own(name), `${this.#at}.${name}`)
  }

  /** A field that may be absent: `{}` then, so that it can be spread. */
  maybe<const K extends string, T>(name: K, shape: Shape<T>): { readonly [key in K]?: T } {
    const value = this.#own(name)
    if (value === undefined) return {}
    return { [name]: shape(value, `${this.#at}.${name}`) } as { readonly [key in K]?: T }
  }

  #own(name: string): unknown {
    return Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined
  }
}

function record(value: unknown, at: string): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : fail(at)
}

/** An object read field by field. */
export const object =
  <T>(read: (fields: Fields) => T): Shape<T> =>
  (value, at) =>
    read(new Fields(value, at))
