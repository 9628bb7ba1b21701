// Writes what a page needs to load the client through an import map and have the browser refuse a changed file:
// `integrity.json`, the SHA-384 of each script as Subresource Integrity spells it, and `import-map.json`, an import map for
// a site that serves the folder under `/assets/chopmark/`.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const folder = 'packages/client/dist'
const place = '/assets/chopmark/'
const { exports: entries } = JSON.parse(readFileSync('packages/client/package.json', 'utf8'))

const integrity = {}
for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith('.js')) continue
  const digest = createHash('sha384')
    .update(readFileSync(`${folder}/${file}`))
    .digest('base64')
  integrity[file] = `sha384-${digest}`
}

const imports = {}
for (const [name, { default: script }] of Object.entries(entries)) {
  if (script?.endsWith('.js')) {
    imports[`@chopmark/client${name.slice(1)}`] = script.replace('./dist/', place)
  }
}

const write = (name, value) =>
  writeFileSync(`${folder}/${name}`, `${JSON.stringify(value, null, 2)}\n`)
write('integrity.json', integrity)
write('import-map.json', {
  imports,
  integrity: Object.fromEntries(
    Object.entries(integrity).map(([file, hash]) => [`${place}${file}`, hash]),
  ),
})
