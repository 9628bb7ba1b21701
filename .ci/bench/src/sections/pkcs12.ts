import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPkcs12 } from '@chopmark/client/pkcs12'
import * as pkijs from 'pkijs'
import type { Bench } from '../bench.js'
import { type Candidate, interleave, timed } from '../rounds.js'
import { number, printTable, section, times } from '../table.js'

const rounds = 5
const iterations = 600_000
const pin = '2468ABCD'

/** Opening an e-Cert file whose key derivations take 600,000 rounds each: MAC, certificates, key. */
export async function benchPkcs12({ folder }: Bench): Promise<void> {
  section(
    'PKCS#12',
    `A file by OpenSSL with ${iterations.toLocaleString('en-US')} rounds for the MAC and for each key; integrity checked, key and certificate taken out.`,
    'On one core, as everything here. With a second one the two keys come beside the MAC, and opening takes as long as the MAC alone.',
  )
  const key = join(folder, 'p12-key.pem')
  const certificate = join(folder, 'p12-certificate.pem')
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  }
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-noenc', '-subj', '/CN=Bench', '-days', '30'],
    ...['-keyout', key, '-out', certificate],
  )
  const made = (name: string, ...how: readonly string[]): Uint8Array => {
    const out = join(folder, `${name}.p12`)
    openssl(
      ...['pkcs12', '-export', '-inkey', key, '-in', certificate, '-passout', `pass:${pin}`],
      ...['-iter', String(iterations), '-out', out, ...how],
    )
    return new Uint8Array(readFileSync(out))
  }
  const modern = made('modern', '-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC')
  const old = made(
    'old',
    ...['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1', '-legacy'],
  )
  const candidates: readonly Candidate[] = [
    { name: 'Chopmark, PBES2', round: () => timed(1, () => ours(modern)) },
    { name: 'pkijs 4, PBES2', round: () => timed(1, () => pkijsOpens(modern)) },
    { name: 'Chopmark, 3DES as of old', round: () => timed(1, () => ours(old)) },
  ]
  const timings = await interleave(candidates, rounds, 1)
  const peer = timings[1]?.median
  printTable(
    ['600,000 rounds', 'ms', 'least', 'to pkijs'],
    timings.map(({ name, median, least }) => [
      name,
      number(median / 1000),
      number(least / 1000),
      times(median, peer),
    ]),
  )
}

async function ours(file: Uint8Array): Promise<void> {
  const units = Uint16Array.from(pin, (character) => character.charCodeAt(0))
  const opened = await openPkcs12(file, units)
  if (!opened.ok) throw new Error(`Not opened: ${opened.code}`)
}

/** pkijs cannot open the old one: its engine has no 3DES. */
async function pkijsOpens(file: Uint8Array): Promise<void> {
  const password = new TextEncoder().encode(pin).buffer
  const pfx = pkijs.PFX.fromBER(file.slice().buffer)
  await pfx.parseInternalValues({ password, checkIntegrity: true })
  const safe = pfx.parsedValue?.authenticatedSafe
  if (safe === undefined) throw new Error('No authenticated safe.')
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) })
  const contents = (safe.parsedValue as { safeContents: { value: pkijs.SafeContents }[] })
    .safeContents
  for (const { value } of contents) {
    for (const bag of value.safeBags) {
      if (bag.bagValue instanceof pkijs.PKCS8ShroudedKeyBag) {
        await (
          bag.bagValue as unknown as {
            parseInternalValues(options: { password: ArrayBuffer }): Promise<void>
          }
        ).parseInternalValues({ password })
      }
    }
  }
}
