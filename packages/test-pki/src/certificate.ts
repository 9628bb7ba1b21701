import { randomBytes } from 'node:crypto'
import type { Der } from './der/der.js'
import { bitString, context, integer, sequence, time } from './der/der.js'
import type { Extension } from './extensions.js'
import { encodeExtension } from './extensions.js'
import type { SignatureChoice, TestKey } from './keys.js'
import { signBytes, signatureAlgorithm } from './keys.js'

/** Everything a certificate says, RFC 5280 §4.1; nothing is filled in, so that anything can be left out or wrong. */
export interface CertificateTemplate {
  /** Default 3; extensions are written whatever it says. */
  readonly version?: 1 | 2 | 3
  readonly serialNumber: bigint
  /** DER Name. */
  readonly issuer: Der
  /** DER Name. */
  readonly subject: Der
  readonly notBefore: Date
  readonly notAfter: Date
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Der
  readonly extensions: readonly Extension[]
  /** Complete Extension elements after those of `extensions`, in whatever encoding. */
  readonly rawExtensions?: readonly Der[]
  /** AlgorithmIdentifier inside the TBSCertificate in place of the right one. */
  readonly innerAlgorithm?: Der
  /** INTEGER element in place of `serialNumber`. */
  readonly rawSerialNumber?: Der
  /** Validity element in place of `notBefore` and `notAfter`. */
  readonly rawValidity?: Der
}

/** Writes and signs a certificate. */
export function signCertificate(
  template: CertificateTemplate,
  key: TestKey,
  choice: SignatureChoice = {},
): Der {
  const algorithm = signatureAlgorithm(key, choice)
  const version = template.version ?? 3
  const extensions = [
    ...template.extensions.map(encodeExtension),
    ...(template.rawExtensions ?? []),
  ]
  const tbs = sequence(
    ...(version === 1 ? [] : [context(0, integer(version - 1))]),
    template.rawSerialNumber ?? integer(template.serialNumber),
    template.innerAlgorithm ?? algorithm,
    template.issuer,
    template.rawValidity ?? sequence(time(template.notBefore), time(template.notAfter)),
    template.subject,
    template.spki,
    ...(extensions.length === 0 ? [] : [context(3, sequence(...extensions))]),
  )
  return sequence(tbs, algorithm, bitString(signBytes(key, tbs, choice)))
}

/** A positive serial number of 120 random bits, as CAs draw them. */
export function randomSerialNumber(): bigint {
  return BigInt(`0x4${randomBytes(15).toString('hex')}`) >> 4n
}
