/** A key as it lies in this browser. */
export interface DeviceRecord {
  readonly id: string
  /** The enrolment endpoint it belongs to. */
  readonly enrolUrl: string
  /** Not extractable: it can be used here, and copied by nobody. */
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  /** Absent until the certification authority has answered. DER. */
  readonly certificate?: Uint8Array
  /** Certificates above it, the issuer first, DER. */
  readonly chain?: readonly Uint8Array[]
}

/**
 * Where the keys lie: IndexedDB, or memory in a test.
 * Every method rejects with ClientError `DEVICE_STORAGE_REFUSED` when the browser will not.
 */
export interface DeviceStorage {
  list(): Promise<readonly DeviceRecord[]>
  /** Puts a record in the place of the one with its id. */
  put(record: DeviceRecord): Promise<void>
  remove(id: string): Promise<void>
  /** Asks the browser not to clear it when space runs short. What it answers changes nothing here, and is not waited for. */
  persist(): Promise<void>
  /** Was a key certified here that nobody removed since? Tells a cleared storage from one never used. */
  expectsKey(): boolean
  expectKey(expected: boolean): void
}

/** A storage that ends with the page: for tests. */
export function memoryStorage(): DeviceStorage {
  const records = new Map<string, DeviceRecord>()
  let expected = false
  return {
    list: async () => Promise.resolve([...records.values()]),
    put: async (record) => {
      records.set(record.id, record)
      return Promise.resolve()
    },
    remove: async (id) => {
      records.delete(id)
      return Promise.resolve()
    },
    persist: async () => Promise.resolve(),
    expectsKey: () => expected,
    expectKey: (value) => {
      expected = value
    },
  }
}
