// Bundles main.ts and runs it as plain Node: `npm run fuzz -- --minutes 10`.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = new URL('../../', import.meta.url)
const folder = fileURLToPath(new URL('node_modules/.cache/chopmark-fuzz/', root))
mkdirSync(folder, { recursive: true })
const outfile = `${folder}main-${process.pid}.mjs`
await build({
  entryPoints: [fileURLToPath(new URL('main.ts', import.meta.url))],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'error',
  sourcemap: 'inline',
  tsconfig: fileURLToPath(new URL('tsconfig.json', root)),
  // CommonJS inside the bundle asks for Node's modules by `require`.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
})
const { rmSync } = await import('node:fs')
try {
  const { status } = spawnSync(
    process.execPath,
    ['--enable-source-maps', outfile, ...process.argv.slice(2)],
    { stdio: 'inherit' },
  )
  process.exitCode = status ?? 1
} finally {
  rmSync(outfile, { force: true })
}
