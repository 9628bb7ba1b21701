import { DerError, problemOf } from '../der/der-error.js'
import { base64 } from '../der/pem.js'
import type { Result } from '../result.js'
import { readMimeHeader } from './mime-header.js'

/** What an S/MIME message carries, RFC 8551 §3. */
export interface SmimeMessage {
  /** The CMS message, DER or BER. */
  readonly cms: Uint8Array
  /** In multipart/signed the entity that is signed, headers included, with CRLF line ends; else it is in the CMS. */
  readonly content?: Uint8Array
}

/**
 * Takes the CMS out of an S/MIME message: multipart/signed, or application/pkcs7-mime in base64. Strict and small: one
 * nesting, no comments, no 8-bit transfer of CMS; anything else is refused at its offset.
 * RFC 8551 §3.2, §3.5.3; RFC 2046 §5.1.
 */
export function extractSmime(bytes: Uint8Array): Result<SmimeMessage> {
  try {
    const header = readMimeHeader(bytes, 0, bytes.length)
    if (header.mediaType !== 'multipart/signed') {
      return { ok: true, value: { cms: readCms(bytes, 0, bytes.length) } }
    }
    const boundary = header.parameters.get('boundary')
    // RFC 2046 §5.1.1: 1 to 70 characters, no space at the end.
    if (boundary === undefined || !/^[\x20-\x7e]{0,69}[\x21-\x7e]$/.test(boundary)) {
      throw new DerError('MISSING_FIELD', header.bodyStart)
    }
    const parts = splitParts(bytes, header.bodyStart, boundary)
    const [content, signature] = parts
    if (content === undefined || signature === undefined) {
      throw new DerError('MISSING_FIELD', header.bodyStart)
    }
    if (parts.length > 2) throw new DerError('TOO_MANY', parts[2]?.start ?? 0)
    const cms = readCms(bytes, signature.start, signature.end)
    return { ok: true, value: { cms, content: withCrlf(bytes, content.start, content.end) } }
  } catch (error) {
    if (error instanceof DerError) return problemOf(error)
    throw error
  }
}

const cmsMediaTypes = [
  'application/pkcs7-mime',
  'application/x-pkcs7-mime',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
]

function readCms(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const { mediaType, transferEncoding, bodyStart } = readMimeHeader(bytes, start, end)
  if (!cmsMediaTypes.includes(mediaType) || transferEncoding !== 'base64') {
    throw new DerError('BAD_VALUE', start)
  }
  return base64(bytes, bodyStart, end)
}

interface Part {
  readonly start: number
  /** Before the line end that belongs to the boundary behind it. RFC 2046 §5.1.1. */
  readonly end: number
}

/** At most three parts: a third one is refused by the caller. */
function splitParts(bytes: Uint8Array, from: number, boundary: string): Part[] {
  const parts: Part[] = []
  let open: number | undefined
  let line = from
  while (line < bytes.length) {
    const found = bytes.indexOf(0x0a, line)
    const lineEnd = found < 0 ? bytes.length : found
    const delimiter = delimiterAt(bytes, line, lineEnd, boundary)
    if (delimiter !== undefined) {
      if (open !== undefined) {
        const crlf = bytes[line - 1] === 0x0a && bytes[line - 2] === 0x0d
        parts.push({ start: open, end: Math.max(open, line - (crlf ? 2 : 1)) })
      }
      if (delimiter === 'last') return parts
      if (parts.length === 3) break
      open = lineEnd + 1
    }
    line = lineEnd + 1
  }
  throw new DerError('TRUNCATED', bytes.length)
}

/** Is this line `--boundary` or `--boundary--`, blanks behind it? */
function delimiterAt(
  bytes: Uint8Array,
  line: number,
  lineEnd: number,
  boundary: string,
): 'next' | 'last' | undefined {
  if (bytes[line] !== 0x2d || bytes[line + 1] !== 0x2d) return undefined
  // A longer line than delimiter, dashes and a few blanks is none.
  if (lineEnd - line > boundary.length + 16) return undefined
  const text = String.fromCharCode(...bytes.subarray(line, lineEnd)).replace(/[ \t\r]+$/, '')
  return text === `--${boundary}` ? 'next' : text === `--${boundary}--` ? 'last' : undefined
}

/** The canonical form in which text is signed: every line ends with CRLF. RFC 8551 §3.1.1. */
function withCrlf(bytes: Uint8Array, start: number, end: number): Uint8Array {
  let bare = 0
  for (let at = bytes.indexOf(0x0a, start); at >= 0 && at < end; at = bytes.indexOf(0x0a, at + 1)) {
    if (at === start || bytes[at - 1] !== 0x0d) bare++
  }
  if (bare === 0) return bytes.subarray(start, end)
  const out = new Uint8Array(end - start + bare)
  let to = 0
  for (let at = start; at < end; at++) {
    const octet = bytes[at] as number
    if (octet === 0x0a && (at === start || bytes[at - 1] !== 0x0d)) out[to++] = 0x0d
    out[to++] = octet
  }
  return out
}
