import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readBackup } from './host/settings.js'
import {
  agentStatus,
  type Installer,
  type InstallOptions,
  installAgent,
  uninstallAgent,
} from './install/agent-installation.js'
import { extensionFiles, hostFiles } from './install/package-files.js'
import { windowsRegistry } from './install/registry.js'

const usage = `Usage: chopmark-agent install|uninstall|status [options]

  install      registers the host for Chromium, Chrome, Edge and Firefox of this user
  uninstall    removes what install wrote, and nothing else
  status       says what is registered where

  --module PATH          a PKCS#11 driver besides the well-known ones (may be given again)
  --only-modules         load the drivers given by --module and no others
  --certificate FILE     a copy of your card's certificate, for a card that has lost it (may be given again)
  --user-data-dir DIR    register for a Chromium that runs with this folder, and for no other browser
  --data-dir DIR         keep the host there
  --dry-run              say what would be done, and do nothing
`

const exitCode = { ok: 0, notInstalled: 1, usage: 64 } as const

function run(args: readonly string[]): number {
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        module: { type: 'string', multiple: true },
        'only-modules': { type: 'boolean' },
        certificate: { type: 'string', multiple: true },
        'user-data-dir': { type: 'string' },
        'data-dir': { type: 'string' },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    return refuse((error as Error).message)
  }
  const { values, positionals } = parsed
  const [command, ...rest] = positionals
  if (values.help === true) {
    process.stdout.write(usage)
    return exitCode.ok
  }
  if (rest.length > 0) return refuse('Give one command.')
  const absolute = (paths: readonly string[] = []): string[] => paths.map((path) => resolve(path))
  const modules = absolute(values.module)
  const certificates = absolute(values.certificate)
  const missing = modules.find((path) => !existsSync(path))
  if (missing !== undefined) return refuse(`There is no driver ${missing}.`)
  const useless = certificates.find((path) => readBackup(path) === undefined)
  if (useless !== undefined) return refuse(`${useless} is no certificate that could sign.`)
  const options: InstallOptions = {
    modules,
    certificates,
    wellKnownModules: values['only-modules'] !== true,
    dryRun: values['dry-run'] === true,
    ...(values['data-dir'] === undefined ? {} : { dataFolder: resolve(values['data-dir']) }),
    ...(values['user-data-dir'] === undefined
      ? {}
      : { userDataFolder: resolve(values['user-data-dir']) }),
  }
  const installer: Installer = {
    platform: process.platform,
    home: homedir(),
    environment: process.env,
    node: process.execPath,
    registry: windowsRegistry,
    packageFiles: (data) => [...hostFiles(data), ...extensionFiles(data)],
  }
  switch (command) {
    case 'install':
      return install(installer, options)
    case 'uninstall':
      return uninstall(installer, options)
    case 'status':
      return status(installer, options)
    default:
      return refuse('Give a command.')
  }
}

function install(installer: Installer, options: InstallOptions): number {
  const { data, places, files } = installAgent(installer, options)
  if (options.dryRun === true) {
    print('Would write:', ...files.map((path) => `  ${path}`))
    return exitCode.ok
  }
  print(
    `Host installed in ${data}`,
    ...places.map(({ browser, manifest }) => `  ${browser.padEnd(9)} ${manifest}`),
    '',
    'Add the extension once, if your organisation has not done so:',
    `  Chromium, Chrome, Edge: open chrome://extensions, Developer mode, Load unpacked, ${join(data, 'extension', 'chromium')}`,
    `  Firefox: open about:debugging, This Firefox, Load Temporary Add-on, ${join(data, 'extension', 'firefox', 'manifest.json')}`,
  )
  return exitCode.ok
}

function uninstall(installer: Installer, options: InstallOptions): number {
  const done = uninstallAgent(installer, options)
  if (done === undefined) {
    print('Nothing is installed.')
    return exitCode.notInstalled
  }
  if (options.dryRun === true) {
    print('Would remove:', ...done.removed.files.map(({ path }) => `  ${path}`))
    return exitCode.ok
  }
  const { removed, kept } = done
  print(`Removed ${removed.files.length - kept.length} files.`)
  if (kept.length > 0) print('Changed since, and left:', ...kept.map((path) => `  ${path}`))
  return exitCode.ok
}

function status(installer: Installer, options: InstallOptions): number {
  const { data, installed, browsers } = agentStatus(installer, options)
  print(
    installed ? `Host: ${data}` : 'Host: not installed',
    ...browsers.map(
      ({ browser, manifest, registered }) =>
        `  ${browser.padEnd(9)} ${registered ? 'registered' : 'not registered'}  ${manifest}`,
    ),
  )
  return installed ? exitCode.ok : exitCode.notInstalled
}

function refuse(reason: string): number {
  process.stderr.write(`${reason}\n\n${usage}`)
  return exitCode.usage
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}

process.exitCode = run(process.argv.slice(2))
