import { ClientError } from './client-error.js'

/**
 * A chunk on its way. Browsers reject with a TypeError when it cannot be fetched: to a person that is a portal out of reach.
 * @throws ClientError `PORTAL_UNREACHABLE`
 */
export async function loading<T>(chunk: Promise<T>): Promise<T> {
  try {
    return await chunk
  } catch (cause) {
    throw new ClientError('PORTAL_UNREACHABLE', { cause })
  }
}
