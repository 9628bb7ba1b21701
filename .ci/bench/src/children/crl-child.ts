// One process, one load: crl-child.mjs CRL CA SERIALS. Prints JSON.
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseCertificate, parseCertificateList, resolveSignatureAlgorithm } from '@chopmark/core'
import { nodeCrypto } from '../candidates/ours.js'
import { peakBytes, residentBytes } from '../memory.js'
import { processorMs } from '../processor-time.js'

const [crlPath = '', caPath = '', serialsPath = ''] = process.argv.slice(2)
const file = readFileSync(crlPath)
const crl = new Uint8Array(file.buffer, file.byteOffset, file.byteLength)
const ca = parseCertificate(new Uint8Array(readFileSync(caPath)))
const serials = new Uint8Array(readFileSync(serialsPath))
if (!ca.ok) throw new RangeError('The made CA is a certificate.')
const crypto = nodeCrypto()
const count = serials.length / 16
const serialAt = (i: number): Uint8Array => serials.subarray(16 * i, 16 * i + 16)

const hashes = Array.from({ length: 5 }, () => {
  const started = processorMs()
  hash('sha256', crl, 'buffer')
  return processorMs() - started
})
globalThis.gc?.()
const before = residentBytes()
const started = processorMs()
const list = parseCertificateList(crl)
if (!list.ok) throw new Error(list.reason)
const { signatureAlgorithm, tbsRaw, signatureValue } = list.value
const key = ca.value.subjectPublicKeyInfo
const spec = resolveSignatureAlgorithm({ signatureAlgorithm, key })
crypto.digest('SHA-256', crl)
if (!spec.ok || !crypto.verify(spec.value, key, tbsRaw, signatureValue))
  throw new Error('signature')
if (list.value.find(serialAt(0)).length !== 1) throw new Error('not found')
const ms = processorMs() - started
const beyondBytes = peakBytes() - before
/** Look-ups a second, the best of several sweeps: the first ones are not compiled yet. */
function sweep(serial: (i: number) => Uint8Array, expected: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < 8; turn++) {
    const began = processorMs()
    for (let i = 0; i < count; i++) {
      if (find(serial(i)).length !== expected) throw new Error('a look-up answered wrongly')
    }
    least = Math.min(least, processorMs() - began)
  }
  return (count / least) * 1000
}

const find = (serial: Uint8Array): readonly unknown[] => list.value.find(serial)
const lookUps = sweep(serialAt, 1)
const absent = serials.slice()
for (let i = 0; i < count; i++) absent[16 * i] = 0x41
const misses = sweep((i) => absent.subarray(16 * i, 16 * i + 16), 0)
console.log(JSON.stringify({ ms, hashMs: Math.min(...hashes), lookUps, misses, beyondBytes }))
