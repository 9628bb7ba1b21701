import { DerError } from '../der/der-error.js'
import { latin1Text } from '../encoding.js'

/** What of a MIME header matters here, RFC 2045 §5, §6. */
export interface MimeHeader {
  /** Lower case, without parameters; `text/plain` when there is no Content-Type. */
  readonly mediaType: string
  /** Parameter names in lower case. */
  readonly parameters: ReadonlyMap<string, string>
  /** Lower case; `7bit` when not stated. */
  readonly transferEncoding: string
  readonly bodyStart: number
}

/** Mail headers have a few kilobytes; servers refuse longer ones. */
const maxHeaderBytes = 0x1_0000

/**
 * Reads the header of a MIME entity in `bytes[start..end)`; an entity that begins with an empty line has none.
 * @throws DerError for a line that is no header field, a field that matters stated twice, or no empty line behind.
 */
export function readMimeHeader(bytes: Uint8Array, start: number, end: number): MimeHeader {
  const limit = Math.min(end, start + maxHeaderBytes)
  const fields: { name: string; value: string; at: number }[] = []
  let line = start
  for (;;) {
    const found = bytes.indexOf(0x0a, line)
    if (found < 0 || found >= limit) {
      throw new DerError(limit < end ? 'TOO_LARGE' : 'TRUNCATED', line)
    }
    const text = latin1Text(bytes, line, found).replace(/\r$/, '')
    if (text === '') return summarise(fields, found + 1)
    const last = fields.at(-1)
    if (/^[ \t]/.test(text)) {
      if (last === undefined) throw new DerError('BAD_VALUE', line)
      last.value += text
    } else {
      const match = /^([\x21-\x39\x3b-\x7e]+):(.*)$/.exec(text)
      if (match === null) throw new DerError('BAD_VALUE', line)
      fields.push({ name: (match[1] ?? '').toLowerCase(), value: match[2] ?? '', at: line })
    }
    line = found + 1
  }
}

function summarise(
  fields: readonly { name: string; value: string; at: number }[],
  bodyStart: number,
): MimeHeader {
  const one = (name: string): string | undefined => {
    const [first, second] = fields.filter((field) => field.name === name)
    if (second !== undefined) throw new DerError('DUPLICATE_FIELD', second.at)
    return first?.value.trim()
  }
  const contentType = one('content-type') ?? 'text/plain'
  const match = /^([a-z0-9.+-]+\/[a-z0-9.+-]+)[ \t]*(?:;|$)/i.exec(contentType)
  if (match === null) throw new DerError('BAD_VALUE', bodyStart)
  return {
    mediaType: (match[1] ?? '').toLowerCase(),
    parameters: readParameters(contentType.slice(match[0].length), bodyStart),
    transferEncoding: (one('content-transfer-encoding') ?? '7bit').toLowerCase(),
    bodyStart,
  }
}

/** `name=value; name="value"`, RFC 2045 §5.1; an escape in a quoted value stands for the character behind it. */
function readParameters(text: string, at: number): Map<string, string> {
  const parameters = new Map<string, string>()
  const pattern = /[ \t]*([^\s"()<>@,;:\\/[\]?=]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s";]+))[ \t]*(?:;|$)/y
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const match = pattern.exec(text)
    const name = match?.[1]?.toLowerCase()
    if (match === null || name === undefined) throw new DerError('BAD_VALUE', at)
    if (parameters.has(name)) throw new DerError('DUPLICATE_FIELD', at)
    parameters.set(name, match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '')
  }
  return parameters
}
