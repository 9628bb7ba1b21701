import type { CrlTemplate, RevocationReason, RevokedEntry } from '../crl.js'
import { crlNumber, issuingDistributionPoint, signCrl } from '../crl.js'
import type { Der } from '../der/der.js'
import type { Extension } from '../extensions.js'
import { authorityKeyIdentifier } from '../extensions.js'
import type { SignatureChoice, TestKey } from '../keys.js'
import type { OcspStatus } from '../ocsp.js'
import type { SandboxState } from './sandbox-state.js'

/** How a CRL is to differ from the good one. */
export interface CrlOptions {
  /** Name of the partition, as in `IssuedCertificate.crlName`; default the full CRL. */
  readonly name?: string
  /** Default the sandbox's clock. */
  readonly thisUpdate?: Date
  /** Default one day after `thisUpdate`; null leaves it out. */
  readonly nextUpdate?: Date | null
  /** Default seconds since 1970 of `thisUpdate`. */
  readonly number?: number | bigint
  /** Default a critical IDP with the partition's URL, none for the full CRL; null leaves it out. */
  readonly issuingDistributionPoint?: Extension | null
  /** Entries besides the revoked certificates of the partition. */
  readonly extraEntries?: readonly RevokedEntry[]
  readonly extensions?: (standard: readonly Extension[]) => readonly Extension[]
  readonly signature?: SignatureChoice
  /** Signs instead of the authority's own key. */
  readonly key?: TestKey
  /** DER Name instead of the authority's own. */
  readonly issuer?: Der
}

/** A sandbox CA: name, key, certificate, and what it has revoked. */
export class SandboxAuthority {
  /** The `<name>` of `/crl/<name>.crl` for the CRL over everything it issued. */
  readonly crlName: string
  /** DER Name. */
  readonly name: Der
  readonly key: TestKey
  readonly #id: 'root' | 'ca'
  readonly #context: AuthorityContext
  #certificate: Uint8Array

  /** @internal Made by `createSandboxPki`. */
  constructor(
    id: 'root' | 'ca',
    facts: {
      readonly crlName: string
      readonly name: Der
      readonly key: TestKey
      readonly certificate: Uint8Array
    },
    context: AuthorityContext,
  ) {
    this.#id = id
    this.crlName = facts.crlName
    this.name = facts.name
    this.key = facts.key
    this.#certificate = facts.certificate
    this.#context = context
  }

  /** DER. Written anew, same name and key, when the sandbox moves to another address. */
  get certificate(): Uint8Array {
    return this.#certificate
  }

  /** @internal */
  replaceCertificate(certificate: Uint8Array): void {
    this.#certificate = certificate
  }

  /** Where this authority's CRL of that name is published. */
  crlUrl(name = this.crlName): string {
    return `${this.#context.baseUrl()}/crl/${name}.crl`
  }

  /** Where this authority's certificate is published. */
  certificateUrl(): string {
    return `${this.#context.baseUrl()}/ca/${this.crlName}.crt`
  }

  /**
   * Revokes, or with `certificateHold` suspends. Again on the same certificate: the later call stands.
   * @param serialNumber - Lower-case hex, as `IssuedCertificate.serialNumber`.
   * @param invalidityDate - From when the key is suspected to be compromised; stands in the CRL, RFC 5280 §5.3.2.
   */
  revoke(
    serialNumber: string,
    reason: RevocationReason = 'unspecified',
    date?: Date,
    invalidityDate?: Date,
  ): void {
    const when = date ?? this.#context.clock()
    this.#context.state.revoke(this.#id, serialNumber, reason, when, invalidityDate)
  }

  /** Suspends: `revoke(serialNumber, 'certificateHold', date)`. */
  hold(serialNumber: string, date?: Date): void {
    this.revoke(serialNumber, 'certificateHold', date)
  }

  /** Takes a suspension (or, in a sandbox, a revocation) back: the next CRL no longer lists it. */
  unhold(serialNumber: string): void {
    this.#context.state.restore(this.#id, serialNumber)
  }

  /** What an OCSP responder would say: unknown for serial numbers this authority never issued. */
  status(serialNumber: string, at?: Date): OcspStatus {
    return this.#context.state.status(this.#id, serialNumber, at ?? this.#context.clock())
  }

  /** @internal Remembers an issued serial number and the CRL that speaks for it. */
  noteIssued(serialNumber: string, crlName: string): void {
    this.#context.state.issue(this.#id, serialNumber, crlName)
  }

  /** Signs a CRL, DER: by default good, full and fresh. */
  crl(options: CrlOptions = {}): Uint8Array {
    const name = options.name ?? this.crlName
    const thisUpdate = options.thisUpdate ?? this.#context.clock()
    const partition = name === this.crlName ? undefined : name
    const usualScope =
      partition === undefined ? null : issuingDistributionPoint({ url: this.crlUrl(partition) })
    const scope =
      options.issuingDistributionPoint === undefined ? usualScope : options.issuingDistributionPoint
    const standard: readonly Extension[] = [
      authorityKeyIdentifier(this.key.spki),
      crlNumber(options.number ?? Math.floor(thisUpdate.getTime() / 1000)),
      ...(scope === null ? [] : [scope]),
    ]
    const entries = this.#context.state.revoked(this.#id, partition, thisUpdate)
    const template: CrlTemplate = {
      issuer: options.issuer ?? this.name,
      thisUpdate,
      nextUpdate:
        options.nextUpdate === undefined
          ? new Date(thisUpdate.getTime() + 24 * 3_600_000)
          : options.nextUpdate,
      entries: [...entries, ...(options.extraEntries ?? [])],
      extensions: options.extensions?.(standard) ?? standard,
    }
    return signCrl(template, options.key ?? this.key, options.signature)
  }
}

/** What an authority shares with its sandbox. */
export interface AuthorityContext {
  readonly clock: () => Date
  readonly baseUrl: () => string
  readonly state: SandboxState
}
