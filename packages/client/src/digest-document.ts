import type { DigestOptions } from './hashing/digest-blob.js'
import type { SigningHash } from './key-sources/key-source.js'
import { loading } from './loading.js'

/**
 * Digests a file that a person has picked, for a request that names it by size and digest: in a worker, piece by piece,
 * whatever its size.
 * @returns The digest's octets.
 * @throws ClientError `FILE_UNREADABLE`, `WORKER_UNAVAILABLE`, `PORTAL_UNREACHABLE` when its code cannot be loaded; the
 * signal's reason.
 */
export async function digestDocument(
  document: Blob,
  algorithm: SigningHash,
  options: DigestOptions = {},
): Promise<Uint8Array> {
  const { digestBlob } = await loading(import('./hashing/digest-blob.js'))
  return digestBlob(document, algorithm, options)
}
