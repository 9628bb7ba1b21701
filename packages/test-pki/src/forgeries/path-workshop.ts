import type { CertificateTemplate } from '../certificate.js'
import { randomSerialNumber, signCertificate } from '../certificate.js'
import { crlNumber, signCrl } from '../crl.js'
import type { Der } from '../der/der.js'
import type { Extension } from '../extensions.js'
import {
  authorityKeyIdentifier,
  basicConstraints,
  keyUsage,
  subjectKeyIdentifier,
} from '../extensions.js'
import type { KeyAlgorithm, SignatureChoice, TestKey } from '../keys.js'
import { generateTestKey } from '../keys.js'
import { distinguishedName } from '../name.js'

/** A certification path problem: everything a validator is given. */
export interface PathCase {
  /** The one certificate to trust. */
  readonly anchor: Uint8Array
  readonly certificate: Uint8Array
  /** In no order that means anything. */
  readonly intermediates: readonly Uint8Array[]
  /** Good CRLs of every CA in play, so that only the path can be the reason to refuse. */
  readonly crls: readonly Uint8Array[]
  readonly validationTime: Date
}

/** A CA of a path case. */
export interface PathCa {
  /** DER Name. */
  readonly name: Der
  readonly key: TestKey
  readonly certificate: Uint8Array
}

/** How a certificate is to differ from the good one. */
export interface PathFlaws {
  /** DER Name in place of the usual one. */
  readonly subject?: Der
  /** Sees the usual extensions, answers those to write. */
  readonly extensions?: (standard: readonly Extension[]) => readonly Extension[]
  readonly template?: Partial<CertificateTemplate>
  readonly signature?: SignatureChoice
  readonly key?: TestKey
  readonly keyAlgorithm?: KeyAlgorithm
  /** Gets the right certificate, answers the one to use. */
  readonly tamper?: (certificate: Der) => Der
}

/** All path cases play at this moment; their certificates run from 2026-01-01 to 2027-01-01. */
export const pathValidationTime = new Date('2026-03-31T00:00:00Z')

const notBefore = new Date('2026-01-01T00:00:00Z')
const notAfter = new Date('2027-01-01T00:00:00Z')

/** Makes CAs and end entities of one case, and remembers whose CRLs it needs. */
export class PathWorkshop {
  readonly #cas: PathCa[] = []

  /** The trust anchor, self-signed. */
  async root(commonName = 'Path Root', keyAlgorithm: KeyAlgorithm = 'P-256'): Promise<PathCa> {
    return this.ca(commonName, null, { keyAlgorithm })
  }

  /** A CA under `issuer`; null: under itself. */
  async ca(commonName: string, issuer: PathCa | null, flaws: PathFlaws = {}): Promise<PathCa> {
    const key = flaws.key ?? (await generateTestKey(flaws.keyAlgorithm ?? 'P-256'))
    const name = flaws.subject ?? pathName(commonName)
    const standard = [basicConstraints(true), keyUsage(['keyCertSign', 'cRLSign'])]
    const certificate = certify(issuer ?? { name, key }, name, key, standard, flaws)
    const made = { name, key, certificate }
    this.#cas.push(made)
    return made
  }

  /** An end entity that may sign. */
  async leaf(issuer: PathCa, flaws: PathFlaws = {}): Promise<PathCa> {
    const key = flaws.key ?? (await generateTestKey(flaws.keyAlgorithm ?? 'P-256'))
    const name = flaws.subject ?? pathName('Path Signer')
    const standard = [keyUsage(['digitalSignature', 'nonRepudiation'])]
    return { name, key, certificate: certify(issuer, name, key, standard, flaws) }
  }

  /** The case, with a CRL of every CA made here. */
  finish(
    anchor: PathCa,
    certificate: PathCa,
    intermediates: readonly PathCa[],
    validationTime = pathValidationTime,
  ): PathCase {
    return {
      anchor: anchor.certificate,
      certificate: certificate.certificate,
      intermediates: intermediates.map((ca) => ca.certificate),
      crls: this.#cas.map((ca) => emptyCrl(ca, validationTime)),
      validationTime,
    }
  }
}

/** DER Name of a party in a path case. */
export function pathName(commonName: string): Der {
  return distinguishedName(['C', 'HK'], ['O', 'Chopmark Test Paths'], ['CN', commonName])
}

function certify(
  issuer: { readonly name: Der; readonly key: TestKey },
  subject: Der,
  key: TestKey,
  standard: readonly Extension[],
  flaws: PathFlaws,
): Uint8Array {
  const usual = [
    ...standard,
    subjectKeyIdentifier(key.spki),
    authorityKeyIdentifier(issuer.key.spki),
  ]
  const template: CertificateTemplate = {
    serialNumber: randomSerialNumber(),
    issuer: issuer.name,
    subject,
    notBefore,
    notAfter,
    spki: key.spki,
    extensions: flaws.extensions?.(usual) ?? usual,
    ...flaws.template,
  }
  const certificate = signCertificate(template, issuer.key, flaws.signature)
  return flaws.tamper?.(certificate) ?? certificate
}

function emptyCrl(ca: PathCa, validationTime: Date): Uint8Array {
  return signCrl(
    {
      issuer: ca.name,
      thisUpdate: new Date(validationTime.getTime() - 3_600_000),
      nextUpdate: new Date(validationTime.getTime() + 24 * 3_600_000),
      entries: [],
      extensions: [authorityKeyIdentifier(ca.key.spki), crlNumber(1)],
    },
    ca.key,
  )
}
