import { createHash } from 'node:crypto'
import {
  contentIdentifier,
  type Instant,
  parseCertificate,
  type SignatureRequest,
  type TrustAnchor,
  trustAnchors,
} from '@chopmark/core'
import {
  type CadesMessage,
  createSandboxPki,
  type IssuedCertificate,
  type SandboxPki,
  sandboxTrust,
  serveSandbox,
  signCades,
} from '@chopmark/test-pki'
import { definePolicy, type PolicySettings, type ValidationPolicy } from '@chopmark/verify'
import { type Chopmark, type ChopmarkSettings, createChopmark } from './chopmark.js'
import { bytesFromBase64url } from './encoding.js'
import type { CreateRequestInput } from './requests/create-request.js'
import { openSqliteStore } from './stores/sqlite/sqlite-store.js'
import type { Store } from './stores/store.js'

export const origin = 'https://portal.example'
export const session = 'session-of-chan'
export const content = new TextEncoder().encode('My new address is 1 Lion Rock Road, Kowloon.')

const sentence = { en: 'Test', 'zh-Hant-HK': '測試', 'zh-Hans-HK': '测试' }

/** Asks for the form above, unless told otherwise. */
export function requestInput(changes: Partial<CreateRequestInput> = {}): CreateRequestInput {
  return {
    session,
    requester: sentence,
    purpose: sentence,
    document: { name: 'form.txt', mediaType: 'text/plain', content },
    ...changes,
  }
}

/** Trusts the sandbox and nobody else. */
export function sandboxPolicy(
  pki: SandboxPki,
  settings: Partial<PolicySettings> = {},
): ValidationPolicy {
  const { rootCertificate, anchors, certificateProfiles } = sandboxTrust(pki)
  const root = parseCertificate(rootCertificate)
  if (!root.ok) throw new Error('the sandbox root cannot be parsed')
  const { subject: name, subjectPublicKeyInfo } = root.value
  const held = anchors.map((facts): TrustAnchor => ({
    ...facts,
    ...{ kind: 'held', name, subjectPublicKeyInfo, certificate: root.value },
  }))
  return definePolicy({
    ...{ id: 'test', trustAnchors: trustAnchors(held), certificateProfiles },
    ...settings,
  })
}

const commitments = {
  proofOfOrigin: 1,
  proofOfReceipt: 2,
  proofOfDelivery: 3,
  proofOfSender: 4,
  proofOfApproval: 5,
  proofOfCreation: 6,
} as const

/** What a client sends back, signed by test-pki's own writer. */
export function answerTo(
  request: SignatureRequest,
  signer: IssuedCertificate,
  changes: Partial<CadesMessage> = {},
): Uint8Array {
  const nonce = bytesFromBase64url(request.nonce) ?? new Uint8Array()
  const originSha256 = createHash('sha256').update(request.origin).digest()
  return signCades({
    signer,
    content,
    detached: request.packaging === 'detached',
    digest: request.document.digestAlgorithm,
    commitment: commitments[request.commitmentType],
    contentIdentifier: contentIdentifier(nonce, originSha256),
    ...changes,
  })
}

export interface TestPortal {
  readonly pki: SandboxPki
  readonly sandbox: Awaited<ReturnType<typeof serveSandbox>>
  readonly store: Store
  readonly chopmark: Chopmark
  readonly policy: ValidationPolicy
  /** Moves the portal's clock on; it stands still otherwise. */
  readonly wait: (ms: number) => void
  readonly now: () => Instant
  /** Another portal on the same store and clock. */
  readonly another: (settings: Partial<ChopmarkSettings>) => Chopmark
  readonly close: () => Promise<void>
}

/** A portal on an empty store, and a sandbox CA that answers on loopback. */
export async function openPortal(
  settings: Partial<ChopmarkSettings> & { readonly policySettings?: Partial<PolicySettings> } = {},
): Promise<TestPortal> {
  let offsetMs = 0
  const now = (): Instant => (Date.now() + offsetMs) as Instant
  const pki = await createSandboxPki({ keyAlgorithm: 'P-256', clock: () => new Date(now()) })
  const sandbox = await serveSandbox({ pki })
  const { policySettings, ...rest } = settings
  const policy = sandboxPolicy(pki, policySettings)
  const store = rest.store ?? openSqliteStore({ file: ':memory:' })
  const another = (changes: Partial<ChopmarkSettings>): Chopmark =>
    createChopmark({
      ...{ store, policy, origin, clock: now },
      ...rest,
      ...changes,
      collector: {
        retryFailedAfterMs: 0,
        ...rest.collector,
        ...changes.collector,
        fetch: {
          allowAddresses: [sandboxTrust(pki).host],
          connectTimeoutMs: 500,
          totalTimeoutMs: 1000,
          ...rest.collector?.fetch,
        },
      },
    })
  return {
    ...{ pki, sandbox, store, policy, now, another },
    chopmark: another({}),
    wait: (ms) => {
      offsetMs += ms
    },
    close: async () => {
      await sandbox.close()
      await store.close()
    },
  }
}
