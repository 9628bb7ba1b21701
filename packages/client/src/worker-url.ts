interface TrustedTypePolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string }
}

const own = new Set<string>()
let policy: { createScriptURL(url: string): string } | undefined

/**
 * The address of one of this package's workers, fit for `new Worker`. Under Trusted Types it passes through a policy named
 * `chopmark`, which lets through these addresses alone, so the page says `trusted-types chopmark` and no more.
 */
export function workerUrl(url: URL): URL | string {
  own.add(url.href)
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory }
  policy ??= trustedTypes?.createPolicy('chopmark', {
    createScriptURL(asked) {
      if (!own.has(asked)) throw new TypeError('Only the workers of @chopmark/client.')
      return asked
    },
  })
  return policy?.createScriptURL(url.href) ?? url
}
