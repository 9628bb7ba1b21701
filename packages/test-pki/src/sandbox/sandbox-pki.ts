import { randomInt } from 'node:crypto'
import { randomSerialNumber, signCertificate } from '../certificate.js'
import type { Der } from '../der/der.js'
import { descend } from '../der/read.js'
import type { Extension } from '../extensions.js'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoints,
  extKeyUsage,
  extKeyUsageOids,
  keyUsage,
  ocspNocheck,
  subjectKeyIdentifier,
} from '../extensions.js'
import type { KeyAlgorithm, SignatureChoice, TestKey } from '../keys.js'
import { generateTestKey } from '../keys.js'
import type { CrlOptions, SandboxAuthority } from './authority.js'
import type { ECertKind, ECertRequest } from './e-cert.js'
import { eCertExtensions, eCertSubject } from './e-cert.js'
import type { IssuedCertificate } from './issued-certificate.js'
import { issuedCertificate, serialHex } from './issued-certificate.js'
import { sandboxName } from './names.js'
import type { OcspOptions } from './sandbox-ocsp.js'
import { answerOcsp, signSandboxOcsp } from './sandbox-ocsp.js'
import type { TimestampOptions } from './sandbox-timestamp.js'
import { answerTimestamp, signSandboxTimestamp } from './sandbox-timestamp.js'

/** Personal certificates are spread over this many CRLs, as Hongkong Post spreads them. */
const partitions = 3

/** Any certificate a sandbox authority is to sign. */
export interface IssueRequest {
  /** DER Name. */
  readonly subject: Der
  readonly keyAlgorithm?: KeyAlgorithm
  /** Certifies this key instead of a new one. */
  readonly key?: TestKey
  readonly notBefore?: Date
  readonly notAfter?: Date
  readonly serialNumber?: bigint
  readonly version?: 1 | 2 | 3
  /** Gets the certificate's SubjectPublicKeyInfo and answers all extensions. */
  readonly extensions: (spki: Der) => readonly Extension[]
  /** Default the authority's full CRL. */
  readonly crlName?: string
  readonly signature?: SignatureChoice
}

/** A whole certification authority in memory. Made by `createSandboxPki`. */
export class SandboxPki {
  readonly root: SandboxAuthority
  readonly ca: SandboxAuthority
  readonly clock: () => Date
  readonly #baseUrl: () => string
  readonly #rebase: (url: string) => void
  #ocspResponder: Promise<IssuedCertificate> | null = null
  #timestampUnit: Promise<IssuedCertificate> | null = null

  /** @internal */
  constructor(facts: {
    readonly root: SandboxAuthority
    readonly ca: SandboxAuthority
    readonly clock: () => Date
    readonly baseUrl: () => string
    readonly rebase: (url: string) => void
  }) {
    this.root = facts.root
    this.ca = facts.ca
    this.clock = facts.clock
    this.#baseUrl = facts.baseUrl
    this.#rebase = facts.rebase
  }

  /** Since when the root is valid. */
  get rootNotBefore(): Date {
    return notBeforeOf(this.root.certificate)
  }

  /** Start of the addresses in certificates issued from now on. */
  get baseUrl(): string {
    return this.#baseUrl()
  }

  /** Moves to another address: the CA's certificate is written anew; certificates issued before keep the old address. */
  rebase(url: string): void {
    this.#rebase(url)
    this.#ocspResponder = null
    this.#timestampUnit = null
  }

  /** Issues a look-alike e-Cert; without `request`, one for CHAN TAI MAN. */
  async issue(kind: ECertKind, request: ECertRequest = {}): Promise<IssuedCertificate> {
    const crlName =
      kind === 'e-cert-personal'
        ? `SandboxECertCA1CRL1_${randomInt(1, partitions + 1)
            .toString()
            .padStart(5, '0')}`
        : 'SandboxECertCA1CRL2'
    const { keyAlgorithm, notBefore, notAfter } = request
    return this.issueFrom(this.ca, {
      subject: eCertSubject(kind, request),
      ...(keyAlgorithm === undefined ? {} : { keyAlgorithm }),
      ...(notBefore === undefined ? {} : { notBefore }),
      ...(notAfter === undefined ? {} : { notAfter }),
      crlName,
      extensions: (spki) =>
        eCertExtensions(kind, request, {
          spki,
          issuerSpki: this.ca.key.spki,
          crlUrl: this.ca.crlUrl(crlName),
          issuerUrl: this.ca.certificateUrl(),
          ocspUrl: `${this.baseUrl}/ocsp`,
          cpsUrl: `${this.baseUrl}/cps`,
        }),
    })
  }

  /** Has the root or the CA sign any certificate at all. */
  async issueFrom(authority: SandboxAuthority, request: IssueRequest): Promise<IssuedCertificate> {
    const key = request.key ?? (await generateTestKey(request.keyAlgorithm ?? 'RSA-2048'))
    const notBefore = request.notBefore ?? new Date(this.clock().getTime() - 60_000)
    const serialNumber = request.serialNumber ?? randomSerialNumber()
    const certificate = signCertificate(
      {
        ...(request.version === undefined ? {} : { version: request.version }),
        serialNumber,
        issuer: authority.name,
        subject: request.subject,
        notBefore,
        notAfter: request.notAfter ?? yearsAfter(notBefore, 3),
        spki: key.spki,
        extensions: request.extensions(key.spki),
      },
      authority.key,
      request.signature,
    )
    const crlName = request.crlName ?? authority.crlName
    authority.noteIssued(serialHex(serialNumber), crlName)
    return issuedCertificate({
      certificate,
      chain: authority === this.ca ? [this.ca.certificate] : [],
      serialNumber: serialHex(serialNumber),
      subject: request.subject,
      issuer: authority.name,
      key,
      crlName,
    })
  }

  /** CRL that speaks for a certificate of this sandbox, DER. */
  crlFor(certificate: IssuedCertificate): Uint8Array {
    const { crlName } = certificate
    const ofRoot = Buffer.from(this.root.name).equals(certificate.issuer)
    const authority = ofRoot ? this.root : this.ca
    return authority.crl(crlName === null ? {} : { name: crlName })
  }

  /** A CRL by the name in its address (`/crl/<name>.crl`), or null when there is none of that name. */
  crlNamed(name: string, options: Omit<CrlOptions, 'name'> = {}): Uint8Array | null {
    if (name === this.root.crlName) return this.root.crl(options)
    if (name === this.ca.crlName || /^SandboxECertCA1CRL(1_\d{5}|2)$/.test(name)) {
      return this.ca.crl({ ...options, name })
    }
    return null
  }

  /** The CA's delegated responder: id-kp-OCSPSigning and nocheck. */
  ocspResponder(): Promise<IssuedCertificate> {
    this.#ocspResponder ??= this.issueOcspResponder()
    return this.#ocspResponder
  }

  /** Another delegated responder, with what RFC 6960 §4.2.2.2 asks for left out on demand. */
  issueOcspResponder(
    flaws: {
      readonly withoutExtKeyUsage?: boolean
      readonly withoutNocheck?: boolean
      readonly issuedBy?: SandboxAuthority
      readonly notBefore?: Date
      readonly notAfter?: Date
    } = {},
  ): Promise<IssuedCertificate> {
    const authority = flaws.issuedBy ?? this.ca
    return this.issueFrom(authority, {
      subject: sandboxName('Chopmark SANDBOX OCSP Responder'),
      keyAlgorithm: 'P-256',
      ...(flaws.notBefore === undefined ? {} : { notBefore: flaws.notBefore }),
      ...(flaws.notAfter === undefined ? {} : { notAfter: flaws.notAfter }),
      extensions: (spki) => [
        authorityKeyIdentifier(authority.key.spki),
        subjectKeyIdentifier(spki),
        basicConstraints(false),
        keyUsage(['digitalSignature']),
        ...(flaws.withoutExtKeyUsage === true ? [] : [extKeyUsage([extKeyUsageOids.ocspSigning])]),
        ...(flaws.withoutNocheck === true
          ? [crlDistributionPoints([authority.crlUrl()])]
          : [ocspNocheck()]),
      ],
    })
  }

  /** An OCSP response, DER, about certificates of the CA (or of `options.authority`). */
  ocsp(about: readonly IssuedCertificate[], options: OcspOptions = {}): Promise<Uint8Array> {
    return signSandboxOcsp(this, about, options)
  }

  /** What the OCSP server answers to an OCSPRequest, DER: malformedRequest to other bytes. */
  answerOcsp(request: Uint8Array, options: OcspOptions = {}): Promise<Uint8Array> {
    return answerOcsp(this, request, options)
  }

  /** The certificate and key that sign timestamps, issued by the root. */
  timestampUnit(): Promise<IssuedCertificate> {
    this.#timestampUnit ??= this.issueTimestampUnit()
    return this.#timestampUnit
  }

  /** Another time-stamping unit, with what RFC 3161 §2.3 asks for left out on demand. */
  issueTimestampUnit(
    flaws: {
      readonly extKeyUsage?: 'critical' | 'not-critical' | 'absent'
      /** Default P-256. */
      readonly keyAlgorithm?: KeyAlgorithm
      readonly notBefore?: Date
      readonly notAfter?: Date
    } = {},
  ): Promise<IssuedCertificate> {
    const purpose = flaws.extKeyUsage ?? 'critical'
    const notBefore = flaws.notBefore ?? new Date(this.clock().getTime() - 24 * 3_600_000)
    return this.issueFrom(this.root, {
      subject: sandboxName('Chopmark SANDBOX TSA'),
      keyAlgorithm: flaws.keyAlgorithm ?? 'P-256',
      notBefore,
      notAfter: flaws.notAfter ?? yearsAfter(notBefore, 10),
      extensions: (spki) => [
        authorityKeyIdentifier(this.root.key.spki),
        subjectKeyIdentifier(spki),
        basicConstraints(false),
        keyUsage(['digitalSignature']),
        ...(purpose === 'absent'
          ? []
          : [extKeyUsage([extKeyUsageOids.timeStamping], purpose === 'critical')]),
        crlDistributionPoints([this.root.crlUrl()]),
        authorityInfoAccess({ caIssuers: this.root.certificateUrl() }),
      ],
    })
  }

  /** An RFC 3161 TimeStampToken, DER, over some bytes. */
  timestamp(data: Uint8Array, options: TimestampOptions = {}): Promise<Uint8Array> {
    return signSandboxTimestamp(this, data, options)
  }

  /** What the TSA answers to a TimeStampReq, DER: a rejection to other bytes. */
  answerTimestamp(request: Uint8Array, options: TimestampOptions = {}): Promise<Uint8Array> {
    return answerTimestamp(this, request, options)
  }
}

function notBeforeOf(certificate: Der): Date {
  const text = Buffer.from(descend(certificate, 0, 4, 0).content).toString('latin1')
  const [, year, month, day, hour, minute, second] =
    /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? []
  return new Date(`20${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

function yearsAfter(date: Date, years: number): Date {
  const later = new Date(date)
  later.setUTCFullYear(later.getUTCFullYear() + years)
  return later
}
