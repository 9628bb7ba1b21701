import { extensionApi } from './api.js'

const storageKey = 'allowedOrigins'

/** Origins that may see which certificates the person has; signing is asked for each time. */
export async function allowedOrigins(): Promise<readonly string[]> {
  const stored = (await extensionApi().storage.local.get(storageKey))[storageKey]
  return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : []
}

export async function allowOrigin(origin: string): Promise<void> {
  const origins = new Set([...(await allowedOrigins()), origin])
  await extensionApi().storage.local.set({ [storageKey]: [...origins].sort() })
}

export async function forgetOrigin(origin: string): Promise<void> {
  const origins = (await allowedOrigins()).filter((one) => one !== origin)
  await extensionApi().storage.local.set({ [storageKey]: origins })
}
