// One process, one job: stream-child.mjs hash|chopmark|idle FOLDER CONTENT. Prints JSON.
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { createValidationCache, readCms, validateDocument } from '@chopmark/verify'
import { digestFile } from '../../../../packages/server/src/collector/digest-stream.js'
import { at, benchPolicy, mustPass, nodeCrypto } from '../candidates/ours.js'
import { peakBytes } from '../memory.js'
import { processorMs } from '../processor-time.js'

const [job = '', folder = '', content = ''] = process.argv.slice(2)
const read = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(join(folder, name)))
const cms = read(`${content}.p7s`)
const root = read('stream-root.der')
const crls = [read('stream-root.crl'), read('stream-ca.crl')]
const now = new Date(new TextDecoder().decode(read('stream-time')))
const path = join(folder, content)

function hashAlone(): void {
  const hash = createHash('sha256')
  const chunk = new Uint8Array(1024 * 1024)
  const file = openSync(path, 'r')
  for (;;) {
    const count = readSync(file, chunk)
    if (count === 0) break
    hash.update(count === chunk.length ? chunk : chunk.subarray(0, count))
  }
  closeSync(file)
  hash.digest()
}

const options = { crypto: nodeCrypto(), cache: createValidationCache() }
const policy = benchPolicy(root)
const items = crls.map((bytes) => ({ kind: 'crl' as const, bytes }))

async function chopmark(): Promise<void> {
  const digests = await digestFile(path, ['SHA-256'])
  const evidence = { document: readCms(cms), content: digests, items }
  mustPass(await validateDocument(evidence, policy, at(now), options))
}

const started = processorMs()
if (job === 'hash') hashAlone()
else if (job === 'chopmark') await chopmark()
const ms = processorMs() - started
console.log(JSON.stringify({ ms, peakBytes: peakBytes() }))
