import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { type Certificate, parseCertificate, readPublicKey } from '@chopmark/core'

/** A certificate whose key can sign here, with what has to be known of it. */
export interface CardCertificate {
  readonly der: Uint8Array
  readonly sha256: Uint8Array
  readonly parsed: Certificate
  readonly kind: 'RSA' | 'EC'
  /** Modulus, or point with its form octet: what a key object of the same key carries. */
  readonly publicNumber: Uint8Array
  /** Octets of the group order, for ECDSA; of the modulus, for RSA. */
  readonly sizeBytes: number
  readonly publicKey: KeyObject
}

const orderBytes = { 'P-256': 32, 'P-384': 48, 'P-521': 66 } as const

/**
 * Reads a certificate found on a card or given as a file.
 * @returns Undefined when it is none, when it is a CA's, or when its key is of a kind that cannot sign here.
 */
export function cardCertificate(der: Uint8Array): CardCertificate | undefined {
  const parsed = parseCertificate(der)
  if (!parsed.ok || isCa(parsed.value)) return undefined
  const key = readPublicKey(parsed.value.subjectPublicKeyInfo)
  if (!key.ok) return undefined
  const { value } = key
  if (value.kind !== 'EC' && (value.kind !== 'RSA' || value.pss !== 'allowed')) return undefined
  return {
    der,
    sha256: createHash('sha256').update(der).digest(),
    parsed: parsed.value,
    kind: value.kind,
    publicNumber: value.kind === 'RSA' ? value.modulus : value.point,
    sizeBytes: value.kind === 'RSA' ? value.modulus.length : orderBytes[value.curve],
    publicKey: createPublicKey({
      key: Buffer.from(parsed.value.subjectPublicKeyInfo.raw),
      format: 'der',
      type: 'spki',
    }),
  }
}

/** Cards carry their CA's certificates too; those make the chain. */
export function isCa({ extension }: Certificate): boolean {
  return extension.basicConstraints?.cA === true
}
