import type { IssuedCertificate } from '../sandbox/issued-certificate.js'
import type { SandboxPki } from '../sandbox/sandbox-pki.js'

/** What every verifier worth the name must answer: at least "not TOTAL-PASSED", and where the standard leaves no choice, which. */
export type ExpectedVerdict =
  | { readonly indication: 'TOTAL-PASSED' | 'not TOTAL-PASSED' }
  | {
      readonly indication: 'TOTAL-FAILED' | 'INDETERMINATE'
      readonly subIndication: string
    }

/** What forgeries are made from. The attacker has these signatures; sometimes a careless signer's key, never the CA's. */
export interface ForgeryMaterial {
  readonly pki: SandboxPki
  /** A good personal e-Cert, RSA-2048. */
  readonly signer: IssuedCertificate
  readonly content: Uint8Array
}

/** A signature as it arrives at a verifier. */
export interface SignatureCase {
  /** The CMS message. */
  readonly signature: Uint8Array
  /** The content it comes with; attached when `detached` is false. */
  readonly content: Uint8Array
  readonly detached: boolean
  /** CRLs that are good, so that only the forgery can be the reason to refuse. */
  readonly crls: readonly Uint8Array[]
  /** The one certificate to trust. */
  readonly anchor: Uint8Array
}

/** A forged (or, as control, a good) signature: made on demand. */
export interface CmsForgery {
  /** Kebab-case, unique, stable. */
  readonly id: string
  /** Row of the table of attacks in the project's guide, or the letter of the measured case. */
  readonly row: string
  readonly description: string
  /** Of the main signature, or of the counter-signature where `about` says so. */
  readonly expected: ExpectedVerdict
  readonly about: 'signature' | 'counter-signature'
  readonly make: (material: ForgeryMaterial) => Promise<SignatureCase>
}

export const notPassed: ExpectedVerdict = { indication: 'not TOTAL-PASSED' }
export const formatFailure: ExpectedVerdict = {
  indication: 'TOTAL-FAILED',
  subIndication: 'FORMAT_FAILURE',
}
export const hashFailure: ExpectedVerdict = {
  indication: 'TOTAL-FAILED',
  subIndication: 'HASH_FAILURE',
}
export const cryptoFailure: ExpectedVerdict = {
  indication: 'TOTAL-FAILED',
  subIndication: 'SIG_CRYPTO_FAILURE',
}
export const passed: ExpectedVerdict = { indication: 'TOTAL-PASSED' }

/** The material of one run. */
export async function forgeryMaterial(pki: SandboxPki): Promise<ForgeryMaterial> {
  const signer = await pki.issue('e-cert-personal', { email: 'chan@example.hk' })
  const content = new TextEncoder().encode('Pay HKD 100 to WONG SIU MING.\n')
  return { pki, signer, content }
}

/** Wraps a message with what a verifier needs beside it. */
export function signatureCase(
  material: ForgeryMaterial,
  signature: Uint8Array,
  options: {
    readonly content?: Uint8Array
    readonly detached?: boolean
    /** Whose CRL goes with it; default the good signer's. */
    readonly signers?: readonly Pick<IssuedCertificate, 'crlName'>[]
  } = {},
): SignatureCase {
  const { pki } = material
  const names = new Set(
    (options.signers ?? [material.signer]).map(({ crlName }) => crlName ?? pki.ca.crlName),
  )
  return {
    signature,
    content: options.content ?? material.content,
    detached: options.detached ?? false,
    crls: [pki.root.crl(), ...[...names].map((name) => pki.ca.crl({ name }))],
    anchor: pki.root.certificate,
  }
}
