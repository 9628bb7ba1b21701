import type { Readable, Writable } from 'node:stream'
import { maxAttributesLength, maxDocuments } from '../protocol.js'

/** A browser sends up to 4 GB; our largest question names the attributes of many documents, and little else. */
const maxMessageBytes = maxDocuments * (maxAttributesLength + 3) + 4096

/**
 * Reads native messages: 32 bits of length in the byte order of the machine, then so many octets of JSON in UTF-8.
 * Ends with the stream; a message that is too long ends it at once, since nothing after it could be found again.
 */
export async function* readMessages(input: Readable): AsyncGenerator<unknown, void> {
  let buffered = Buffer.alloc(0)
  for await (const chunk of input) {
    buffered = Buffer.concat([buffered, chunk as Buffer])
    while (buffered.length >= 4) {
      const length = buffered.readUInt32LE(0)
      if (length > maxMessageBytes) return
      if (buffered.length < 4 + length) break
      const text = buffered.toString('utf8', 4, 4 + length)
      buffered.fill(0, 0, 4 + length) // a PIN may have been in it
      buffered = buffered.subarray(4 + length)
      yield parseJson(text)
    }
  }
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Writes one native message. */
export function writeMessage(output: Writable, message: unknown): void {
  const body = Buffer.from(JSON.stringify(message), 'utf8')
  const head = Buffer.alloc(4)
  head.writeUInt32LE(body.length)
  output.write(Buffer.concat([head, body]))
}
