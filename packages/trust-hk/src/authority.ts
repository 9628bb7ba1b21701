import type { Confidence, LocalizedText } from '@chopmark/core'

/** Moments are ISO 8601 here, so that a person can proofread the data. */
export interface Recognition {
  readonly status: 'recognised' | 'suspended' | 'revoked'
  readonly from: string
  readonly to?: string
  readonly source: string
  readonly readOn: string
  readonly confidence: Confidence
}

/** A certification authority as the Ordinance sees it: who runs it and when it was recognised. */
export interface CertificationAuthority {
  readonly id: string
  readonly name: LocalizedText
  readonly recognition: readonly Recognition[]
  /** Hosts from which its certificates and CRLs may be fetched; no other is asked. */
  readonly hosts: readonly string[]
  readonly note?: string
}

/** One CA certificate: held as bytes, known by its fingerprint, or known by name only. */
export interface CaCertificate {
  readonly id: string
  readonly authority: string
  readonly role: 'root' | 'intermediate'
  /** RFC 4514 text. */
  readonly subject: string
  readonly issuer: string
  readonly notBefore: string
  readonly notAfter: string
  /** Of the RSA key; absent where no source states it. */
  readonly keyBits?: number
  /** Lower-case hex of the certificate's SHA-256; absent where no certificate could be had. */
  readonly sha256?: string
  /** The certificate itself, base64 DER. */
  readonly der?: string
  readonly publishedAt: string
  readonly issues: string
  readonly confidence: Confidence
}
