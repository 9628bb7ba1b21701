import { type Instant, parseCertificate } from '@chopmark/core'
import { type CertificateSummary, summarise } from '../../certificate/certificate-summary.js'
import type { CertifiedRecord } from './device-key.js'
import type { DeviceRecord, DeviceStorage } from './device-storage.js'

/** A key on this device, as a page of settings would list it. */
export interface DeviceKey {
  readonly id: string
  /** Through `displayText`. */
  readonly holder: string
  readonly notAfter: Instant
  /** DER. */
  readonly certificate: Uint8Array
}

/** A record with what a person recognises its certificate by. */
export interface ListedRecord {
  readonly record: CertifiedRecord
  readonly summary: CertificateSummary
}

/** The records of one authority that have a certificate; the one that lasts longest first. */
export async function certifiedRecords(
  storage: DeviceStorage,
  enrolUrl: string,
): Promise<readonly ListedRecord[]> {
  const records = await storage.list()
  return records
    .filter((record) => record.enrolUrl === enrolUrl)
    .flatMap((record) => {
      const { certificate } = record
      const parsed = certificate && parseCertificate(certificate)
      return certificate !== undefined && parsed?.ok === true
        ? [{ record: { ...record, certificate }, summary: summarise(parsed.value) }]
        : []
    })
    .sort((a, b) => b.summary.notAfter - a.summary.notAfter || (a.record.id < b.record.id ? -1 : 1))
}

/** A key that was made and put away before its code was used, and has no certificate yet. */
export async function pendingRecord(
  storage: DeviceStorage,
  enrolUrl: string,
): Promise<DeviceRecord | undefined> {
  const records = await storage.list()
  return records.find((one) => one.enrolUrl === enrolUrl && one.certificate === undefined)
}

/** Everything that `DeviceSource.keys` gives. */
export async function deviceKeys(
  storage: DeviceStorage,
  enrolUrl: string,
): Promise<readonly DeviceKey[]> {
  const records = await certifiedRecords(storage, enrolUrl)
  return records.map(({ record: { id, certificate }, summary: { holder, notAfter } }) => ({
    id,
    holder,
    notAfter,
    certificate,
  }))
}

/** Removes a key for good; one that is not there is removed already. */
export async function removeDeviceKey(
  storage: DeviceStorage,
  enrolUrl: string,
  id: string,
): Promise<void> {
  await storage.remove(id)
  if ((await certifiedRecords(storage, enrolUrl)).length === 0) storage.expectKey(false)
}
