import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { messageDigest, signCades } from '@chopmark/test-pki'
import type { Bench } from '../bench.js'
import { makePki, makeSigner, type Pki, type Signer } from '../pki.js'
import { median } from '../rounds.js'
import { megabytes, number, printTable, section, times } from '../table.js'

const mebibyte = 1024 * 1024
const processes = 7

interface Run {
  readonly ms: number
  readonly peakBytes: number
}

/** A detached document of 100 MB, and how memory goes with the size. */
export async function benchStream(bench: Bench): Promise<void> {
  const pki = await makePki('RSA-2048')
  const signer = await makeSigner(pki, 0)
  const place = (name: string, bytes: Uint8Array | string): void => {
    writeFileSync(join(bench.folder, name), bytes)
  }
  place('stream-root.der', pki.root.certificate)
  place('stream-root.crl', pki.crls[0])
  place('stream-ca.crl', pki.crls[1])
  place('stream-time', pki.now.toISOString())
  place('stream-root.pem', pem(pki.root.certificate))
  makeFile(bench.folder, 'small', 1, 'filled', pki, signer)
  makeFile(bench.folder, 'large', 100, 'filled', pki, signer)
  makeFile(bench.folder, 'huge', 2048, 'sparse', pki, signer)
  section(
    'A detached document of 100 MB',
    `Digest from the stream and the complete validation, in a fresh process; median of ${processes} processes, turn by turn, start not counted;`,
    'OpenSSL: the whole command, without CRLs. createHash alone reads the file in pieces of 1 MB.',
  )
  const runs = { hash: [] as Run[], chopmark: [] as Run[], pkijs: [] as Run[] }
  const command: number[] = []
  for (let i = 0; i < processes; i++) {
    runs.hash.push(child(bench.folder, 'hash', 'large'))
    runs.chopmark.push(child(bench.folder, 'chopmark', 'large'))
    if (i < 2) runs.pkijs.push(child(bench.folder, 'pkijs', 'large'))
    const ms = opensslMs(bench.folder)
    if (ms !== undefined) command.push(ms)
  }
  const hashMs = median(runs.hash.map(({ ms }) => ms))
  const row = (name: string, all: readonly Run[]): readonly string[] => {
    const ms = median(all.map((one) => one.ms))
    const peak = median(all.map((one) => one.peakBytes))
    return [name, number(ms), times(ms, hashMs), megabytes(peak)]
  }
  printTable(
    ['100 MB', 'ms', '× createHash', 'peak memory of the process'],
    [
      row('createHash alone', runs.hash),
      row('Chopmark', runs.chopmark),
      ...(command.length > 0
        ? [['openssl cms -verify', number(median(command)), times(median(command), hashMs), '–']]
        : []),
      row('pkijs 4', runs.pkijs),
    ],
  )
  console.log()
  const idle = child(bench.folder, 'idle', 'small').peakBytes
  printTable(
    ['peak memory, Chopmark', 'whole process', 'beyond a process that does nothing'],
    (
      [
        ['1 MB', 'small'],
        ['100 MB', 'large'],
        ['2 GB', 'huge'],
      ] as const
    ).map(([title, file]) => {
      const { peakBytes } = child(bench.folder, 'chopmark', file)
      return [title, megabytes(peakBytes), megabytes(peakBytes - idle)]
    }),
  )
}

/** Writes a file and its signature; a sparse one is zeros that take no disk, and is digested without lying in memory. */
function makeFile(
  folder: string,
  name: string,
  mebibytes: number,
  kind: 'filled' | 'sparse',
  pki: Pki,
  signer: Signer,
): void {
  const file = openSync(join(folder, name), 'w')
  const piece = new Uint8Array(mebibyte)
  if (kind === 'filled') for (let i = 0; i < mebibyte; i++) piece[i] = (i * 131) & 0xff
  const hash = createHash('sha256')
  for (let i = 0; i < mebibytes; i++) {
    hash.update(piece)
    if (kind === 'filled') writeSync(file, piece)
  }
  ftruncateSync(file, mebibytes * mebibyte)
  closeSync(file)
  const digest = messageDigest(new Uint8Array(hash.digest()))
  const cms = signCades({
    signer,
    content: new Uint8Array(0),
    detached: true,
    signingTime: pki.now,
    attributes: (standard) => standard.map((one) => (one.oid === digest.oid ? digest : one)),
  })
  writeFileSync(join(folder, `${name}.p7s`), cms)
}

function child(folder: string, job: string, file: string): Run {
  const program = join(folder, `children/stream-${job === 'pkijs' ? 'pkijs' : 'child'}.mjs`)
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, job, folder, file], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The stream child ended: ${stderr}`)
  return JSON.parse(stdout) as Run
}

/** Processor time of the whole command, as the shell counts it for its children. */
function opensslMs(folder: string): number | undefined {
  const command =
    'openssl cms -verify -cades -binary -inform DER -in large.p7s -content large -CAfile stream-root.pem -purpose any -out /dev/null && times'
  const { status, stdout } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
  if (status !== 0) return undefined
  const children = stdout.trim().split('\n').at(-1) ?? ''
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)]
  return parts.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000,
    0,
  )
}

function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
