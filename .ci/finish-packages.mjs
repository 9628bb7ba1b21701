// Makes each package whole, as it is published: its declarations beside its bundle, and the licence.
import { copyFileSync, cpSync, existsSync, readdirSync, rmSync } from 'node:fs'

const types = 'node_modules/.cache/types'

for (const name of readdirSync('packages')) {
  const from = `${types}/packages/${name}/src`
  if (!existsSync(from)) continue
  rmSync(`packages/${name}/dist/types`, { recursive: true, force: true })
  cpSync(from, `packages/${name}/dist/types`, { recursive: true })
  copyFileSync('LICENSE', `packages/${name}/LICENSE`)
}
// Or a file that is gone would be published by the next build.
rmSync(types, { recursive: true })
