import { formatName, parseCertificate } from '@chopmark/core'
import { createSandboxPki, type IssuedCertificate, type SandboxPki } from '@chopmark/test-pki'

export const certificateKinds = [
  'good',
  'expired',
  'revoked',
  'unrecognised',
  'encipherment',
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
  readonly #pki: SandboxPki
  /** A CA that nobody recognises, made when first asked for. */
  #stranger: Promise<SandboxPki> | undefined

  constructor(pki: SandboxPki) {
    this.#pki = pki
  }

  async issue(name: string, kind: CertificateKind, form: 'legacy' | 'modern'): Promise<IssuedFile> {
    const issued = await this.#certificate(name, kind)
    const { bytes, pin } = issued.toPkcs12({ form })
    const parsed = parseCertificate(issued.certificate)
    return { bytes, pin, subject: parsed.ok ? formatName(parsed.value.subject) : name }
  }

  async #certificate(name: string, kind: CertificateKind): Promise<IssuedCertificate> {
    const email = 'sandbox@example.hk'
    const now = this.#pki.clock().getTime()
    switch (kind) {
      case 'good':
        return this.#pki.issue('e-cert-personal', { name, email })
      case 'expired':
        return this.#pki.issue('e-cert-personal', {
          name,
          email,
          notBefore: new Date(now - 400 * dayMs),
          notAfter: new Date(now - 30 * dayMs),
        })
      case 'revoked': {
        const certificate = await this.#pki.issue('e-cert-personal', { name, email })
        this.#pki.ca.revoke(certificate.serialNumber, 'keyCompromise')
        return certificate
      }
      case 'unrecognised':
        this.#stranger ??= createSandboxPki({ baseUrl: this.#pki.baseUrl })
        return (await this.#stranger).issue('e-cert-personal', { name, email })
      case 'encipherment':
        return this.#pki.issue('e-cert-encipherment', { name, email })
    }
  }
}
