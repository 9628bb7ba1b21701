import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { toHex } from '../encoding.js'
import { digestFile } from './digest-stream.js'

const mebibyte = 1024 * 1024
const folder = mkdtempSync(join(tmpdir(), 'chopmark-large-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A file of zeros that takes no room on the disk. */
function sparseFile(sizeBytes: number): string {
  const path = join(folder, String(sizeBytes))
  const file = openSync(path, 'w')
  ftruncateSync(file, sizeBytes)
  closeSync(file)
  return path
}

/** Digests the file and gives the greatest resident memory seen on the way, over what it was before. */
async function measured(path: string) {
  const before = process.memoryUsage.rss()
  let peak = before
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5)
  const content = await digestFile(path, ['SHA-256'])
  clearInterval(timer)
  return { content, growthBytes: peak - before }
}

describe('digestFile on large files', () => {
  it('digests 2 GiB in the memory that 1 MiB takes', async () => {
    await measured(sparseFile(64 * mebibyte)) // lets the runtime settle its pools
    const { content, growthBytes } = await measured(sparseFile(2048 * mebibyte))
    expect(content.sizeBytes).toBe(2048 * mebibyte)
    // sha256sum of 2 GiB of zeros
    expect(toHex(content.digests[0]?.value ?? new Uint8Array())).toBe(
      'a7c744c13cc101ed66c29f672f92455547889cc586ce6d44fe76ae824958ea51',
    )
    expect(growthBytes).toBeLessThan(32 * mebibyte)
  })
})
