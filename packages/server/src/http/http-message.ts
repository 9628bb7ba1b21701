import type { Readable } from 'node:stream'

/** One request to these routes, whatever server took it in. */
export interface HttpQuestion {
  readonly method: string
  /** Path below the base path, without query: `/requests/…`. */
  readonly path: string
  /** What follows the path; a redirect from a service brings its parameters there. */
  readonly query: URLSearchParams
  /** A header by its lower-case name. */
  header(name: string): string | undefined
  /** The portal's session of whoever asks; null when there is none. */
  session(): Promise<string | null>
  readBody(maxBytes: number): Promise<BodyOutcome>
}

export type BodyOutcome =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'broken-off' }

/** What goes back. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** A stream for what is not held in memory; then `content-length` is among the headers. */
  readonly body: Uint8Array | string | Readable
}

/** No page of any origin may read, frame, sniff or keep these answers. */
const guardHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/** An answer with the headers that all have. */
export function answer(
  status: number,
  mediaType: string,
  body: HttpAnswer['body'],
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, headers: { ...guardHeaders, 'content-type': mediaType, ...headers }, body }
}

export function jsonAnswer(
  status: number,
  body: object,
  headers?: Readonly<Record<string, string>>,
): HttpAnswer {
  return answer(status, 'application/json; charset=utf-8', JSON.stringify(body), headers)
}
