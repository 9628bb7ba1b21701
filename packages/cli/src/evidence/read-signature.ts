import { extractSmime, readEncodedObjects, type Result } from '@chopmark/core'
import { readCms, type SignedDocument } from '@chopmark/verify'
import { CliError } from '../cli-error.js'
import { readInput } from './read-input.js'

/** A CMS signature as it lay in a file, with the content that came along in the same file. */
export interface SignatureInput {
  readonly bytes: Uint8Array
  readonly content?: Uint8Array
}

/** RFC 7468 §8, §9, and what older software writes. */
const cmsLabels = ['CMS', 'PKCS7', 'PKCS #7 SIGNED DATA']

/**
 * Takes the signature out of a file: DER, BER, PEM, bare base64, or an S/MIME message with its content. What is none of
 * these goes on as it is: the report says at which byte it breaks.
 * @throws CliError when the file cannot be read or holds several signatures in PEM.
 */
export function readSignature(path: string): SignatureInput {
  const bytes = readInput(path)
  const objects = readEncodedObjects(bytes)
  if (!objects.ok) {
    const message = extractSmime(bytes)
    if (!message.ok) return { bytes }
    const { cms, content } = message.value
    return { bytes: cms, ...(content === undefined ? {} : { content }) }
  }
  const [first, ...rest] = objects.value
  // DER with more behind it is not the same as the DER alone: the report refuses what follows.
  if (first?.label === undefined) return { bytes: rest.length === 0 && first ? first.bytes : bytes }
  if (rest.length === 0) return { bytes: first.bytes }
  const [signature, ...others] = objects.value.filter(({ label }) =>
    cmsLabels.includes(label ?? ''),
  )
  if (signature === undefined) return { bytes: first.bytes }
  if (others.length > 0) throw new CliError(`${path} holds several signatures: give one a file.`)
  return { bytes: signature.bytes }
}

/**
 * The document to judge. With `--content` the file is judged, also where the message carries a copy of its own: otherwise
 * the copy could say something else than the file that the caller asks about.
 */
export function readDocument(bytes: Uint8Array, contentGiven: boolean): Result<SignedDocument> {
  const document = readCms(bytes)
  if (!document.ok || !contentGiven) return document
  const { format, signatures } = document.value
  const detached = signatures.map((signedData) => {
    const { eContent, eContentTag, ...rest } = signedData
    return eContent === undefined && eContentTag === undefined ? signedData : rest
  })
  return { ok: true, value: { format, signatures: detached } }
}
