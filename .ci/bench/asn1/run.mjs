// Bundles and runs measure-asn1.ts: `node .ci/bench/asn1/run.mjs` from the root of the checkout.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = mkdtempSync(join(tmpdir(), 'chopmark-bench-'))
const outfile = join(folder, 'measure-asn1.mjs')
try {
  await build({
    entryPoints: [fileURLToPath(new URL('measure-asn1.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    tsconfig: fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)),
    // CommonJS inside the bundle asks for Node's modules by `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  })
  const { status } = spawnSync(process.execPath, ['--expose-gc', outfile], { stdio: 'inherit' })
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true })
}
