import { type DerReader, Tag } from '@chopmark/core'
import type { Cipher } from '../pkcs12/encryption-scheme.js'
import { DecryptionError } from './encryption-problem.js'
import { cbcCiphers, gcmKeyBytes, oids, own, rc2KeyBytes } from './oids.js'
import type { Enveloped } from './parse-enveloped.js'
import { type Algorithm, readParameters } from './read-algorithm.js'

/** How content is encrypted. */
export type ContentCipher =
  | { readonly mode: 'CBC'; readonly cipher: Cipher; readonly iv: Uint8Array }
  | {
      readonly mode: 'GCM'
      readonly cipher: { readonly name: 'AES'; readonly keyBytes: 16 | 24 | 32 }
      readonly nonce: Uint8Array
      readonly tagBytes: number
    }

/**
 * Reads the content-encryption algorithm: CBC in EnvelopedData, GCM in AuthEnvelopedData, as RFC 5083 §2.1 has it.
 * @throws DecryptionError `UNSUPPORTED_ALGORITHM` with the OID; `MESSAGE_DAMAGED` for parameters that do not fit.
 */
export function contentCipher({ authenticated, algorithm, mac }: Enveloped): ContentCipher {
  const { oid } = algorithm
  if (!authenticated) return cbcCipher(algorithm)
  const keyBytes = own(gcmKeyBytes, oid)
  if (keyBytes === undefined) throw new DecryptionError('UNSUPPORTED_ALGORITHM', oid)
  const { nonce, tagBytes } = readParameters(algorithm, readGcm)
  if (mac?.length !== tagBytes) throw new DecryptionError('MESSAGE_DAMAGED')
  return { mode: 'GCM', cipher: { name: 'AES', keyBytes }, nonce, tagBytes }
}

/** CBC by its AlgorithmIdentifier, for content and for password recipients. */
export function cbcCipher(algorithm: Algorithm): ContentCipher & { readonly mode: 'CBC' } {
  const { oid } = algorithm
  if (oid === oids.rc2Cbc) return readParameters(algorithm, readRc2)
  const cipher = own(cbcCiphers, oid)
  if (cipher === undefined) throw new DecryptionError('UNSUPPORTED_ALGORITHM', oid)
  const iv = readParameters(algorithm, (reader) => reader.octetString())
  if (iv.length !== blockBytes(cipher)) throw new DecryptionError('MESSAGE_DAMAGED')
  return { mode: 'CBC', cipher, iv }
}

/** Octets of a cipher's block. */
export function blockBytes({ name }: Pick<Cipher, 'name'>): 8 | 16 {
  return name === 'AES' ? 16 : 8
}

/** GCMParameters, RFC 5084 §3.2: tags of 12 to 16 octets, 12 when nothing is said. */
function readGcm(reader: DerReader): { readonly nonce: Uint8Array; readonly tagBytes: number } {
  const fields = reader.enter(Tag.sequence)
  const nonce = fields.octetString()
  // RFC 5084 §3.2 recommends 12. Engines differ over the others; 16 they all take, and some writers use it.
  if (nonce.length !== 12 && nonce.length !== 16) {
    throw new DecryptionError('UNSUPPORTED_ALGORITHM', `GCM nonce of ${nonce.length} octets`)
  }
  const tagBytes = fields.atEnd ? 12 : fields.smallInteger(16)
  if (tagBytes < 12) fields.fail('BAD_VALUE')
  fields.expectEnd()
  return { nonce, tagBytes }
}

/** RC2-CBC parameters, RFC 3370 §5.2. */
function readRc2(reader: DerReader): ContentCipher & { readonly mode: 'CBC' } {
  const fields = reader.enter(Tag.sequence)
  const version = fields.smallInteger(1024)
  const iv = fields.octetString()
  fields.expectEnd()
  const keyBytes = rc2KeyBytes[version]
  if (keyBytes === undefined) {
    throw new DecryptionError('UNSUPPORTED_ALGORITHM', `RC2 version ${version}`)
  }
  if (iv.length !== 8) fields.fail('BAD_VALUE')
  return { mode: 'CBC', cipher: { name: 'RC2', keyBytes }, iv }
}
