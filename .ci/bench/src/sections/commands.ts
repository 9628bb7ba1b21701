import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../bench.js'
import { section } from '../table.js'

/** Bytes a page loads: `npm run size`, when the client is built. */
export function benchSize({ here }: Bench): void {
  section('Bytes a page loads')
  const root = join(here, '../..')
  if (!existsSync(join(root, 'packages/client/dist/index.js'))) {
    console.log('The client is not built: npm run build, then this again.')
    return
  }
  run(root, '.ci/size.mjs')
}

/** Our DER reader beside asn1js and pkijs. */
export function benchAsn1({ here }: Bench): void {
  section('Parsing alone')
  run(join(here, '../..'), '.ci/bench/asn1/run.mjs')
}

function run(root: string, program: string): void {
  const { status } = spawnSync(process.execPath, [program], { cwd: root, stdio: 'inherit' })
  if (status !== 0) console.log(`${program} ended with ${status ?? 'a signal'}.`)
}
