import { createWriteStream, existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export const largeDocument = { name: 'plans.bin', mediaType: 'application/octet-stream' } as const

const mebibytes = 100

/** A hundred mebibytes, each unlike the others. */
function* pieces(): Generator<Uint8Array> {
  for (let i = 0; i < mebibytes; i++) {
    const piece = new Uint8Array(1024 * 1024)
    for (let at = 0; at < piece.length; at += 64) piece[at] = (i * 31 + at / 64) % 251
    yield piece
  }
}

/** Writes the large document of the desk, once. */
export async function writeLargeDocument(folder: string): Promise<void> {
  const file = join(folder, largeDocument.name)
  if (existsSync(file)) return
  const part = `${file}.${process.pid}.part`
  await pipeline(Readable.from(pieces()), createWriteStream(part))
  renameSync(part, file)
}
