import { sameOctets, type SignatureRequest } from '@chopmark/core'
import { parseCertificateHead } from '../certificate/certificate-head.js'
import { signWithKey } from '../signing/sign-with-key.js'
import type { OwnAttributes } from '../signing/own-attributes.js'
import type { KeyHandle, KeySource, KeySourcePrompts } from './key-source.js'

/** A source under test, with a person who answers its questions. */
export interface ContractSubject {
  readonly source: KeySource
  readonly prompts: KeySourcePrompts
  readonly request: SignatureRequest
  /** The content the request names. */
  readonly content: Uint8Array
}

/** One thing that every key source has to hold. */
export interface ContractCase {
  readonly name: string
  /** @throws Error that says what was expected. */
  run(subject: ContractSubject): Promise<void>
}

/**
 * What every key source has to hold, ours and an integrator's own: run each case in a test of its own, with a fresh
 * subject.
 */
export const keySourceContract: readonly ContractCase[] = [
  {
    name: 'has an id of lower-case words and a label',
    run: async ({ source }) => {
      expect(/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(source.id), 'id: lower-case words and hyphens')
      expect(typeof source.label === 'string' || source.label.en !== '', 'label')
      return Promise.resolve()
    },
  },
  {
    name: 'lists at least one key, each with a DER certificate and the issuer first in its chain',
    run: (subject) =>
      withKeys(subject, (keys) => {
        expect(keys.length > 0, 'at least one key')
        for (const { certificate, chain } of keys) {
          const head = parseCertificateHead(certificate)
          expect(head.ok, 'certificate: DER')
          const [issuer] = chain
          if (issuer === undefined || !head.ok) continue
          const above = parseCertificateHead(issuer)
          expect(
            above.ok && sameOctets(above.value.subject, head.value.issuer),
            'chain: issuer first',
          )
        }
      }),
  },
  {
    name: 'signs what signWithKey made',
    run: (subject) =>
      withKeys(subject, async ([key]) => {
        if (key === undefined) return
        const signature = await signWithKey(subject.request, subject.content, key)
        expect(signature.length > key.certificate.length, 'a ContentInfo with the certificate')
      }),
  },
  {
    name: 'signs nothing else: no octets of a caller, no attributes for another certificate',
    run: (subject) =>
      withKeys(subject, async ([key]) => {
        if (key === undefined) return
        const strange = [
          new Uint8Array(),
          new TextEncoder().encode('\u0000'.repeat(64) + 'TLS 1.3, client CertificateVerify'),
          Uint8Array.of(0x31, 0),
          await attributesFor(subject, { ...key, certificate: otherCertificate(key.certificate) }),
        ]
        for (const octets of strange) {
          const code = await codeOf(key.sign(octets as OwnAttributes))
          expect(code === 'NOT_OWN_ATTRIBUTES', `NOT_OWN_ATTRIBUTES, not ${code}`)
        }
      }),
  },
  {
    name: 'does not sign when the signal has fired',
    run: (subject) =>
      withKeys(subject, async ([key]) => {
        if (key === undefined) return
        const attributes = await attributesFor(subject, key)
        const reason = new Error('given up')
        const thrown = await key
          .sign(attributes, { signal: AbortSignal.abort(reason) })
          .catch((error: unknown) => error)
        expect(thrown === reason, "the signal's reason")
      }),
  },
  {
    name: 'does not sign after release, which may come twice',
    run: (subject) =>
      withKeys(subject, async ([key]) => {
        if (key === undefined) return
        const attributes = await attributesFor(subject, key)
        key.release()
        key.release()
        const code = await codeOf(key.sign(attributes))
        expect(code === 'KEY_RELEASED', `KEY_RELEASED, not ${code}`)
      }),
  },
  {
    name: 'leaves with the reason when the person gives up',
    run: async ({ source, request, prompts }) => {
      const controller = new AbortController()
      const reason = new Error('given up')
      controller.abort(reason)
      const giveUp = async (): Promise<never> => Promise.reject(reason)
      const leaving = { ...prompts, file: giveUp, pin: giveUp, form: giveUp }
      const thrown = await source
        .list({ request, prompts: leaving, signal: controller.signal })
        .catch((error: unknown) => error)
      expect(thrown === reason, "the signal's reason")
    },
  },
]

function expect(condition: boolean, expected: string): void {
  if (!condition) throw new Error(`Expected: ${expected}.`)
}

async function withKeys(
  { source, prompts, request }: ContractSubject,
  check: (keys: readonly KeyHandle[]) => void | Promise<void>,
): Promise<void> {
  const keys = await source.list({ request, prompts, signal: new AbortController().signal })
  try {
    await check(keys)
  } finally {
    for (const key of keys) key.release()
  }
}

/** The attributes that signWithKey would hand to this key. */
async function attributesFor(
  { request, content }: ContractSubject,
  key: KeyHandle,
): Promise<OwnAttributes> {
  let taken: OwnAttributes | undefined
  await signWithKey(request, content, {
    ...key,
    sign: async (attributes) => {
      taken = attributes
      return Promise.resolve(new Uint8Array(64))
    },
  })
  if (taken === undefined) throw new Error('signWithKey asked for no signature.')
  return taken
}

/** The same certificate but for its last octet: another one, as far as a hash can tell. */
function otherCertificate(certificate: Uint8Array): Uint8Array {
  const other = certificate.slice()
  other[other.length - 1] = (other[other.length - 1] ?? 0) ^ 1
  return other
}

async function codeOf(signing: Promise<unknown>): Promise<string> {
  return signing.then(
    () => 'a signature',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  )
}
