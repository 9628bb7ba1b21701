import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

const linuxFolders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
]
/** OpenSC, SoftHSM, and the drivers of the tokens that e-Cert with Mutual Recognition Status comes on: SafeNet, FEITIAN. */
const linuxFiles = [
  'opensc-pkcs11.so',
  'softhsm/libsofthsm2.so',
  'libeToken.so',
  'libcastle.so.1.0.0',
]
const macFiles = [
  '/Library/OpenSC/lib/opensc-pkcs11.so',
  '/opt/homebrew/lib/opensc-pkcs11.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/usr/local/lib/libeTPkcs11.dylib',
]

/** Where drivers usually lie on this platform, whether they are there or not. */
export function wellKnownModules(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  switch (platform) {
    case 'win32': {
      const programs = environment['ProgramFiles'] ?? 'C:\\Program Files'
      const system = `${environment['SystemRoot'] ?? 'C:\\Windows'}\\System32`
      return [
        `${programs}\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll`,
        `${programs}\\SoftHSM2\\lib\\softhsm2-x64.dll`,
        `${system}\\eTPKCS11.dll`,
        `${system}\\eps2003csp11.dll`,
      ]
    }
    case 'darwin':
      return macFiles
    default:
      return linuxFolders.flatMap((folder) => linuxFiles.map((file) => join(folder, file)))
  }
}

/**
 * The drivers to load: those that the configuration names, whether they exist or not (a missing one is told), then the
 * well-known ones that are there. A file that two names lead to is loaded once.
 */
export function modulePaths(
  configured: readonly string[],
  wellKnown: readonly string[],
): readonly string[] {
  const seen = new Set<string>()
  return [...configured, ...wellKnown.filter((path) => existsSync(path))].filter((path) => {
    const real = existsSync(path) ? realpathSync(path) : path
    return !seen.has(real) && seen.add(real)
  })
}
