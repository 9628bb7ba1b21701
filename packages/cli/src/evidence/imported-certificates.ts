import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where `chopmark trust import` keeps certificates of pinned anchors: CHOPMARK_HOME, or a folder of the user's. */
export function trustFolder(environment: NodeJS.ProcessEnv): string {
  const home =
    environment['CHOPMARK_HOME'] ??
    join(environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'chopmark')
  return join(home, 'trust')
}

/** Certificates imported earlier, in a stable order; none when the folder is not there. */
export function importedCertificates(folder: string): readonly Uint8Array[] {
  let names: readonly string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  return names
    .filter((name) => /^[0-9a-f]{64}\.der$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name)))
}

/** Keeps one; writing it twice changes nothing. */
export function keepCertificate(folder: string, sha256: string, bytes: Uint8Array): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, `${sha256}.der`), bytes, { mode: 0o600 })
}
