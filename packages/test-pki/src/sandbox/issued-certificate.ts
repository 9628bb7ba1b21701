import { randomInt } from 'node:crypto'
import type { Der } from '../der/der.js'
import type { SignatureChoice, TestKey } from '../keys.js'
import { signBytes } from '../keys.js'
import type { Pkcs12Form } from '../pkcs12.js'
import { writePkcs12 } from '../pkcs12.js'

/** A certificate with its key, ready to sign, to be revoked or to be handed out as a file. */
export interface IssuedCertificate {
  /** DER. */
  readonly certificate: Uint8Array
  /** Issuers upwards, DER, without the root. */
  readonly chain: readonly Uint8Array[]
  /** Lower-case hex of an even number of digits, as `revoke` takes it. */
  readonly serialNumber: string
  /** DER Name. */
  readonly subject: Der
  /** DER Name. */
  readonly issuer: Der
  readonly key: TestKey
  /** Name of the CRL that speaks for it, the `<name>` of `/crl/<name>.crl`; null outside an authority with CRLs. */
  readonly crlName: string | null
  /** Signs with the key's usual algorithm, or as chosen. Asynchronous so that a card or remote signer can stand in. */
  sign(data: Uint8Array, choice?: SignatureChoice): Promise<Uint8Array>
  /**
   * The certificate file as its holder receives it.
   * @returns The .p12 bytes, and the PIN: the one given, or eight random digits.
   */
  toPkcs12(options?: {
    readonly pin?: string
    /** Default `legacy`, which is what people hold. */
    readonly form?: Pkcs12Form
    readonly friendlyName?: string
    readonly iterations?: number
    /** Default true: the issuers go into the file too. */
    readonly withChain?: boolean
  }): { readonly bytes: Uint8Array; readonly pin: string }
}

/** Gives a certificate and its key the methods. */
export function issuedCertificate(
  facts: Omit<IssuedCertificate, 'sign' | 'toPkcs12'>,
): IssuedCertificate {
  return {
    ...facts,
    sign: (data, choice) => Promise.resolve(signBytes(facts.key, data, choice)),
    toPkcs12({ pin, form = 'legacy', friendlyName, iterations, withChain = true } = {}) {
      const settled =
        pin ??
        randomInt(10 ** 8)
          .toString()
          .padStart(8, '0')
      const certificates: [Der, ...Der[]] = [facts.certificate, ...(withChain ? facts.chain : [])]
      const bytes = writePkcs12(facts.key, certificates, {
        form,
        pin: settled,
        ...(friendlyName === undefined ? {} : { friendlyName }),
        ...(iterations === undefined ? {} : { iterations }),
      })
      return { bytes, pin: settled }
    },
  }
}

/** Serial number as `serialNumber` and `revoke` spell it. */
export function serialHex(serialNumber: bigint): string {
  const hex = serialNumber.toString(16)
  return hex.length % 2 === 0 ? hex : `0${hex}`
}
