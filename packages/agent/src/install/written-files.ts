import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** What an installation has written, so that uninstalling removes that and nothing else. */
export interface InstallRecord {
  readonly version: 1
  readonly files: readonly { readonly path: string; readonly sha256: string }[]
  /** Folders that did not exist before, outermost first. */
  readonly folders: readonly string[]
  readonly registryKeys: readonly string[]
}

export interface PlannedFile {
  readonly path: string
  readonly bytes: Uint8Array
  readonly mode?: number
}

export const recordName = 'installed.json'

/** @returns Null when nothing is installed there. */
export function readRecord(data: string): InstallRecord | null {
  const path = join(data, recordName)
  if (!existsSync(path)) return null
  return JSON.parse(readFileSync(path, 'utf8')) as InstallRecord
}

/**
 * Writes files, each replaced whole, and records them first: an installation that is cut short can still be removed.
 * @param earlier - What an earlier installation wrote, which stays recorded.
 */
export function writeFiles(
  data: string,
  planned: readonly PlannedFile[],
  registryKeys: readonly string[],
  earlier: InstallRecord | null,
): InstallRecord {
  const record = join(data, recordName)
  const wanted = new Set([data, ...planned.map(({ path }) => dirname(path))])
  const missing = [...wanted].flatMap((folder) => missingFolders(folder))
  const folders = [...new Set([...(earlier?.folders ?? []), ...missing])].sort(
    (a, b) => a.length - b.length,
  )
  for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = new Map((earlier?.files ?? []).map(({ path, sha256 }) => [path, sha256]))
  for (const { path, bytes } of planned) files.set(path, sha256(bytes))
  const written: InstallRecord = {
    version: 1,
    files: [...files].map(([path, digest]) => ({ path, sha256: digest })),
    folders,
    registryKeys: [...new Set([...(earlier?.registryKeys ?? []), ...registryKeys])],
  }
  for (const file of [
    { path: record, bytes: Buffer.from(`${JSON.stringify(written, null, 2)}\n`) },
    ...planned,
  ]) {
    const { path, bytes, mode = 0o600 } = file as PlannedFile
    const draft = `${path}.new`
    writeFileSync(draft, bytes, { mode })
    renameSync(draft, path)
  }
  return written
}

/**
 * Removes what was written, where it is still what was written, and the folders that are empty then.
 * @returns Files that somebody has changed since; they stay.
 */
export function removeFiles(data: string, { files, folders }: InstallRecord): readonly string[] {
  const kept: string[] = []
  for (const { path, sha256: digest } of files) {
    if (!existsSync(path)) continue
    if (sha256(readFileSync(path)) === digest) rmSync(path)
    else kept.push(path)
  }
  rmSync(join(data, recordName), { force: true })
  for (const folder of [...folders].reverse()) {
    try {
      rmdirSync(folder)
    } catch {
      // Not empty: something of somebody else lies there.
    }
  }
  return kept
}

function missingFolders(folder: string): readonly string[] {
  if (existsSync(folder) || dirname(folder) === folder) return []
  return [...missingFolders(dirname(folder)), folder]
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
