import { instant, type Instant, trustAnchorFromCertificate, trustAnchors } from '@chopmark/core'
import {
  definePolicy,
  type DocumentReport,
  type EvidenceItem,
  readCms,
  serialiseReport,
  validateDocument,
  type ValidationOptions,
  type ValidationPolicy,
} from '@chopmark/verify'
import {
  nodeCrypto,
  type NodeCryptoForm,
} from '../../../../packages/server/src/crypto/node-crypto.js'

export { nodeCrypto }

/** Everything default but the recognition of the anchor, which is made up. */
export function benchPolicy(root: Uint8Array): ValidationPolicy {
  const anchor = trustAnchorFromCertificate(root, {
    id: 'bench/root',
    use: 'signing',
    sandbox: true,
    certificatePolicies: 'any',
    recognition: [],
  })
  if (!anchor.ok) throw new RangeError('The made root is a certificate.')
  return definePolicy({
    id: 'bench',
    trustAnchors: trustAnchors([anchor.value]),
    requireRecognition: false,
  })
}

export interface Question {
  readonly content: Uint8Array
  readonly cms: Uint8Array
  readonly items: readonly EvidenceItem[]
}

const digester = nodeCrypto()

/** From bytes to the complete report, as a server does it: parse, digest of the content, decision. */
export function validate(
  { content, cms, items }: Question,
  policy: ValidationPolicy,
  at: Instant,
  options: ValidationOptions,
): Promise<DocumentReport> {
  const value = digester.digest('SHA-256', content)
  return validateDocument(
    {
      document: readCms(cms),
      content: { sizeBytes: content.length, digests: [{ algorithm: 'SHA-256', value }] },
      items,
    },
    policy,
    at,
    options,
  )
}

/** @throws Error with the report when it is not TOTAL-PASSED: nothing that fails is worth timing. */
export function mustPass(report: DocumentReport): void {
  if (report.reports[0].indication !== 'TOTAL-PASSED') throw new Error(serialiseReport(report))
}

export function at(date: Date): Instant {
  return instant(date.toISOString())
}

export type { NodeCryptoForm }
