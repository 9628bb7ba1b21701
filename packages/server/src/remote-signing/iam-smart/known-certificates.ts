/** Signing certificates of people who signed here before, by their account at the service. */
export interface KnownCertificates {
  get(account: string): Promise<Uint8Array | undefined> | Uint8Array | undefined
  /** Called with a certificate only after a signature by it was accepted. */
  put(account: string, certificate: Uint8Array): Promise<void> | void
}

const defaultMaxEntries = 10_000

/** Keeps them in memory, the latest ones; gone with the process. */
export function knownCertificatesInMemory(maxEntries = defaultMaxEntries): KnownCertificates {
  const known = new Map<string, Uint8Array>()
  return {
    get: (account) => known.get(account),
    put(account, certificate) {
      known.delete(account)
      known.set(account, certificate)
      const [oldest] = known.keys()
      if (known.size > maxEntries && oldest !== undefined) known.delete(oldest)
    },
  }
}
