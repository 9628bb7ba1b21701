// The same with pkijs, which takes the document whole: stream-pkijs.mjs pkijs FOLDER CONTENT. Prints JSON.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pkijsMaterial, pkijsValidate } from '../candidates/pkijs.js'
import { peakBytes } from '../memory.js'
import { processorMs } from '../processor-time.js'

const [, folder = '', content = ''] = process.argv.slice(2)
const read = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(join(folder, name)))
const crls = [read('stream-root.crl'), read('stream-ca.crl')]
const now = new Date(new TextDecoder().decode(read('stream-time')))
const material = pkijsMaterial(read('stream-root.der'), crls, now)
const started = processorMs()
const file = readFileSync(join(folder, content))
// A Buffer of this size has its memory to itself.
await pkijsValidate(read(`${content}.p7s`), file, material)
const ms = processorMs() - started
console.log(JSON.stringify({ ms, peakBytes: peakBytes() }))
