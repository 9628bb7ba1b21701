import { join } from 'node:path'
import { hostName } from '../protocol.js'

export type Browser = 'chromium' | 'chrome' | 'edge' | 'firefox'

/** Where one browser looks for the host of this user. */
export interface Place {
  readonly browser: Browser
  /** The manifest file. */
  readonly manifest: string
  /** Windows: the registry key whose default value names the manifest. */
  readonly registryKey?: string
}

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Folder for the installed host, of this user alone. */
export function dataFolder({ platform, home, environment }: Surroundings): string {
  switch (platform) {
    case 'win32':
      return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'ChopmarkAgent')
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'ChopmarkAgent')
    default:
      return join(environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'chopmark-agent')
  }
}

const linux: Readonly<Record<Browser, string>> = {
  chromium: '.config/chromium/NativeMessagingHosts',
  chrome: '.config/google-chrome/NativeMessagingHosts',
  edge: '.config/microsoft-edge/NativeMessagingHosts',
  firefox: '.mozilla/native-messaging-hosts',
}
const mac: Readonly<Record<Browser, string>> = {
  chromium: 'Chromium/NativeMessagingHosts',
  chrome: 'Google/Chrome/NativeMessagingHosts',
  edge: 'Microsoft Edge/NativeMessagingHosts',
  firefox: 'Mozilla/NativeMessagingHosts',
}
const windows: Readonly<Record<Browser, string>> = {
  chromium: 'Software\\Chromium',
  chrome: 'Software\\Google\\Chrome',
  edge: 'Software\\Microsoft\\Edge',
  firefox: 'Software\\Mozilla',
}

const browsers: readonly Browser[] = ['chromium', 'chrome', 'edge', 'firefox']

/** Where all browsers look. A browser that is installed later finds the host too. */
export function places(surroundings: Surroundings, data: string): readonly Place[] {
  const { platform, home, environment } = surroundings
  const file = `${hostName}.json`
  return browsers.map((browser) => {
    switch (platform) {
      case 'win32':
        return {
          browser,
          manifest: join(data, browser === 'firefox' ? 'firefox' : 'chromium', file),
          registryKey: `HKCU\\${windows[browser]}\\NativeMessagingHosts\\${hostName}`,
        }
      case 'darwin':
        return {
          browser,
          manifest: join(home, 'Library', 'Application Support', mac[browser], file),
        }
      default: {
        const config = environment['XDG_CONFIG_HOME']
        const folder = linux[browser]
        return {
          browser,
          manifest:
            config !== undefined && folder.startsWith('.config/')
              ? join(config, folder.slice('.config/'.length), file)
              : join(home, folder, file),
        }
      }
    }
  })
}

/** For a Chromium that runs with `--user-data-dir`: it looks there and nowhere else of the user's. */
export function userDataPlace(userDataFolder: string): Place {
  return {
    browser: 'chromium',
    manifest: join(userDataFolder, 'NativeMessagingHosts', `${hostName}.json`),
  }
}
