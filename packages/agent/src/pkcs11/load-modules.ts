import { createRequire } from 'node:module'
import type * as Pkcs11Js from 'pkcs11js'
import { ckf, ckr } from './constants.js'
import { ckrOf, type LoadedModule } from './cryptoki.js'

export interface Modules {
  readonly loaded: readonly LoadedModule[]
  readonly failed: readonly string[]
}

/** Loads and initialises drivers. One that does not load is left out and named; the others go on. */
export function loadModules(paths: readonly string[]): Modules {
  // A native module: required when the host starts, so that the installer runs without it.
  const { PKCS11 } = createRequire(import.meta.url)('pkcs11js') as typeof Pkcs11Js
  const loaded: LoadedModule[] = []
  const failed: string[] = []
  for (const path of paths) {
    const cryptoki = new PKCS11()
    try {
      cryptoki.load(path)
      try {
        cryptoki.C_Initialize({ flags: ckf.osLockingOk })
      } catch (error) {
        if (ckrOf(error) !== ckr.cryptokiAlreadyInitialized) throw error
      }
      loaded.push({ path, cryptoki })
    } catch {
      failed.push(path)
    }
  }
  return { loaded, failed }
}
