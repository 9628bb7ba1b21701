import { createSandboxPki } from './sandbox/create-sandbox-pki.js'
import type { ECertKind, ECertRequest } from './sandbox/e-cert.js'
import type { SandboxPki } from './sandbox/sandbox-pki.js'

/** Stands in for a person with a certificate file or a card: no file, no PIN, no window. */
export interface VirtualSigner {
  /** Signing certificate, DER. */
  readonly certificate: Uint8Array
  /** Issuers upwards, DER, without the root. */
  readonly chain: readonly Uint8Array[]
  /** RSASSA-PKCS1-v1_5 or ECDSA (DER) with the key's usual digest, SHA-256 for RSA-2048 and P-256; Ed25519. */
  sign(data: Uint8Array): Promise<Uint8Array>
  /** The sandbox that issued it: trust `sandboxTrust(pki)`, revoke with `pki.ca.revoke(serialNumber)`. */
  readonly pki: SandboxPki
  readonly serialNumber: string
}

/**
 * Makes a signer for an integrator's test.
 * @param options - `pki` to join a sandbox that is there, else a new one; `kind` default `e-cert-personal`; the rest as
 * for `pki.issue`.
 */
export async function virtualSigner(
  options: ECertRequest & { readonly pki?: SandboxPki; readonly kind?: ECertKind } = {},
): Promise<VirtualSigner> {
  const { pki: given, kind = 'e-cert-personal', ...request } = options
  const pki = given ?? (await createSandboxPki())
  const issued = await pki.issue(kind, request)
  const { certificate, chain, serialNumber } = issued
  return { certificate, chain, sign: (data) => issued.sign(data), serialNumber, pki }
}
