import type { EvidenceItem } from '@chopmark/verify'
import { readObjects } from './load-objects.js'

/** Files that a command line or a batch job names as evidence. */
export interface EvidenceFiles {
  readonly certs: readonly string[]
  readonly crls: readonly string[]
  readonly ocsp: readonly string[]
}

/** Reads them; what is in them is judged by the decision, not here. */
export function evidenceItems(files: EvidenceFiles): readonly EvidenceItem[] {
  const items = (kind: 'certificate' | 'crl' | 'ocsp', paths: readonly string[]): EvidenceItem[] =>
    paths.flatMap((path) => readObjects(path).map((bytes): EvidenceItem => ({ kind, bytes })))
  return [
    ...items('certificate', files.certs),
    ...items('crl', files.crls),
    ...items('ocsp', files.ocsp),
  ]
}
