import { fromBase64url, UsageError, base64url, type SignatureRequest } from '@chopmark/core'
import { parseCertificateHead } from '../../certificate/certificate-head.js'
import { keyAlgorithm } from '../../certificate/key-algorithm.js'
import { type CardCode, ClientError } from '../../client-error.js'
import { requireOwnAttributes } from '../../signing/own-attributes.js'
import { type LinkState, linkStates } from '../link-state.js'
import type { KeyHandle, KeySourceContext } from '../key-source.js'
import { cardTexts } from './card-texts.js'
import {
  cardCode,
  connectExtension,
  type ExtensionAnswer,
  ExtensionChannel,
} from './extension-channel.js'

type Connect = () => Promise<MessagePort | undefined>

/** More than all cards of a person carry. */
const maxKeys = 64
const maxChain = 8
/** No PKCS#11 token makes a larger one: RSA with 8192 bits. */
const maxSignatureBytes = 1024

/** Finds the keys on the cards: the inside of `card`. */
export async function listCardKeys(
  context: KeySourceContext,
  connect: Connect = connectExtension,
): Promise<readonly KeyHandle[]> {
  const { request, signal, prompts } = context
  signal.throwIfAborted()
  const listed = await prompts.working(async (_report, stop) => {
    const channel = await openChannel(connect)
    try {
      const answer = await channel.ask({ kind: 'list' }, AbortSignal.any([stop, signal]))
      if (answer.kind !== 'listed') throw problemOf(answer)
      return { channel, answer }
    } catch (error) {
      channel.close()
      throw error
    }
  }, 'own-window')
  if (listed === 'stopped') throw cardError('CARD_REFUSED')
  const { channel, answer } = listed
  const keys = readKeys(answer, request, channel)
  if (keys.length > 0) return keys
  channel.close()
  throw cardError('CARD_WITHOUT_CERTIFICATE')
}

/** From the page to the certificate, each needing the one before. */
const links = ['extension', 'host', 'driver', 'reader', 'card', 'certificate']

/** The link that a code of `check` is about; the host and what it runs answer for all others. */
const linkOf: Readonly<Partial<Record<CardCode, string>>> = {
  CARD_EXTENSION_MISSING: 'extension',
  CARD_DRIVER_MISSING: 'driver',
  CARD_READER_MISSING: 'reader',
  CARD_MISSING: 'card',
  CARD_PIN_LOCKED: 'card',
  CARD_PIN_UNUSABLE: 'card',
  CARD_WITHOUT_CERTIFICATE: 'certificate',
}

/**
 * The first broken link, without a window. The extension tells of reader, card and certificate only where the person has
 * allowed this site to see their certificates before; where nothing is broken, these stay unknown.
 */
export async function diagnoseCard(
  signal: AbortSignal,
  connect: Connect = connectExtension,
): Promise<readonly LinkState[]> {
  const port = await connect()
  const broken = (code: CardCode): readonly LinkState[] =>
    linkStates(links, { link: linkOf[code] ?? 'host', code })
  if (port === undefined) return broken('CARD_EXTENSION_MISSING')
  const channel = new ExtensionChannel(port)
  try {
    const answer = await channel.ask({ kind: 'check' }, signal)
    if (answer.kind !== 'checked') return broken(cardCode(answer.fields['problem']))
    return [
      ...linkStates(links.slice(0, 3)),
      ...links.slice(3).map((link) => ({ link, state: 'unknown' as const })),
    ]
  } finally {
    channel.close()
  }
}

async function openChannel(connect: Connect): Promise<ExtensionChannel> {
  const port = await connect()
  if (port === undefined) throw cardError('CARD_EXTENSION_MISSING')
  return new ExtensionChannel(port)
}

function cardError(code: CardCode): ClientError {
  return new ClientError(code, { texts: cardTexts[code] })
}

function problemOf({ fields }: ExtensionAnswer): ClientError {
  return cardError(cardCode(fields['problem']))
}

/** Keys of certificates that can be read and of kinds that can sign; one channel for all, closed with the last of them. */
function readKeys(
  { fields }: ExtensionAnswer,
  request: SignatureRequest,
  channel: ExtensionChannel,
): readonly KeyHandle[] {
  const list: readonly unknown[] = Array.isArray(fields['keys']) ? fields['keys'] : []
  const read = list.slice(0, maxKeys).flatMap((one) => readKey(one, request) ?? [])
  let held = read.length
  return read.map((found) => {
    let released = false
    const signAll: NonNullable<KeyHandle['signAll']> = async (documents, options = {}) => {
      if (released) throw new UsageError('KEY_RELEASED', 'Sign before release().')
      options.signal?.throwIfAborted()
      for (const { attributes } of documents) {
        await requireOwnAttributes(attributes, found.certificate)
      }
      const question = {
        kind: 'sign',
        key: found.key,
        documents: documents.map(({ attributes, name }) => ({
          attributes: base64url(attributes),
          name,
        })),
      }
      const signal = options.signal ?? new AbortController().signal
      const answer = await channel.ask(question, signal)
      if (answer.kind !== 'signed') throw problemOf(answer)
      const given = answer.fields['signatures']
      const all: readonly unknown[] = Array.isArray(given) ? given : []
      const signatures = all.flatMap((one) => octets(one) ?? [])
      if (
        all.length !== documents.length ||
        signatures.length !== documents.length ||
        signatures.some(({ length }) => length > maxSignatureBytes)
      ) {
        throw cardError('CARD_FAILED')
      }
      return signatures
    }
    return {
      certificate: found.certificate,
      chain: found.chain,
      algorithm: found.algorithm,
      name: found.name,
      asks: 'own-window',
      signAll,
      async sign(attributes, options) {
        const [signature] = await signAll([{ attributes, name: request.document.name }], options)
        if (signature === undefined) throw cardError('CARD_FAILED')
        return signature
      },
      release() {
        if (released) return
        released = true
        held--
        if (held === 0) channel.close()
      },
    }
  })
}

function readKey(
  one: unknown,
  request: SignatureRequest,
):
  | (Pick<KeyHandle, 'certificate' | 'chain' | 'algorithm'> & { key: string; name: string })
  | undefined {
  const { key, certificate, chain, reader, token } = (one ?? {}) as Record<string, unknown>
  const der = octets(certificate)
  if (typeof key !== 'string' || der === undefined) return undefined
  const head = parseCertificateHead(der)
  const algorithm = head.ok ? keyAlgorithm(head.value, request.document.digestAlgorithm) : undefined
  if (algorithm === undefined) return undefined
  const above: readonly unknown[] = Array.isArray(chain) ? chain.slice(0, maxChain) : []
  const named = [token, reader].filter((text): text is string => typeof text === 'string')
  return {
    key,
    certificate: der,
    chain: above.flatMap((issuer) => octets(issuer) ?? []),
    algorithm,
    name: named.join(' / '),
  }
}

function octets(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string') return undefined
  try {
    return fromBase64url(text)
  } catch {
    return undefined
  }
}
