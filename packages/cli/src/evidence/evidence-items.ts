import { readEncodedObjects } from '@chopmark/core'
import type { EvidenceItem } from '@chopmark/verify'
import { readInput } from './read-input.js'

/** Files that a command line or a batch job names as evidence. */
export interface EvidenceFiles {
  readonly certs: readonly string[]
  readonly crls: readonly string[]
  readonly ocsp: readonly string[]
}

/** The objects of a file; bytes that are neither DER nor PEM stay evidence, which the decision will find unusable. */
function objectsOf(path: string): readonly Uint8Array[] {
  const bytes = readInput(path)
  const objects = readEncodedObjects(bytes)
  return objects.ok ? objects.value.map((object) => object.bytes) : [bytes]
}

/** Reads them; what is in them is judged by the decision, not here. */
export function evidenceItems(files: EvidenceFiles): readonly EvidenceItem[] {
  const items = (kind: 'certificate' | 'crl' | 'ocsp', paths: readonly string[]): EvidenceItem[] =>
    paths.flatMap((path) => objectsOf(path).map((bytes): EvidenceItem => ({ kind, bytes })))
  return [
    ...items('certificate', files.certs),
    ...items('crl', files.crls),
    ...items('ocsp', files.ocsp),
  ]
}
