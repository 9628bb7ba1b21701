import { ClientError } from '../../client-error.js'
import { type LinkState, linkStates } from '../link-state.js'
import type { DeviceSettings } from './device-source.js'
import { EnrolmentEndpoint } from './enrolment-endpoint.js'
import { certifiedRecords } from './manage-device-keys.js'

/**
 * Can keys be stored, is there one, is its certificate current? The authority is asked only when it is needed next: when a
 * key has to be enrolled or renewed.
 */
export async function diagnoseDevice(
  signal: AbortSignal,
  { storage, enrolUrl, fetch }: DeviceSettings,
): Promise<readonly LinkState[]> {
  const keys = ['storage', 'key', 'certificate']
  try {
    const records = await certifiedRecords(storage, enrolUrl)
    if (records.some(({ summary }) => summary.notAfter >= Date.now())) {
      return [...linkStates(keys), { link: 'authority', state: 'unknown' }]
    }
    const broken =
      records.length > 0
        ? ({ link: 'certificate', code: 'DEVICE_CERTIFICATE_EXPIRED' } as const)
        : storage.expectsKey()
          ? ({ link: 'key', code: 'DEVICE_STORAGE_CLEARED' } as const)
          : ({ link: 'key', code: 'DEVICE_NOT_ENROLLED' } as const)
    const endpoint = new EnrolmentEndpoint(enrolUrl, fetch)
    return [...linkStates(keys, broken), await authorityState(endpoint, signal)]
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    const { code } = error
    return [...linkStates(keys, { link: 'storage', code }), { link: 'authority', state: 'unknown' }]
  }
}

async function authorityState(
  endpoint: EnrolmentEndpoint,
  signal: AbortSignal,
): Promise<LinkState> {
  try {
    await endpoint.answers(signal)
    return { link: 'authority', state: 'holds' }
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    return { link: 'authority', state: 'broken', code: error.code }
  }
}
