import { latin1Text } from '@chopmark/core'
import forge from 'node-forge/lib/forge.js'
import 'node-forge/lib/aes.js'

/**
 * AES-192-GCM for the engines whose WebCrypto lacks AES-192. A chunk of its own, loaded when a message needs it.
 * @returns Undefined when the tag does not fit.
 */
export function softwareDecryptGcm(
  key: Uint8Array,
  nonce: Uint8Array,
  tagBytes: number,
  sealed: Uint8Array,
  additional: Uint8Array,
): Uint8Array | undefined {
  const at = sealed.length - tagBytes
  if (at < 0) return undefined
  const buffer = (bytes: Uint8Array): ReturnType<typeof forge.util.createBuffer> =>
    forge.util.createBuffer(latin1Text(bytes))
  const decipher = forge.cipher.createDecipher('AES-GCM', buffer(key))
  decipher.start({
    iv: buffer(nonce),
    additionalData: latin1Text(additional),
    tag: buffer(sealed.subarray(at)),
    tagLength: tagBytes * 8,
  })
  decipher.update(buffer(sealed.subarray(0, at)))
  if (!decipher.finish()) return undefined
  const plain = decipher.output.getBytes()
  return Uint8Array.from({ length: plain.length }, (_, index) => plain.charCodeAt(index))
}
