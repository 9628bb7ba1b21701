import type { DeviceRecord, DeviceStorage } from './device-storage.js'
import { deviceError } from './device-texts.js'

const databaseName = 'chopmark-device'
const storeName = 'keys'
/** Lies apart from the database, which a browser may clear on its own. */
const markName = 'chopmark-device-key'
/** Some browsers let an open request hang instead of refusing it. */
const timeoutMs = 10_000

/** Keys in this origin's IndexedDB, as CryptoKey objects: their octets never come into the page. */
export function indexedDbStorage(): DeviceStorage {
  return {
    async list() {
      const found = await run<unknown[]>('readonly', (store) => store.getAll())
      return found.filter(isRecord)
    },
    put: async (record) => {
      await run('readwrite', (store) => store.put(record))
    },
    remove: async (id) => {
      await run('readwrite', (store) => store.delete(id))
    },
    async persist() {
      const { storage } = navigator as { storage?: Partial<StorageManager> }
      await storage?.persist?.().catch(() => false)
    },
    expectsKey() {
      try {
        return localStorage.getItem(markName) !== null
      } catch {
        return false
      }
    },
    expectKey(expected) {
      try {
        if (expected) localStorage.setItem(markName, '1')
        else localStorage.removeItem(markName)
      } catch {
        // Without the mark a cleared storage looks like one never used: the person is offered enrolment all the same.
      }
    },
  }
}

/** One request in a transaction of its own; done when the transaction is. */
async function run<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  try {
    const database = await open()
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = database.transaction(storeName, mode)
        const request = ask(transaction.objectStore(storeName))
        const refuse = (): void => reject(new Error(transaction.error?.name ?? 'aborted'))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = refuse
        transaction.onerror = refuse
      })
    } finally {
      database.close()
    }
  } catch (cause) {
    throw deviceError('DEVICE_STORAGE_REFUSED', { cause })
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), timeoutMs)
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore(storeName, { keyPath: 'id' })
    }
    request.onsuccess = () => {
      clearTimeout(timer)
      resolve(request.result)
    }
    request.onerror = () => {
      clearTimeout(timer)
      reject(new Error(request.error?.name ?? 'refused'))
    }
  })
}

/** A script of this origin may have written anything here. */
function isRecord(value: unknown): value is DeviceRecord {
  const { id, enrolUrl, privateKey, publicKey, certificate, chain } = value as {
    readonly [Name in keyof DeviceRecord]?: unknown
  }
  const octets = (one: unknown): boolean => one instanceof Uint8Array
  return (
    typeof id === 'string' &&
    typeof enrolUrl === 'string' &&
    privateKey instanceof CryptoKey &&
    publicKey instanceof CryptoKey &&
    (certificate === undefined || octets(certificate)) &&
    (chain === undefined || (Array.isArray(chain) && chain.every(octets)))
  )
}
