import { loading } from '../../loading.js'
import type { Fetch } from '../../wire/fetch-bytes.js'
import type { KeySource } from '../key-source.js'
import type { DeviceKeyAlgorithm } from './device-key.js'
import type { DeviceStorage } from './device-storage.js'
import type { DeviceKey } from './manage-device-keys.js'

export interface DeviceOptions {
  /** The certification authority's enrolment endpoint, absolute or relative to the page. Keys are kept by it. */
  readonly enrolUrl: string
  /** Of keys made from now on; absent: `P-256`. */
  readonly keyAlgorithm?: DeviceKeyAlgorithm
  /** Absent: a renewal makes a new key. `same-key` keeps the key, where the authority allows it. */
  readonly renewWith?: 'new-key' | 'same-key'
  /** Absent: the page's own `fetch`. Cookies are never sent to the authority. */
  readonly fetch?: Fetch
  /** Absent: IndexedDB of the page's origin. */
  readonly storage?: DeviceStorage
}

/** The key source, and what a page of settings needs. */
export interface DeviceSource extends KeySource {
  /**
   * The keys on this device that this authority has certified.
   * @throws ClientError `DEVICE_STORAGE_REFUSED`
   */
  keys(): Promise<readonly DeviceKey[]>
  /**
   * Removes a key for good. Its certificate stays valid until it ends or the authority revokes it.
   * @throws ClientError `DEVICE_STORAGE_REFUSED`
   */
  remove(id: string): Promise<void>
}

/** What the lazy parts work with. */
export interface DeviceSettings {
  readonly enrolUrl: string
  readonly keyAlgorithm: DeviceKeyAlgorithm
  readonly renewWith: 'new-key' | 'same-key'
  readonly fetch: Fetch
  readonly storage: DeviceStorage
}

/**
 * A key made in this browser and kept there, not extractable, certified by an authority's enrolment endpoint. Without a key
 * the person is offered enrolment with a one-time code; with one, they are asked before each use.
 */
export function device(options: DeviceOptions): DeviceSource {
  const { keyAlgorithm = 'P-256', renewWith = 'new-key' } = options
  const fetch: Fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  const settings = async (): Promise<DeviceSettings> => {
    const { document } = globalThis as Partial<Pick<Window, 'document'>>
    const enrolUrl = new URL(options.enrolUrl, document?.baseURI).href
    const storage =
      options.storage ?? (await loading(import('./indexed-db-storage.js'))).indexedDbStorage()
    return { enrolUrl, keyAlgorithm, renewWith, fetch, storage }
  }
  const manage = (): Promise<typeof import('./manage-device-keys.js')> =>
    loading(import('./manage-device-keys.js'))
  return {
    id: 'device',
    label: 'device',
    async list(context) {
      context.signal.throwIfAborted()
      // Loaded when a person comes to this point: the page's first load does without it.
      const { listDeviceKeys } = await loading(import('./list-device-keys.js'))
      return listDeviceKeys(context, await settings())
    },
    async diagnose(signal) {
      const { diagnoseDevice } = await loading(import('./diagnose-device.js'))
      return diagnoseDevice(signal, await settings())
    },
    async keys() {
      const { storage, enrolUrl } = await settings()
      return (await manage()).deviceKeys(storage, enrolUrl)
    },
    async remove(id) {
      const { storage, enrolUrl } = await settings()
      await (await manage()).removeDeviceKey(storage, enrolUrl, id)
    },
  }
}
