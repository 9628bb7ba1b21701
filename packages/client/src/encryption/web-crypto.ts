import { PlumbingError } from '@chopmark/core'

/**
 * WebCrypto, which browsers offer to secure pages only.
 * @throws PlumbingError `CRYPTO_UNAVAILABLE`
 */
export function subtle(): SubtleCrypto {
  const { crypto } = globalThis as { crypto?: { subtle?: SubtleCrypto } }
  if (crypto?.subtle === undefined) {
    throw new PlumbingError(
      'CRYPTO_UNAVAILABLE',
      'Serve the page over https: WebCrypto is missing.',
    )
  }
  return crypto.subtle
}

/** Octets from the system's source of chance. */
export function randomOctets(length: number): Uint8Array<ArrayBuffer> {
  subtle()
  return globalThis.crypto.getRandomValues(new Uint8Array(length))
}

/** Runs a WebCrypto operation on hostile input: undefined when the engine refuses it, whatever it calls that. */
export async function attempt<T>(operation: () => Promise<T>): Promise<T | undefined> {
  try {
    return await operation()
  } catch {
    return undefined
  }
}
