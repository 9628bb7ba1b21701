import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { toDer } from '@chopmark/core'
import { type CardCertificate, cardCertificate } from '../pkcs11/card-certificate.js'

/** `settings.json` beside the installed host. */
export interface HostSettings {
  /** Paths of PKCS#11 modules besides the well-known ones. */
  readonly modules: readonly string[]
  /** False: those named in `modules` alone. */
  readonly wellKnownModules: boolean
}

const maxModules = 16
const maxBackups = 32
const maxBackupBytes = 65_536

/** Reads the settings of a data folder; a file that is missing or unreadable counts as none. */
export function readSettings(folder: string): HostSettings {
  try {
    const read: unknown = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))
    const { modules, wellKnownModules } = read as Partial<Record<keyof HostSettings, unknown>>
    const paths = Array.isArray(modules) ? modules.filter((one) => typeof one === 'string') : []
    return { modules: paths.slice(0, maxModules), wellKnownModules: wellKnownModules !== false }
  } catch {
    return { modules: [], wellKnownModules: true }
  }
}

/** The backup certificates in a data folder's `certificates`, DER or PEM; what is none is passed over. */
export function readBackups(folder: string): readonly CardCertificate[] {
  let names: readonly string[] = []
  try {
    names = readdirSync(join(folder, 'certificates')).sort().slice(0, maxBackups)
  } catch {
    return []
  }
  return names.flatMap((name) => readBackup(join(folder, 'certificates', name)) ?? [])
}

/** One certificate file; undefined when it cannot be read, or its key could not sign. */
export function readBackup(path: string): CardCertificate | undefined {
  try {
    if (statSync(path).size > maxBackupBytes) return undefined
    const der = toDer(readFileSync(path))
    return der.ok ? cardCertificate(der.value) : undefined
  } catch {
    return undefined
  }
}
