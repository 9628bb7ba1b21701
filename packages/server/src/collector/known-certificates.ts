import { createHash } from 'node:crypto'
import {
  type Certificate,
  type Name,
  parseCertificate,
  type SubjectPublicKeyInfo,
  type TrustAnchors,
} from '@chopmark/core'
import { enclosedItems, type Evidence } from '@chopmark/verify'
import { toHex } from '../encoding.js'

/** Who may have issued a certificate: a name and a key, which is all that an OCSP request needs. */
export interface Issuer {
  readonly name: Name
  readonly subjectPublicKeyInfo: SubjectPublicKeyInfo
}

/** More certificates than this in one message are not looked at; honest ones carry a handful. */
const maxCertificates = 200

const sha256 = (bytes: Uint8Array): string =>
  toHex(new Uint8Array(createHash('sha256').update(bytes).digest()))

/** Finds certificates among the evidence, for the sources. Nothing here is trusted. */
export class KnownCertificates {
  readonly #bySha256 = new Map<string, Certificate>()
  readonly #anchors: readonly Issuer[]

  constructor(anchors: TrustAnchors) {
    this.#anchors = anchors.filter((anchor) => anchor.kind === 'held')
  }

  /** Adds one certificate; bytes that are none are passed over. */
  add(bytes: Uint8Array): void {
    const digest = sha256(bytes)
    if (this.#bySha256.size >= maxCertificates || this.#bySha256.has(digest)) return
    const parsed = parseCertificate(bytes)
    if (parsed.ok) this.#bySha256.set(digest, parsed.value)
  }

  /** Adds those that the evidence holds: in the message, and collected beside it. */
  addEvidence({ document, items }: Evidence): void {
    const enclosed = document.ok ? document.value.signatures.flatMap(enclosedItems) : []
    for (const item of [...items, ...enclosed]) {
      if (item.kind === 'certificate') this.add(item.bytes)
    }
  }

  /** @param digest - Lower-case hex SHA-256. */
  find(digest: string): Certificate | undefined {
    return this.#bySha256.get(digest)
  }

  /** Certificates and anchors whose subject stands as issuer in this certificate, each key once. */
  issuersOf(certificate: Certificate): readonly Issuer[] {
    const held = [...this.#bySha256.values()].map(({ subject, subjectPublicKeyInfo }) => ({
      name: subject,
      subjectPublicKeyInfo,
    }))
    const wanted = toHex(certificate.issuer.raw)
    const byKey = new Map<string, Issuer>()
    for (const issuer of [...this.#anchors, ...held]) {
      if (toHex(issuer.name.raw) !== wanted) continue
      byKey.set(toHex(issuer.subjectPublicKeyInfo.raw), issuer)
    }
    return [...byKey.values()]
  }
}

/** Certificates from elsewhere than the message, found by subject or digest without parsing them anew for each signature. */
export class CertificateShelf {
  readonly #certificates = new Map<
    string,
    { readonly bytes: Uint8Array; readonly subject: string }
  >()

  /** Adds what is new; bytes that are no certificate are passed over. */
  add(certificates: readonly Uint8Array[]): void {
    for (const bytes of certificates) {
      const digest = sha256(bytes)
      if (this.#certificates.has(digest)) continue
      const parsed = parseCertificate(bytes)
      if (parsed.ok) {
        this.#certificates.set(digest, { bytes, subject: toHex(parsed.value.subject.raw) })
      }
    }
  }

  find(digest: string): Uint8Array | undefined {
    return this.#certificates.get(digest)?.bytes
  }

  withSubject(name: Name): readonly Uint8Array[] {
    const wanted = toHex(name.raw)
    return [...this.#certificates.values()]
      .filter(({ subject }) => subject === wanted)
      .map(({ bytes }) => bytes)
  }
}
