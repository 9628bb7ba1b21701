import {
  attributeOids,
  parseCounterSignature,
  type ParseReason,
  type SignerInfo,
} from '@chopmark/core'
import type { SignedDocument } from '../evidence.js'
import type { SignatureCase } from './signature-state.js'

/** Signers and counter-signers one decision looks at: each costs a path; a form signed a hundred times is met nowhere. */
export const maxSignatures = 128
/** A counter-signature of a counter-signature of a counter-signature: deeper ones are met nowhere. */
const maxCounterDepth = 4

/** A counter-signature whose bytes are no SignerInfo. */
export interface BrokenCounterSignature {
  readonly signatureId: string
  readonly counterSignatureOf: string
  readonly reason: ParseReason
  readonly offset: number
}

export interface SignatureCases {
  /** Signers of the document, counter-signers left out. */
  readonly signers: number
  /** Each signer followed by its counter-signers, in order. */
  readonly cases: readonly (SignatureCase | BrokenCounterSignature)[]
}

/** Every signature of the document with the id it has in reports. Counter-signatures stand in unsigned attributes, RFC 5652 §11.4. */
export function signatureCases(document: SignedDocument): SignatureCases {
  const cases: (SignatureCase | BrokenCounterSignature)[] = []
  let signers = 0
  for (const signedData of document.signatures) {
    for (const signerInfo of signedData.signerInfos) {
      const signatureId = String(signers)
      signers += 1
      const one = { signatureId, signedData, signerInfo }
      cases.push(one)
      addCounterSignatures(one, cases, 1)
    }
  }
  return { signers, cases }
}

function addCounterSignatures(
  of: SignatureCase,
  cases: (SignatureCase | BrokenCounterSignature)[],
  depth: number,
): void {
  let index = 0
  for (const attribute of of.signerInfo.unsignedAttributes ?? []) {
    if (attribute.oid !== attributeOids.counterSignature) continue
    for (const value of attribute.values) {
      // One beyond the limit is enough to have the document refused.
      if (cases.length > maxSignatures) return
      const signatureId = `${of.signatureId}.${index}`
      index += 1
      const parsed = parseCounterSignature(value)
      if (!parsed.ok || depth > maxCounterDepth) {
        const problem = parsed.ok ? { reason: 'TOO_DEEP' as const, offset: 0 } : parsed
        const { reason, offset } = problem
        cases.push({ signatureId, counterSignatureOf: of.signatureId, reason, offset })
        continue
      }
      const signerInfo: SignerInfo = parsed.value
      const countersigned = {
        signatureId: of.signatureId,
        value: of.signerInfo.signatureValue,
      }
      const one = { signatureId, signedData: of.signedData, signerInfo, countersigned }
      cases.push(one)
      addCounterSignatures(one, cases, depth + 1)
    }
  }
}
