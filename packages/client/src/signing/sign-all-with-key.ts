import { UsageError } from '@chopmark/core'
import { checkCount } from '../batch/check-batch.js'
import type { KeyHandle } from '../key-sources/key-source.js'
import {
  type PreparedSignature,
  prepareSignature,
  type ShownDocument,
  type SignOptions,
} from './prepare-signature.js'

/**
 * Signs several documents with one key, each with a signature of its own: all, or none. A source that asks the person
 * before each use asks once for all.
 * @param report - Told the share done, 0 to 1.
 * @returns DER ContentInfo for each document, in order.
 * @throws UsageError `TOO_MANY_DOCUMENTS`; else as `signWithKey`.
 */
export async function signAllWithKey(
  documents: readonly ShownDocument[],
  key: KeyHandle,
  options: SignOptions = {},
  report: (share: number) => void = () => undefined,
): Promise<readonly Uint8Array[]> {
  checkCount(documents.length)
  const { signal } = options
  const forKey = signal === undefined ? {} : { signal }
  const prepared: PreparedSignature[] = []
  for (const document of documents) {
    signal?.throwIfAborted()
    prepared.push(await prepareSignature(document, key, options))
  }
  signal?.throwIfAborted()
  if (key.signAll !== undefined) {
    const signatures = await key.signAll(prepared, forKey)
    return prepared.map((one, index) => one.write(signatures[index] ?? missing()))
  }
  const written: Uint8Array[] = []
  for (const one of prepared) {
    written.push(one.write(await key.sign(one.attributes, forKey)))
    report(written.length / prepared.length)
  }
  return written
}

function missing(): never {
  throw new UsageError('SIGNATURE_MISSING', 'signAll gives a signature for each document.')
}
