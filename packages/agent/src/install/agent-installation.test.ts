import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chromiumExtensionId, firefoxExtensionId, agentVersion } from '../identity.js'
import { agentStatus, type Installer, installAgent, uninstallAgent } from './agent-installation.js'
import { hostManifest, launcher } from './host-manifest.js'
import { places } from './places.js'
import type { Registry } from './registry.js'

let home: string
let registry: Map<string, string>

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chopmark-home-'))
  registry = new Map()
})

afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

function installer(platform: NodeJS.Platform = 'linux'): Installer {
  const fake: Registry = {
    get: (key) => registry.get(key),
    set: (key, value) => void registry.set(key, value),
    remove: (key) => void registry.delete(key),
  }
  return {
    platform,
    home,
    environment: {},
    node: process.execPath,
    registry: fake,
    packageFiles: (data) => [
      { path: join(data, 'host.mjs'), bytes: Buffer.from('console.log(process.argv[2])') },
    ],
  }
}

function everything(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
}

describe('installAgent', () => {
  it('registers for four browsers, and uninstalling leaves nothing behind', () => {
    const { places: where } = installAgent(installer())
    expect(where.map(({ browser }) => browser)).toEqual(['chromium', 'chrome', 'edge', 'firefox'])
    const chromium = JSON.parse(
      readFileSync(
        join(home, '.config/chromium/NativeMessagingHosts/hk.chopmark.agent.json'),
        'utf8',
      ),
    ) as { path: string; allowed_origins: string[] }
    expect(chromium.allowed_origins).toEqual([`chrome-extension://${chromiumExtensionId}/`])
    expect(statSync(chromium.path).mode & 0o777).toBe(0o700)
    const firefox = readFileSync(
      join(home, '.mozilla/native-messaging-hosts/hk.chopmark.agent.json'),
      'utf8',
    )
    expect(JSON.parse(firefox)).toMatchObject({ allowed_extensions: [firefoxExtensionId] })
    expect(agentStatus(installer())).toMatchObject({ installed: true })
    expect(agentStatus(installer()).browsers.every(({ registered }) => registered)).toBe(true)

    expect(uninstallAgent(installer())?.kept).toEqual([])
    expect(everything(home)).toEqual([])
    expect(uninstallAgent(installer())).toBeUndefined()
    expect(agentStatus(installer())).toMatchObject({ installed: false })
  })

  it('starts the host by its launcher, wherever the folder is', () => {
    const data = join(home, "it's a folder $HOME")
    installAgent(installer(), { dataFolder: data })
    const said = execFileSync(join(data, 'chopmark-agent'), ['hello'], { encoding: 'utf8' })
    expect(said).toBe('hello\n')
  })

  it('leaves what others put there or changed', () => {
    const folder = join(home, '.config/chromium/NativeMessagingHosts')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'other.json'), '{}')
    const { data } = installAgent(installer())
    const changed = join(home, '.mozilla/native-messaging-hosts/hk.chopmark.agent.json')
    writeFileSync(changed, '{"changed":true}')
    expect(uninstallAgent(installer())?.kept).toEqual([changed])
    expect(readFileSync(changed, 'utf8')).toBe('{"changed":true}')
    expect(existsSync(join(folder, 'other.json'))).toBe(true)
    expect(existsSync(join(folder, 'hk.chopmark.agent.json'))).toBe(false)
    expect(existsSync(data)).toBe(false)
  })

  it('installing again keeps the drivers named before and can be undone as a whole', () => {
    installAgent(installer(), { modules: ['/opt/a.so'] })
    const { data } = installAgent(installer(), { modules: ['/opt/b.so'] })
    const settings: unknown = JSON.parse(readFileSync(join(data, 'settings.json'), 'utf8'))
    expect(settings).toMatchObject({ modules: ['/opt/a.so', '/opt/b.so'], wellKnownModules: true })
    uninstallAgent(installer())
    expect(everything(home)).toEqual([])
  })

  it('does nothing in a dry run', () => {
    const { files } = installAgent(installer(), { dryRun: true })
    expect(files.length).toBeGreaterThan(5)
    expect(everything(home)).toEqual([])
    installAgent(installer())
    const before = everything(home)
    uninstallAgent(installer(), { dryRun: true })
    expect(everything(home)).toEqual(before)
  })

  it('registers for one user data folder and no other browser', () => {
    const userDataFolder = join(home, 'profile')
    const { places: where } = installAgent(installer(), { userDataFolder })
    expect(where).toEqual([
      {
        browser: 'chromium',
        manifest: join(userDataFolder, 'NativeMessagingHosts', 'hk.chopmark.agent.json'),
      },
    ])
    expect(existsSync(join(home, '.config'))).toBe(false)
  })

  it('on Windows writes to the user’s registry, and takes away only its own entries', () => {
    installAgent(installer('win32'))
    const edge = 'HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\hk.chopmark.agent'
    const chrome = 'HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\hk.chopmark.agent'
    expect(registry.size).toBe(4)
    expect(existsSync(registry.get(edge) ?? '')).toBe(true)
    registry.set(chrome, 'C:\\elsewhere.json')
    uninstallAgent(installer('win32'))
    expect([...registry]).toEqual([[chrome, 'C:\\elsewhere.json']])
  })
})

it('knows where the browsers of a Mac look', () => {
  const mac = places({ platform: 'darwin', home: '/Users/a', environment: {} }, '/data')
  expect(mac.map(({ manifest }) => manifest)).toEqual(
    ['Chromium', 'Google/Chrome', 'Microsoft Edge', 'Mozilla'].map(
      (one) =>
        `/Users/a/Library/Application Support/${one}/NativeMessagingHosts/hk.chopmark.agent.json`,
    ),
  )
})

it('writes a launcher for Windows whose paths may hold a percent sign', () => {
  expect(launcher('win32', 'C:\\100%\\node.exe', 'D:\\host.mjs')).toBe(
    '@echo off\r\n"C:\\100%%\\node.exe" "D:\\host.mjs" %*\r\n',
  )
  expect(hostManifest('edge', '/x')).toContain(chromiumExtensionId)
})

describe('the extension', () => {
  const read = (name: string): Record<string, unknown> =>
    JSON.parse(
      readFileSync(
        fileURLToPath(new URL(`../../extension/manifests/${name}.json`, import.meta.url)),
        'utf8',
      ),
    ) as Record<string, unknown>

  it('has the id in Chromium that the host names', () => {
    const key = Buffer.from(String(read('chromium')['key']), 'base64')
    const digest = createHash('sha256').update(key).digest('hex').slice(0, 32)
    const id = digest.replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)))
    expect(id).toBe(chromiumExtensionId)
    const { gecko } = read('firefox')['browser_specific_settings'] as { gecko: { id: string } }
    expect(gecko.id).toBe(firefoxExtensionId)
    expect(read('shared')['version']).toBe(agentVersion)
  })

  it('asks for no more than it needs, and lets no page load or frame its parts', () => {
    const shared = read('shared')
    expect(shared['permissions']).toEqual(['nativeMessaging', 'storage'])
    expect(shared['web_accessible_resources']).toBeUndefined()
    expect(shared['externally_connectable']).toBeUndefined()
    expect(JSON.stringify(shared['content_security_policy'])).toContain("frame-ancestors 'none'")
  })
})
