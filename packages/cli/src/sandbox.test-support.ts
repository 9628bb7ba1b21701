import {
  createSandboxPki,
  signCades,
  type CadesMessage,
  type ECertRequest,
  type IssuedCertificate,
  type SandboxPki,
} from '@chopmark/test-pki'
import { Scratch } from './run.test-support.js'

/** The content that the sandbox's person signs. */
export const content = new TextEncoder().encode('I move to Lantau.\r\n')

/** PEM as anybody's software writes it. */
export function pem(label: string, bytes: Uint8Array): string {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,64}/g)
  return `-----BEGIN ${label}-----\n${(lines ?? []).join('\n')}\n-----END ${label}-----\n`
}

/** A sandbox CA, a person with a certificate, and files of everything a command line may name. */
export class SandboxFiles extends Scratch {
  readonly pki: SandboxPki
  readonly person: IssuedCertificate
  /** The root certificate, DER. */
  readonly anchor: string
  /** The issuing CA's certificate, DER. */
  readonly ca: string
  readonly rootCrl: string
  readonly personCrl: string

  private constructor(pki: SandboxPki, person: IssuedCertificate) {
    super()
    this.pki = pki
    this.person = person
    this.anchor = this.file('root.crt', pki.root.certificate)
    this.ca = this.file('ca.crt', pki.ca.certificate)
    this.rootCrl = this.file('root.crl', pki.root.crl())
    this.personCrl = this.file('person.crl', this.crlFor(person))
  }

  static async create(request: ECertRequest = { keyAlgorithm: 'P-256' }): Promise<SandboxFiles> {
    const pki = await createSandboxPki()
    return new SandboxFiles(pki, await pki.issue('e-cert-personal', request))
  }

  /** The CRL that speaks for a certificate. */
  crlFor({ crlName }: IssuedCertificate): Uint8Array {
    return this.pki.ca.crl(crlName === null ? {} : { name: crlName })
  }

  /** Signs `content` as the person, unless told otherwise. */
  sign(message: Partial<CadesMessage> = {}): Uint8Array {
    return signCades({ signer: this.person, content, ...message })
  }

  /** `--anchors … --crl …` for a person who stands. */
  get evidence(): readonly string[] {
    return ['--anchors', this.anchor, '--crl', this.rootCrl, '--crl', this.personCrl, '--offline']
  }
}
