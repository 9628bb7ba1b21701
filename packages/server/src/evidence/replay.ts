import type { CryptoForm } from '@chopmark/core'
import { canonicalJson, type DocumentReport, validateDocument } from '@chopmark/verify'
import { nodeCrypto } from '../crypto/node-crypto.js'
import { engineVersion } from '../version.js'
import type { EvidenceFile } from './evidence-file.js'

export interface Replayed {
  /** Is today's report the stored one, byte for byte? */
  readonly same: boolean
  /** Did the same engine version decide? Only then does a difference mean that something is wrong. */
  readonly sameEngine: boolean
  readonly report: DocumentReport
  /** Today's report as canonical JSON, to be laid beside `file.report`. */
  readonly reportJson: string
}

/**
 * Decides again what an evidence file says was decided, from the same evidence, policy and time, and compares.
 * @throws PlumbingError when this machine cannot compute what it needs.
 */
export async function replay(
  file: EvidenceFile,
  options: { readonly crypto?: CryptoForm } = {},
): Promise<Replayed> {
  const crypto = options.crypto ?? nodeCrypto()
  const { evidence, policy, validationTime } = file
  const report = await validateDocument(evidence, policy, validationTime, { crypto })
  const reportJson = canonicalJson(report)
  return {
    same: reportJson === file.report,
    sameEngine: file.engineVersion === engineVersion,
    report,
    reportJson,
  }
}
