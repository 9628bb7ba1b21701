import { createHash, randomUUID } from 'node:crypto'
import { base64url, fromBase64url, hex } from '@chopmark/core'
import { CardError } from '../card-error.js'
import { checkOwnAttributes } from '../own-attributes.js'
import type { CardCertificate } from '../pkcs11/card-certificate.js'
import { type CardKey, findKeys } from '../pkcs11/find-keys.js'
import type { Modules } from '../pkcs11/load-modules.js'
import { cardState, type CardOctets, signOnCard } from '../pkcs11/sign-on-card.js'
import type { HostAnswer, HostQuestion } from '../protocol.js'
import { protocolVersion } from '../protocol.js'
import { isWebOrigin } from './web-origin.js'

export interface HostSurroundings {
  /** Called at the first question that needs a card, and again while there is no driver. */
  readonly loadModules: () => Modules
  /** Certificates for cards that have lost theirs. */
  readonly backups: () => readonly CardCertificate[]
  readonly version: string
  /** Milliseconds, for the age of tickets. */
  readonly now: () => number
}

/** What a person is being asked to agree to. */
interface Ticket {
  readonly keyId: string
  readonly documents: readonly CardOctets[]
  readonly madeAt: number
}

/** Long enough to read, find the card and type a PIN three times. */
const ticketLifetimeMs = 10 * 60_000
/** One prompt is open at a time; the rest are forgotten ones. */
const maxTickets = 16

/**
 * The host's inside: answers one question after the other. Between `prepare` and `sign` the octets to be signed stay here,
 * so that what the person agreed to is what the card signs.
 */
export function answerQuestions(
  surroundings: HostSurroundings,
): (question: HostQuestion) => HostAnswer {
  const tickets = new Map<string, Ticket>()
  let modules: Modules | undefined

  const load = (): Modules => {
    if (modules === undefined || modules.loaded.length === 0) modules = surroundings.loadModules()
    return modules
  }
  const keys = (): readonly CardKey[] => findKeys(load().loaded, surroundings.backups())

  /** The key again, wherever its card is now. */
  const keyOf = (id: string): CardKey => {
    let all: readonly CardKey[] = []
    try {
      all = keys()
    } catch (error) {
      if (!(error instanceof CardError) || error.problem === 'NO_DRIVER') throw error
    }
    const found = all.find((key) => key.id === id)
    if (found === undefined) throw new CardError('CARD_REMOVED')
    return found
  }

  const prepare = (question: HostQuestion & { kind: 'prepare' }): HostAnswer => {
    const { id, origin } = question
    const all = question.attributes.flatMap((one) => octetsOf(one) ?? [])
    if (all.length !== question.attributes.length || !isWebOrigin(origin)) {
      throw new CardError('MALFORMED')
    }
    const key = keyOf(question.key)
    const originSha256 = createHash('sha256').update(origin, 'utf8').digest()
    const documents = all.map((attributes) => {
      const checked = checkOwnAttributes(attributes, key.certificate.sha256, originSha256)
      if (!checked.ok) throw new CardError(checked.problem)
      return { attributes, ...checked.value }
    })
    const state = cardState(key)
    if (state.pin === 'locked') throw new CardError('PIN_LOCKED', 'locked')
    const ticket = randomUUID()
    tickets.set(ticket, { keyId: key.id, documents, madeAt: surroundings.now() })
    const [oldest] = tickets.keys()
    if (tickets.size > maxTickets && oldest !== undefined) tickets.delete(oldest)
    const { certificate, reader, token } = key
    return {
      id,
      kind: 'prepared',
      ticket,
      documents: documents.map(({ hash, messageDigest, contentType }) => ({
        hash,
        digest: hex(messageDigest),
        counter: contentType === undefined,
      })),
      certificate: base64url(certificate.der),
      reader,
      token,
      ...state,
    }
  }

  const sign = (question: HostQuestion & { kind: 'sign' }): HostAnswer => {
    const { id, ticket, told, pin } = question
    const agreed = tickets.get(ticket)
    if (agreed === undefined || surroundings.now() - agreed.madeAt > ticketLifetimeMs) {
      tickets.delete(ticket)
      throw new CardError('TICKET_UNKNOWN')
    }
    const signatures = signOnCard(keyOf(agreed.keyId), {
      documents: agreed.documents,
      told,
      ...(pin === undefined ? {} : { pin }),
    })
    // Spent only by success: a mistyped PIN or a card put back does not ask the page anew.
    tickets.delete(ticket)
    return { id, kind: 'signed', signatures: signatures.map((one) => base64url(one)) }
  }

  const answer = (question: HostQuestion): HostAnswer => {
    const { id } = question
    switch (question.kind) {
      case 'hello': {
        if (question.protocol !== protocolVersion) throw new CardError('VERSION')
        const { loaded, failed } = load()
        const { version } = surroundings
        return {
          id,
          kind: 'hello',
          protocol: protocolVersion,
          version,
          modules: [
            ...loaded.map(({ path }) => ({ path, loaded: true })),
            ...failed.map((path) => ({ path, loaded: false })),
          ],
        }
      }
      case 'list':
        return {
          id,
          kind: 'listed',
          keys: keys().map(({ id: key, certificate, chain, reader, token, backup }) => ({
            key,
            certificate: base64url(certificate.der),
            chain: chain.map((one) => base64url(one)),
            reader,
            token,
            backup,
          })),
        }
      case 'prepare':
        return prepare(question)
      case 'sign':
        return sign(question)
      case 'forget':
        tickets.delete(question.ticket)
        return { id, kind: 'forgotten' }
    }
  }

  return (question) => {
    try {
      return answer(question)
    } catch (error) {
      const { problem, pin } =
        error instanceof CardError ? error : new CardError('CARD_FAILED', undefined)
      return {
        id: question.id,
        kind: 'problem',
        problem,
        ...(pin === undefined ? {} : { pin }),
      }
    }
  }
}

function octetsOf(text: string): Uint8Array | undefined {
  try {
    return fromBase64url(text)
  } catch {
    return undefined
  }
}
