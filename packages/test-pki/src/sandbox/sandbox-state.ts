import type { RevocationReason, RevokedEntry } from '../crl.js'
import type { OcspStatus } from '../ocsp.js'
import type { SandboxFolder } from './sandbox-folder.js'

interface IssuedRecord {
  readonly crlName: string
  revocation?: {
    readonly reason: RevocationReason
    readonly date: string
    readonly invalidityDate?: string
  }
}

type AuthorityRecords = Record<string, IssuedRecord>

/** Which serial numbers were issued and revoked, by authority; kept in `state.json` when there is a folder. */
export class SandboxState {
  readonly #records: { root: AuthorityRecords; ca: AuthorityRecords }
  readonly #folder: SandboxFolder | null

  constructor(folder: SandboxFolder | null) {
    this.#folder = folder
    const kept = folder?.read('state.json')
    this.#records =
      kept === undefined || kept === null
        ? { root: {}, ca: {} }
        : (JSON.parse(kept.toString('utf8')) as { root: AuthorityRecords; ca: AuthorityRecords })
  }

  issue(authority: 'root' | 'ca', serialNumber: string, crlName: string): void {
    this.#records[authority][serialNumber] = { crlName }
    this.#keep()
  }

  revoke(
    authority: 'root' | 'ca',
    serialNumber: string,
    reason: RevocationReason,
    date: Date,
    invalidityDate?: Date,
  ): void {
    const record = this.#records[authority][serialNumber]
    if (record === undefined) throw new RangeError('No certificate of that serial number.')
    record.revocation = {
      reason,
      date: date.toISOString(),
      ...(invalidityDate && { invalidityDate: invalidityDate.toISOString() }),
    }
    this.#keep()
  }

  restore(authority: 'root' | 'ca', serialNumber: string): void {
    const record = this.#records[authority][serialNumber]
    if (record === undefined) throw new RangeError('No certificate of that serial number.')
    delete record.revocation
    this.#keep()
  }

  status(authority: 'root' | 'ca', serialNumber: string, at: Date): OcspStatus {
    const record = this.#records[authority][serialNumber]
    if (record === undefined) return { status: 'unknown' }
    if (record.revocation === undefined) return { status: 'good' }
    const date = new Date(record.revocation.date)
    return date > at
      ? { status: 'good' }
      : { status: 'revoked', date, reason: record.revocation.reason }
  }

  /** What a CRL of that time lists; without a partition, all of the authority's. */
  revoked(
    authority: 'root' | 'ca',
    partition: string | undefined,
    thisUpdate: Date,
  ): readonly RevokedEntry[] {
    return Object.entries(this.#records[authority]).flatMap(([serialNumber, record]) => {
      const { crlName, revocation } = record
      if (revocation === undefined || (partition !== undefined && crlName !== partition)) return []
      const date = new Date(revocation.date)
      if (date > thisUpdate) return []
      const { reason, invalidityDate } = revocation
      const entry = { serialNumber: BigInt(`0x${serialNumber}`), date, reason }
      return [
        invalidityDate === undefined
          ? entry
          : { ...entry, invalidityDate: new Date(invalidityDate) },
      ]
    })
  }

  #keep(): void {
    this.#folder?.write('state.json', Buffer.from(JSON.stringify(this.#records)))
  }
}
