import { createPublicKey, randomBytes, X509Certificate } from 'node:crypto'
import { randomSerialNumber, signCertificate } from '../certificate.js'
import type { Der } from '../der/der.js'
import { descend } from '../der/read.js'
import { eCertExtensions, eCertSubject } from '../sandbox/e-cert.js'
import { serialHex } from '../sandbox/issued-certificate.js'
import type { SandboxPki } from '../sandbox/sandbox-pki.js'
import { type EnrolmentCode, EnrolmentCodes, type EnrolmentHolder } from './enrolment-codes.js'
import {
  type CertificationRequest,
  readCertificationRequest,
  signedBy,
} from './read-certification-request.js'

export interface EnrolmentRequest extends EnrolmentCode {
  /** DER PKCS #10, its challengePassword a challenge of this authority. */
  readonly certificationRequest: Uint8Array
}

export interface RenewalRequest {
  /** DER PKCS #10 of the key to be certified: the same key, or a new one. */
  readonly certificationRequest: Uint8Array
  /** The certificate that runs out, DER. */
  readonly certificate: Uint8Array
  /** The current key's signature over the request's CertificationRequestInfo; not needed when it is the same key. */
  readonly proof?: Uint8Array
}

/** Why no certificate was issued. */
export type EnrolmentRefusal =
  | 'CODE_WRONG'
  | 'CODE_USED'
  | 'CODE_EXPIRED'
  | 'CODE_LOCKED'
  | 'REQUEST_MALFORMED'
  | 'KEY_REFUSED'
  | 'POSSESSION_NOT_PROVEN'
  | 'CHALLENGE_UNKNOWN'
  | 'CERTIFICATE_UNKNOWN'
  | 'CERTIFICATE_REVOKED'
  | 'RENEWAL_TOO_EARLY'
  | 'RENEWAL_TOO_LATE'

export type EnrolmentAnswer =
  | { readonly ok: true; readonly certificate: Uint8Array; readonly chain: readonly Uint8Array[] }
  | { readonly ok: false; readonly refusal: EnrolmentRefusal; readonly triesLeft?: number }

export interface EnrolmentOptions {
  /** How long a code can be used, milliseconds; default a day. */
  readonly codeLifetimeMs?: number
}

const dayMs = 24 * 3_600_000
/** Renewal opens this long before the end of the certificate… */
export const renewalOpensMs = 60 * dayMs
/** …and closes this long after it. */
export const renewalClosesMs = 90 * dayMs
const challengeLifetimeMs = 5 * 60_000
const maxChallenges = 1000
const years = 3

/**
 * The enrolment desk of the sandbox CA: certifies keys that were made elsewhere and never leave there. Codes and challenges
 * are kept in memory; what was issued is kept with the CA.
 */
export class SandboxEnrolment {
  readonly #pki: SandboxPki
  readonly #codes: EnrolmentCodes
  readonly #challenges = new Map<string, number>()

  constructor(pki: SandboxPki, options: EnrolmentOptions = {}) {
    this.#pki = pki
    this.#codes = new EnrolmentCodes(pki.clock, options.codeLifetimeMs ?? dayMs)
  }

  /** A one-time code for a holder whose identity has been established: what a PIN envelope carries. */
  issueCode(holder: EnrolmentHolder): EnrolmentCode {
    return this.#codes.issue(holder)
  }

  /** A challenge for one request, good for five minutes: 43 characters of base64url. */
  challenge(): string {
    const now = this.#pki.clock().getTime()
    for (const [old, until] of this.#challenges) {
      if (until > now && this.#challenges.size < maxChallenges) break
      this.#challenges.delete(old)
    }
    const challenge = randomBytes(32).toString('base64url')
    this.#challenges.set(challenge, now + challengeLifetimeMs)
    return challenge
  }

  /**
   * Issues an e-Cert (Personal) look-alike for the holder of a code. The same key with the same code once more, after an
   * answer that got lost, gets the same certificate.
   */
  enrol(request: EnrolmentRequest): EnrolmentAnswer {
    const asked = this.#read(request.certificationRequest)
    if (typeof asked === 'string') return refused(asked)
    const found = this.#codes.find(request.referenceNumber, request.pin)
    switch (found.kind) {
      case 'wrong':
        return { ...refused('CODE_WRONG'), triesLeft: found.triesLeft }
      case 'locked':
        return refused('CODE_LOCKED')
      case 'expired':
        return refused('CODE_EXPIRED')
      case 'good': {
        const { entry } = found
        if (entry.used !== undefined) {
          return Buffer.compare(entry.used.spki, asked.spki) === 0
            ? this.#answer(entry.used.certificate)
            : refused('CODE_USED')
        }
        const { name, notBefore, notAfter } = entry.holder
        const subject = eCertSubject('e-cert-personal', { name })
        const certificate = this.#issue(subject, asked.spki, { notBefore, notAfter })
        entry.used = { spki: asked.spki, certificate }
        return this.#answer(certificate)
      }
    }
  }

  /** Issues a certificate for the holder of one that is about to end, against the signature of its key. */
  renew(request: RenewalRequest): EnrolmentAnswer {
    const asked = this.#read(request.certificationRequest)
    if (typeof asked === 'string') return refused(asked)
    const current = this.#ownCertificate(request.certificate)
    if (current === undefined) return refused('CERTIFICATE_UNKNOWN')
    const sameKey = Buffer.compare(current.spki, asked.spki) === 0
    const proven =
      sameKey || (request.proof !== undefined && signedBy(current.spki, asked.info, request.proof))
    if (!proven) return refused('POSSESSION_NOT_PROVEN')
    if (this.#pki.ca.status(current.serialNumber).status !== 'good') {
      return refused('CERTIFICATE_REVOKED')
    }
    const now = this.#pki.clock().getTime()
    if (now < current.notAfter - renewalOpensMs) return refused('RENEWAL_TOO_EARLY')
    if (now > current.notAfter + renewalClosesMs) return refused('RENEWAL_TOO_LATE')
    return this.#answer(this.#issue(current.subject, asked.spki, {}))
  }

  /** Possession, and that it was shown just now: a challenge is taken back by the first request that names it. */
  #read(
    bytes: Uint8Array,
  ): CertificationRequest | Extract<EnrolmentAnswer, { ok: false }>['refusal'] {
    const asked = readCertificationRequest(bytes)
    switch (asked) {
      case 'MALFORMED':
        return 'REQUEST_MALFORMED'
      case 'KEY':
        return 'KEY_REFUSED'
      case 'POSSESSION':
        return 'POSSESSION_NOT_PROVEN'
      default: {
        const { challenge = '' } = asked
        const until = this.#challenges.get(challenge) ?? 0
        this.#challenges.delete(challenge)
        return this.#pki.clock().getTime() < until ? asked : 'CHALLENGE_UNKNOWN'
      }
    }
  }

  #ownCertificate(bytes: Uint8Array):
    | {
        readonly subject: Der
        readonly spki: Der
        readonly serialNumber: string
        readonly notAfter: number
      }
    | undefined {
    const { spki } = this.#pki.ca.key
    const caKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    try {
      const certificate = new X509Certificate(bytes)
      if (Buffer.compare(certificate.raw, bytes) !== 0 || !certificate.verify(caKey)) {
        return undefined
      }
      return {
        subject: descend(bytes, 0, 5).raw,
        spki: descend(bytes, 0, 6).raw,
        serialNumber: serialHex(BigInt(`0x${certificate.serialNumber}`)),
        notAfter: Date.parse(certificate.validTo),
      }
    } catch {
      return undefined
    }
  }

  #issue(
    subject: Der,
    spki: Der,
    validity: { readonly notBefore?: Date | undefined; readonly notAfter?: Date | undefined },
  ): Uint8Array {
    const { ca, baseUrl } = this.#pki
    const notBefore = validity.notBefore ?? new Date(this.#pki.clock().getTime() - 60_000)
    const end = new Date(notBefore)
    end.setUTCFullYear(end.getUTCFullYear() + years)
    const serialNumber = randomSerialNumber()
    const crlName = 'SandboxECertCA1CRL1_00001'
    const certificate = signCertificate(
      {
        serialNumber,
        issuer: ca.name,
        subject,
        notBefore,
        notAfter: validity.notAfter ?? end,
        spki,
        // A signing key made by its holder: no keyEncipherment, since nobody keeps a copy to decrypt with.
        extensions: eCertExtensions(
          'e-cert-personal',
          { keyUsage: ['digitalSignature', 'nonRepudiation'] },
          {
            spki,
            issuerSpki: ca.key.spki,
            crlUrl: ca.crlUrl(crlName),
            issuerUrl: ca.certificateUrl(),
            ocspUrl: `${baseUrl}/ocsp`,
            cpsUrl: `${baseUrl}/cps`,
          },
        ),
      },
      ca.key,
    )
    ca.noteIssued(serialHex(serialNumber), crlName)
    return certificate
  }

  #answer(certificate: Uint8Array): EnrolmentAnswer {
    return { ok: true, certificate, chain: [this.#pki.ca.certificate] }
  }
}

function refused(refusal: EnrolmentRefusal): Extract<EnrolmentAnswer, { ok: false }> {
  return { ok: false, refusal }
}
