// `npm run bench`: bundles the measurements and runs them. `-- --only NAME` (validate, crl, stream, ladder, pkcs12, start, size, asn1)
// chooses, several with commas. No build has to be there. `CHOPMARK_BENCH_NODE_OPTIONS` goes to the measuring process.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'chopmark-bench-'))
const children = readdirSync(join(here, 'src/children')).filter((file) => file.endsWith('.ts'))

/** One core for everybody where the system can hold a process to one: then nobody's helper threads hide work. */
function onOneCore(command, args) {
  const cpu = String(availableParallelism() - 1)
  const can = spawnSync('taskset', ['-c', cpu, 'true']).status === 0
  return can ? ['taskset', ['-c', cpu, command, ...args]] : [command, args]
}

try {
  const options = {
    outdir: folder,
    outbase: join(here, 'src'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    tsconfig: join(here, '../../tsconfig.json'),
    // Whoever imports the server has these beside it; here only what is never called reaches them.
    external: ['better-sqlite3', 'fastify'],
  }
  const entryPoints = children.map((file) => join(here, 'src/children', file))
  await build({ ...options, entryPoints })
  await build({
    ...options,
    entryPoints: [join(here, 'src/main.ts')],
    // CommonJS inside a bundle asks for Node's modules by `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  })
  const [command, args] = onOneCore(process.execPath, [
    '--expose-gc',
    ...(process.env.CHOPMARK_BENCH_NODE_OPTIONS ?? '').split(' ').filter(Boolean),
    join(folder, 'main.mjs'),
    here,
    folder,
    ...process.argv.slice(2),
  ])
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
