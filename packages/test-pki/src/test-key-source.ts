import type { SignatureRequest } from '@chopmark/core'

/** What a request may ask a key to hash with. */
export type Hash = SignatureRequest['document']['digestAlgorithm']

/** A virtual signer's key as JSON carries it into a page. */
export interface TestKeyFacts {
  /** DER, octet by octet. */
  readonly certificate: readonly number[]
  readonly chain: readonly (readonly number[])[]
  readonly scheme: 'RSASSA-PKCS1-v1_5' | 'ECDSA' | 'Ed25519'
  readonly curve?: 'P-256' | 'P-384' | 'P-521'
}

/** One key of it, in the shape of a `KeyHandle` of `@chopmark/client`. */
export interface TestKeyHandle {
  readonly certificate: Uint8Array
  readonly chain: readonly Uint8Array[]
  readonly algorithm:
    | { readonly scheme: 'RSASSA-PKCS1-v1_5'; readonly hash: Hash }
    | {
        readonly scheme: 'ECDSA'
        readonly hash: Hash
        readonly curve: 'P-256' | 'P-384' | 'P-521'
      }
    | { readonly scheme: 'Ed25519'; readonly hash: 'SHA-512' }
  sign(attributes: Uint8Array): Promise<Uint8Array>
  release(): void
}

/** In the shape of a `KeySource` of `@chopmark/client`, which this package may not import. */
export interface TestKeySource {
  readonly id: 'test-key'
  readonly label: {
    readonly en: string
    readonly 'zh-Hant-HK': string
    readonly 'zh-Hans-HK': string
  }
  list(context: { readonly request: SignatureRequest }): Promise<readonly TestKeyHandle[]>
}

/**
 * The key source of a virtual signer. Its text goes into pages as it stands: it may use nothing from outside itself.
 * @param sign - Octets and hash to the signature value; numbers, because they cross from page to test as JSON.
 */
export function testKeySource(
  facts: TestKeyFacts,
  sign: (octets: readonly number[], hash: Hash) => Promise<readonly number[]>,
): TestKeySource {
  return {
    id: 'test-key',
    label: { en: 'Test key', 'zh-Hant-HK': '測試用密碼匙', 'zh-Hans-HK': '测试用密码匙' },
    list: async ({ request }) => {
      const { scheme, curve = 'P-256' } = facts
      const hash = request.document.digestAlgorithm
      const algorithm: TestKeyHandle['algorithm'] =
        scheme === 'Ed25519'
          ? { scheme, hash: 'SHA-512' }
          : scheme === 'ECDSA'
            ? { scheme, hash, curve }
            : { scheme, hash }
      const key: TestKeyHandle = {
        certificate: Uint8Array.from(facts.certificate),
        chain: facts.chain.map((one) => Uint8Array.from(one)),
        algorithm,
        sign: async (attributes) => Uint8Array.from(await sign(Array.from(attributes), hash)),
        release: () => undefined,
      }
      return Promise.resolve([key])
    },
  }
}
