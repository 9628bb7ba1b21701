import { createSandboxPki } from './sandbox/create-sandbox-pki.js'
import type { ECertKind, ECertRequest } from './sandbox/e-cert.js'
import type { SandboxPki } from './sandbox/sandbox-pki.js'
import {
  type Hash,
  type TestKeyFacts,
  testKeySource,
  type TestKeySource,
} from './test-key-source.js'

/** Stands in for a person with a certificate file or a card: no file, no PIN, no window. */
export interface VirtualSigner {
  /** Signing certificate, DER. */
  readonly certificate: Uint8Array
  /** Issuers upwards, DER, without the root. */
  readonly chain: readonly Uint8Array[]
  /** RSASSA-PKCS1-v1_5 or ECDSA (DER) with the key's usual digest, SHA-256 for RSA-2048 and P-256; Ed25519. */
  sign(data: Uint8Array): Promise<Uint8Array>
  /**
   * The signer as a key source of `@chopmark/client`, for a suite that runs in Node. It signs whatever it is given, which no
   * key source of a person does.
   */
  keySource(): TestKeySource
  /**
   * Puts such a key source into every document that the page opens from now on, as `globalThis.chopmarkTestKey`, for a suite
   * that drives a browser. The key stays in this process: the page has it sign.
   * @param page - A page of Playwright's or Puppeteer's that has opened nothing yet.
   */
  offerIn(page: DrivenPage): Promise<void>
  /** The sandbox that issued it: trust `sandboxTrust(pki)`, revoke with `pki.ca.revoke(serialNumber)`. */
  readonly pki: SandboxPki
  readonly serialNumber: string
}

/** The two things of a Playwright page that `offerIn` needs; a browser context has them too. */
export interface DrivenPage {
  exposeFunction(
    name: string,
    callback: (octets: readonly number[], hash: Hash) => Promise<number[]>,
  ): Promise<unknown>
  addInitScript(script: { readonly content: string }): Promise<unknown>
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
  const { certificate, chain, serialNumber, key } = issued
  const facts: TestKeyFacts = {
    certificate: [...certificate],
    chain: chain.map((one) => [...one]),
    ...algorithms[key.algorithm],
  }
  const sign = async (octets: readonly number[], digest: Hash): Promise<number[]> =>
    Array.from(await issued.sign(Uint8Array.from(octets), { digest }))
  return {
    ...{ certificate, chain, serialNumber, pki },
    sign: (data) => issued.sign(data),
    keySource: () => testKeySource(facts, sign),
    async offerIn(page) {
      await page.exposeFunction('chopmarkTestSign', sign)
      const source = `(${testKeySource.toString()})(${JSON.stringify(facts)}, chopmarkTestSign)`
      await page.addInitScript({ content: `globalThis.chopmarkTestKey = ${source}` })
    },
  }
}

const rsa = { scheme: 'RSASSA-PKCS1-v1_5' } as const

const algorithms = {
  'RSA-1024': rsa,
  'RSA-2048': rsa,
  'RSA-3072': rsa,
  'RSA-4096': rsa,
  'P-256': { scheme: 'ECDSA', curve: 'P-256' },
  'P-384': { scheme: 'ECDSA', curve: 'P-384' },
  'P-521': { scheme: 'ECDSA', curve: 'P-521' },
  Ed25519: { scheme: 'Ed25519' },
} as const
