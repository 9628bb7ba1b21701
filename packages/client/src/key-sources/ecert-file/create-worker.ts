import type { WorkerLike } from './pkcs12-protocol.js'

interface TrustedTypePolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string }
}

let policy: { createScriptURL(url: string): string } | undefined

/**
 * Starts the PKCS#12 worker, a module beside this one. Under Trusted Types its address passes through a policy named
 * `chopmark` that lets through this address alone, so the page says `trusted-types chopmark` and no more.
 */
export function createWorker(): WorkerLike {
  const url = new URL('./pkcs12-worker.js', import.meta.url)
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory }
  policy ??= trustedTypes?.createPolicy('chopmark', {
    createScriptURL(asked) {
      if (asked !== url.href) throw new TypeError('Only the PKCS#12 worker of @chopmark/client.')
      return asked
    },
  })
  return new Worker(policy?.createScriptURL(url.href) ?? url, { type: 'module', name: 'chopmark' })
}
