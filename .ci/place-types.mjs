// Moves the declarations of each package beside its bundle.
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'

for (const name of readdirSync('packages')) {
  const from = `node_modules/.cache/types/packages/${name}/src`
  if (!existsSync(from)) continue
  rmSync(`packages/${name}/dist/types`, { recursive: true, force: true })
  cpSync(from, `packages/${name}/dist/types`, { recursive: true })
}
