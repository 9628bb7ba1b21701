// Makes each package whole, as it is published: the declarations that its entries reach beside its bundle, and the licence.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

const types = 'node_modules/.cache/types'

/** Entries' declarations and all they import, relative to `dist/types`. */
function reached(from, manifest) {
  const entries = Object.values(manifest.exports ?? {}).flatMap(({ types: entry }) =>
    entry === undefined ? [] : [entry.replace('./dist/types/', '')],
  )
  const found = new Set(entries)
  for (const file of found) {
    const text = readFileSync(join(from, file), 'utf8')
    for (const [, path] of text.matchAll(/(?:from\s*|import\s*\(?\s*)['"](\.[^'"]+)\.js['"]/g)) {
      found.add(join(dirname(file), `${path}.d.ts`))
    }
  }
  return found
}

for (const name of readdirSync('packages')) {
  const from = `${types}/packages/${name}/src`
  if (!existsSync(from)) continue
  const to = `packages/${name}/dist/types`
  rmSync(to, { recursive: true, force: true })
  const manifest = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'))
  for (const file of reached(from, manifest)) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    copyFileSync(join(from, file), join(to, file))
  }
  copyFileSync('LICENSE', `packages/${name}/LICENSE`)
}
// Or a file that is gone would be published by the next build.
rmSync(types, { recursive: true })
