import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type HostSettings, readSettings } from '../host/settings.js'
import { agentVersion } from '../identity.js'
import { hostManifest, launcher } from './host-manifest.js'
import { type Place, places, type Surroundings, userDataPlace } from './places.js'
import { dataFolder } from './places.js'
import type { Registry } from './registry.js'
import {
  type InstallRecord,
  type PlannedFile,
  readRecord,
  removeFiles,
  writeFiles,
} from './written-files.js'

export interface InstallOptions {
  /** Absent: the user's own application data. */
  readonly dataFolder?: string
  /** Registers for a Chromium that runs with this `--user-data-dir`, and for no other browser. */
  readonly userDataFolder?: string
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean
  /** PKCS#11 modules besides the well-known ones. */
  readonly modules?: readonly string[]
  /** False: `modules` alone. */
  readonly wellKnownModules?: boolean
  /** Files of certificates for cards that have lost theirs. */
  readonly certificates?: readonly string[]
}

export interface Installer extends Surroundings {
  readonly node: string
  readonly registry: Registry
  /** What goes into the data folder: host, driver binding, extension. */
  readonly packageFiles: (data: string) => readonly PlannedFile[]
}

export interface Installation {
  readonly data: string
  readonly places: readonly Place[]
  readonly files: readonly string[]
}

export interface AgentStatus {
  readonly data: string
  readonly installed: boolean
  readonly browsers: readonly {
    readonly browser: Place['browser']
    readonly manifest: string
    readonly registered: boolean
  }[]
}

/** Registers the host for the current user's browsers. Installing again renews what is there. */
export function installAgent(installer: Installer, options: InstallOptions = {}): Installation {
  const { platform, node } = installer
  const { data, where } = target(installer, options)
  const start = join(data, platform === 'win32' ? 'chopmark-agent.bat' : 'chopmark-agent')
  const earlier = readRecord(data)
  const files: PlannedFile[] = [
    ...installer.packageFiles(data),
    {
      path: start,
      bytes: Buffer.from(launcher(platform, node, join(data, 'host.mjs'))),
      mode: 0o700,
    },
    {
      path: join(data, 'settings.json'),
      bytes: Buffer.from(settings(options, readSettings(data))),
    },
    ...(options.certificates ?? []).map((path) => ({
      path: join(data, 'certificates', basename(path)),
      bytes: readFileSync(path),
    })),
    ...where.map(({ browser, manifest }) => ({
      path: manifest,
      bytes: Buffer.from(hostManifest(browser, start)),
    })),
  ]
  const done = { data, places: where, files: files.map(({ path }) => path) }
  if (options.dryRun === true) return done
  writeFiles(
    data,
    files,
    where.flatMap(({ registryKey }) => registryKey ?? []),
    earlier,
  )
  for (const { registryKey, manifest } of where) {
    if (registryKey !== undefined) installer.registry.set(registryKey, manifest)
  }
  return done
}

/**
 * Removes exactly what was written.
 * @returns Undefined when nothing is installed; else what was removed and what stays because it was changed.
 */
export function uninstallAgent(
  installer: Installer,
  options: Pick<InstallOptions, 'dataFolder' | 'dryRun'> = {},
): { readonly removed: InstallRecord; readonly kept: readonly string[] } | undefined {
  const data = options.dataFolder ?? dataFolder(installer)
  const record = readRecord(data)
  if (record === null) return undefined
  if (options.dryRun === true) return { removed: record, kept: [] }
  const registered = new Set(record.files.map(({ path }) => path))
  for (const key of record.registryKeys) {
    const value = installer.registry.get(key)
    if (value !== undefined && registered.has(value)) installer.registry.remove(key)
  }
  return { removed: record, kept: removeFiles(data, record) }
}

/** What is registered where. */
export function agentStatus(installer: Installer, options: InstallOptions = {}): AgentStatus {
  const { data, where } = target(installer, options)
  const start = join(data, installer.platform === 'win32' ? 'chopmark-agent.bat' : 'chopmark-agent')
  return {
    data,
    installed: readRecord(data) !== null && existsSync(start),
    browsers: where.map(({ browser, manifest, registryKey }) => ({
      browser,
      manifest,
      registered:
        existsSync(manifest) &&
        readFileSync(manifest, 'utf8') === hostManifest(browser, start) &&
        (registryKey === undefined || installer.registry.get(registryKey) === manifest),
    })),
  }
}

function target(
  installer: Installer,
  options: InstallOptions,
): { readonly data: string; readonly where: readonly Place[] } {
  const data = options.dataFolder ?? dataFolder(installer)
  const { userDataFolder } = options
  return {
    data,
    where: userDataFolder === undefined ? places(installer, data) : [userDataPlace(userDataFolder)],
  }
}

/** Drivers of an earlier installation stay, so that installing again to renew loses none. */
function settings(options: InstallOptions, earlier: HostSettings): string {
  const modules = [...new Set([...earlier.modules, ...(options.modules ?? [])])]
  const made = {
    version: agentVersion,
    modules,
    wellKnownModules: options.wellKnownModules ?? earlier.wellKnownModules,
  }
  return `${JSON.stringify(made, null, 2)}\n`
}
