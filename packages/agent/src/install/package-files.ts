import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PlannedFile } from './written-files.js'

const dist = dirname(fileURLToPath(import.meta.url))

/**
 * Everything the host needs, copied beside it: npx keeps its own copy only for as long as it likes. pkcs11js is a Node-API
 * module, so the binary built at installation serves every later Node.
 */
export function hostFiles(data: string): readonly PlannedFile[] {
  const pkcs11 = dirname(createRequire(import.meta.url).resolve('pkcs11js'))
  const into = join(data, 'node_modules', 'pkcs11js')
  return [
    copy(join(dist, 'host.js'), join(data, 'host.mjs')),
    ...['package.json', 'index.js', 'LICENSE', join('build', 'Release', 'pkcs11.node')].map(
      (file) => copy(join(pkcs11, file), join(into, file)),
    ),
  ]
}

/** Both builds of the extension, to be loaded from a place that stays. */
export function extensionFiles(data: string): readonly PlannedFile[] {
  const from = join(dist, 'extension')
  return filesOf(from).map((path) => copy(path, join(data, 'extension', relative(from, path))))
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesOf(path) : [path]
  })
}

function copy(from: string, path: string): PlannedFile {
  return { path, bytes: readFileSync(from), mode: 0o600 }
}
