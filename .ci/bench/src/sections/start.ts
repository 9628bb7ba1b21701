import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../bench.js'
import { makePki, makeSigner, signFile } from '../pki.js'
import { median } from '../rounds.js'
import { megabytes, number, printTable, section } from '../table.js'

const processes = 15

interface Start {
  readonly ms: number
  readonly rss: number
  /** Processor time of the whole process, which other work on the machine touches least. */
  readonly cpuMs: number
}

/** Import plus first verification, beside a process that does nothing. */
export async function benchStart(bench: Bench): Promise<void> {
  const pki = await makePki('RSA-2048')
  const { content, cms } = signFile(pki, await makeSigner(pki, 0), 0)
  const files: Readonly<Record<string, Uint8Array | string>> = {
    'start-root.der': pki.root.certificate,
    'start-root.crl': pki.crls[0],
    'start-ca.crl': pki.crls[1],
    'start-content': content,
    'start.p7s': cms,
    'start-time': pki.now.toISOString(),
  }
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(bench.folder, name), bytes)
  section(
    'Start',
    `A process that imports core, verify and the node:crypto form from one bundled file, validates one signature completely and ends: wall time of ${processes} processes, turn by turn.`,
  )
  const candidates = [
    ['bare node', 'start-bare'],
    ['node that reads the files', 'start-reading'],
    ['Chopmark', 'start-child'],
    ['pkijs 4', 'start-pkijs'],
  ] as const
  const took = candidates.map((): Start[] => [])
  for (let i = 0; i < processes; i++) {
    for (const [which, [, child]] of candidates.entries())
      took[which]?.push(once(bench.folder, child))
  }
  const msOf = (which: number): readonly number[] => took[which]?.map(({ ms }) => ms) ?? []
  const cpuOf = (which: number): number => median(took[which]?.map(({ cpuMs }) => cpuMs) ?? [])
  const rssOf = (which: number): number => median(took[which]?.map(({ rss }) => rss) ?? [])
  printTable(
    [
      '',
      'ms, median',
      'least',
      'beyond bare node, median',
      'least',
      'processor time beyond it',
      'resident',
      'beyond bare node',
    ],
    candidates.map(([name], which) => [
      name,
      number(median(msOf(which))),
      number(Math.min(...msOf(which))),
      number(median(msOf(which)) - median(msOf(0))),
      number(Math.min(...msOf(which)) - Math.min(...msOf(0))),
      number(cpuOf(which) - cpuOf(0)),
      megabytes(rssOf(which)),
      megabytes(rssOf(which) - rssOf(0)),
    ]),
  )
}

function once(folder: string, child: string): Start {
  const program = join(folder, `children/${child}.mjs`)
  const started = performance.now()
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, folder], {
    encoding: 'utf8',
  })
  const ms = performance.now() - started
  if (status !== 0) throw new Error(`${child} ended: ${stderr}`)
  return { ms, ...(JSON.parse(stdout) as Omit<Start, 'ms'>) }
}
