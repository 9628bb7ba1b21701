import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RevokedEntry } from '@chopmark/test-pki'
import type { Bench } from '../bench.js'
import { compilePeer } from '../candidates/openssl.js'
import { pkijsParseCrl } from '../candidates/pkijs.js'
import { crlOf, makePki } from '../pki.js'
import { median } from '../rounds.js'
import { megabytes, number, printTable, section, times } from '../table.js'

const entryCount = 500_000
const processes = 5

interface Load {
  readonly ms: number
  readonly lookUps: number
  readonly beyondBytes: number
  /** Look-ups a second of what is not listed. */
  readonly misses: number
  /** SHA-256 of the file in the same process; ours alone. */
  readonly hashMs?: number
}

/** A CRL of 500,000 entries, loaded by a fresh process each time. */
export async function benchCrl(bench: Bench): Promise<void> {
  const pki = await makePki('RSA-2048')
  const date = new Date(pki.now.getTime() - 86_400_000)
  // Spread as random serial numbers are, and the same for everybody; none begins with a set bit.
  const serials = Array.from(
    { length: entryCount },
    (_, i) => (0x40n << 120n) + ((BigInt(i) * 0x9e37_79b9_7f4a_7c15n) % (1n << 120n)),
  )
  const entries: RevokedEntry[] = serials.map((serialNumber) => ({
    serialNumber,
    date,
    reason: 'superseded',
  }))
  const crl = crlOf(pki.ca, pki.now, entries)
  const path = (name: string, bytes: Uint8Array): string => {
    const file = join(bench.folder, name)
    writeFileSync(file, bytes)
    return file
  }
  const sample = serials.filter((_, i) => i % 7 === 3).reverse()
  const files = [
    path('large.crl', crl),
    path('large-ca.der', pki.ca.certificate),
    path('serials', Buffer.from(sample.map((one) => one.toString(16)).join(''), 'hex')),
  ]
  section(
    `A CRL of ${number(entryCount)} entries`,
    `${megabytes(crl.length)}, each entry with a reason. Parse, SHA-256, verify the signature and look up one serial number, in a fresh process;`,
    `median of ${processes} processes, turn by turn. Memory is the peak beyond what was resident with the file loaded. Look-ups: ${number(sample.length)} different serial numbers, best of 8 sweeps.`,
  )
  const peer = compilePeer(bench.here, bench.folder, 'openssl-crl')
  const child = join(bench.folder, 'children/crl-child.mjs')
  const ours: Load[] = []
  const openssl: Load[] = []
  for (let i = 0; i < processes; i++) {
    ours.push(load(process.execPath, ['--expose-gc', child, ...files]))
    if ('path' in peer) openssl.push(load(peer.path, files))
  }
  const hashMs = median(ours.map((one) => one.hashMs ?? Number.NaN))
  const rows = [
    ['SHA-256 of the file', number(hashMs), '1.00 ×', '–', '–', '–'],
    row('Chopmark', ours, hashMs),
    ...(openssl.length > 0 ? [row('OpenSSL C', openssl, hashMs)] : []),
    ['pkijs 4', 'refuses it', '–', '–', '–', '–'],
  ]
  printTable(
    ['', 'ms', '× SHA-256', 'memory beyond the file', 'look-ups per second', 'of unlisted numbers'],
    rows,
  )
  console.log(`\npkijs 4 says: ${refusal(crl)}`)
  if ('missing' in peer) console.log(`\nOpenSSL's C library is left out: ${peer.missing}.`)
}

function load(command: string, args: readonly string[]): Load {
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ended with ${status ?? 'a signal'}: ${stderr}`)
  return JSON.parse(stdout) as Load
}

function row(name: string, loads: readonly Load[], hashMs: number): readonly string[] {
  const ms = median(loads.map((one) => one.ms))
  return [
    name,
    number(ms),
    times(ms, hashMs),
    megabytes(median(loads.map((one) => one.beyondBytes))),
    number(Math.round(median(loads.map((one) => one.lookUps)))),
    number(Math.round(median(loads.map((one) => one.misses)))),
  ]
}

function refusal(crl: Uint8Array): string {
  try {
    pkijsParseCrl(crl)
    return 'no'
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  }
}
