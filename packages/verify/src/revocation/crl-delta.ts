import type { CertificateList } from '@chopmark/core'
import { compareOctets, hex, sameOctets } from '@chopmark/core'
import type { KnownCrl } from '../decision-context.js'

/** Is it a delta CRL? RFC 5280 §5.2.4. */
export function isDelta(crl: CertificateList): boolean {
  return crl.extension.deltaCRLIndicator !== undefined
}

/**
 * May the delta be laid over the complete CRL? Both come from one issuer name already. Same scope, same key identifier, and
 * BaseCRLNumber ≤ complete's number < delta's number.
 * Source: RFC 5280 §5.2.4, §6.3.3 (c).
 */
export function deltaFits(delta: CertificateList, complete: CertificateList): boolean {
  const base = delta.extension.deltaCRLIndicator
  const deltaNumber = delta.extension.cRLNumber
  const completeNumber = complete.extension.cRLNumber
  return (
    base !== undefined &&
    deltaNumber !== undefined &&
    completeNumber !== undefined &&
    compareNumbers(base, completeNumber) <= 0 &&
    compareNumbers(completeNumber, deltaNumber) < 0 &&
    sameExtension('2.5.29.28', delta, complete) &&
    sameExtension('2.5.29.35', delta, complete)
  )
}

/** The delta's numbers and the complete CRL it fits, as `revocation.crl-delta` wants them. */
export function deltaFacts(
  delta: CertificateList,
  complete: KnownCrl | null,
): {
  readonly baseCrlNumber: string
  readonly deltaNumber: string | null
  readonly complete: { readonly sha256: string; readonly number: string } | null
} {
  const { deltaCRLIndicator, cRLNumber } = delta.extension
  const completeNumber = complete?.crl.extension.cRLNumber
  return {
    baseCrlNumber: deltaCRLIndicator === undefined ? '' : hex(deltaCRLIndicator),
    deltaNumber: cRLNumber === undefined ? null : hex(cRLNumber),
    complete:
      complete === null || completeNumber === undefined
        ? null
        : { sha256: complete.sha256, number: hex(completeNumber) },
  }
}

/** CRL numbers are never negative and minimally encoded: the longer one is the greater one. */
function compareNumbers(a: Uint8Array, b: Uint8Array): number {
  return a.length - b.length || compareOctets(a, b)
}

function sameExtension(oid: string, a: CertificateList, b: CertificateList): boolean {
  const inA = a.extensions.find((extension) => extension.oid === oid)
  const inB = b.extensions.find((extension) => extension.oid === oid)
  if (inA === undefined || inB === undefined) return inA === inB
  return sameOctets(inA.value, inB.value)
}
