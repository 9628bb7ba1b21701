import { readFileSync } from 'node:fs'
import type { DigestAlgorithm } from '@chopmark/core'
import { digestFile } from '@chopmark/server'
import type { DetachedContent, SignedDocument } from '@chopmark/verify'
import { inputSize } from './read-input.js'

/**
 * A signature without signed attributes is over the content itself, RFC 5652 §5.4, and no digest stands in for that. Such
 * content is held in memory, so it may not be any size; the usual kind is streamed.
 */
const maxHeldBytes = 64 * 1024 * 1024

/** Does a signature of the document need the content's bytes and not only its digest? */
function signsContentDirectly(document: SignedDocument): boolean {
  return document.signatures.some(({ signerInfos }) =>
    signerInfos.some(({ signedAttributes }) => signedAttributes === undefined),
  )
}

/**
 * The content of a detached signature out of a file, read once and, but for signatures without signed attributes,
 * never held: memory stays flat whatever its size.
 * @param algorithms - Under which its digests are asked for; none: nothing is read.
 * @throws CliError when the file cannot be read.
 */
export async function contentOfFile(
  path: string,
  document: SignedDocument,
  algorithms: readonly DigestAlgorithm[],
): Promise<DetachedContent> {
  const sizeBytes = inputSize(path)
  if (sizeBytes <= maxHeldBytes && signsContentDirectly(document)) {
    const bytes = readFileSync(path)
    return { sizeBytes: bytes.length, digests: [], bytes }
  }
  return algorithms.length === 0 ? { sizeBytes, digests: [] } : await digestFile(path, algorithms)
}
