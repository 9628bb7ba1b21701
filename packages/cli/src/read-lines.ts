import { createReadStream } from 'node:fs'
import { CliError } from './cli-error.js'
import { exitCode } from './exit-codes.js'

const lineFeed = 0x0a

/**
 * The lines of a file, without their line ends, one at a time: a file of any length is read in constant memory.
 * @param maxBytes - A longer line is skipped and answered as null.
 * @throws CliError when the file cannot be read.
 */
export async function* readLines(file: string, maxBytes: number): AsyncGenerator<string | null> {
  const decoder = new TextDecoder()
  let parts: Uint8Array[] = []
  let length = 0
  const line = (): string | null => {
    const text = length > maxBytes ? null : decoder.decode(Buffer.concat(parts))
    parts = []
    length = 0
    return text
  }
  const add = (part: Uint8Array): void => {
    length += part.length
    if (length > maxBytes) parts = []
    else parts.push(part)
  }
  const stream = createReadStream(file)
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      let from = 0
      for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
        add(chunk.subarray(from, at))
        yield line()
        from = at + 1
      }
      add(chunk.subarray(from))
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    throw new CliError(`Cannot read ${file} (${code}).`, exitCode.noInput)
  } finally {
    stream.destroy()
  }
  if (length > 0) yield line()
}
