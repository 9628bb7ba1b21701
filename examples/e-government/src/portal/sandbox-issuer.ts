import { formatName, parseCertificate } from '@chopmark/core'
import {
  createSandboxPki,
  type EnrolmentCode,
  type IssuedCertificate,
  SandboxEnrolment,
  type SandboxPki,
} from '@chopmark/test-pki'
import { sandboxBank } from './sandbox-kinds.js'

export const certificateKinds = [
  'good',
  'expired',
  'revoked',
  'unrecognised',
  'encipherment',
  'ending',
  'bank',
] as const
export type CertificateKind = (typeof certificateKinds)[number]

/** A sandbox e-Cert as the sandbox page hands it out. */
export interface IssuedFile {
  readonly bytes: Uint8Array
  readonly pin: string
  /** The holder as the certificate names it. */
  readonly subject: string
}

const dayMs = 24 * 60 * 60 * 1000

/** Issues sandbox e-Certs: a good one, and one for each thing that can be wrong with a certificate. */
export class SandboxIssuer {
  readonly enrolment: SandboxEnrolment
  readonly #pki: SandboxPki
  /** A CA that nobody recognises, made when first asked for. */
  #stranger: Promise<SandboxPki> | undefined

  constructor(pki: SandboxPki) {
    this.#pki = pki
    this.enrolment = new SandboxEnrolment(pki)
  }

  async issue(name: string, kind: CertificateKind, form: 'legacy' | 'modern'): Promise<IssuedFile> {
    const issued = await this.#certificate(name, kind)
    const { bytes, pin } = issued.toPkcs12({ form })
    const parsed = parseCertificate(issued.certificate)
    return { bytes, pin, subject: parsed.ok ? formatName(parsed.value.subject) : name }
  }

  /** A code with which a browser gets a certificate for a key of its own; the other kinds come as files only. */
  enrolmentCode(name: string, kind: CertificateKind): EnrolmentCode | undefined {
    if (kind === 'good') return this.enrolment.issueCode({ name })
    if (kind === 'ending') return this.enrolment.issueCode({ name, ...this.#nearItsEnd() })
    return kind === 'expired' ? this.enrolment.issueCode({ name, ...this.#past() }) : undefined
  }

  /** Twenty days left. */
  #nearItsEnd(): { readonly notBefore: Date; readonly notAfter: Date } {
    const now = this.#pki.clock().getTime()
    return { notBefore: new Date(now - 345 * dayMs), notAfter: new Date(now + 20.5 * dayMs) }
  }

  /** Over since a month ago. */
  #past(): { readonly notBefore: Date; readonly notAfter: Date } {
    const now = this.#pki.clock().getTime()
    return { notBefore: new Date(now - 400 * dayMs), notAfter: new Date(now - 30 * dayMs) }
  }

  async #certificate(name: string, kind: CertificateKind): Promise<IssuedCertificate> {
    const email = 'sandbox@example.hk'
    switch (kind) {
      case 'good':
        return this.#pki.issue('e-cert-personal', { name, email })
      case 'expired':
        return this.#pki.issue('e-cert-personal', { name, email, ...this.#past() })
      case 'revoked': {
        const certificate = await this.#pki.issue('e-cert-personal', { name, email })
        this.#pki.ca.revoke(certificate.serialNumber, 'keyCompromise')
        return certificate
      }
      case 'unrecognised':
        this.#stranger ??= createSandboxPki({ baseUrl: this.#pki.baseUrl })
        return (await this.#stranger).issue('e-cert-personal', { name, email })
      case 'ending':
        return this.#pki.issue('e-cert-personal', { name, email, ...this.#nearItsEnd() })
      case 'bank':
        return this.#pki.issue('bank-cert', { name, email, organisation: sandboxBank.en })
      case 'encipherment':
        return this.#pki.issue('e-cert-encipherment', { name, email })
    }
  }
}
