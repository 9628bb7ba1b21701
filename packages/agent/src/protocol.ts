/**
 * What extension and host say to each other: JSON over the browser's native messaging, each message with four octets of
 * length before it. Binary values are base64url without padding. Every question has an `id`; its answer carries it.
 */

/** Raised when a message changes its meaning; an extension and a host of different numbers say so instead of guessing. */
export const protocolVersion = 2

/** One agreement and one PIN cover so many documents at most: more than that nobody looks through. */
export const maxDocuments = 50

/** base64url of the largest attributes there may be. */
export const maxAttributesLength = 22_000

/** Registered with the browsers under this name. */
export const hostName = 'hk.chopmark.agent'

/** How near the card is to locking itself. PKCS #11 v2.40 §3.2, CK_TOKEN_INFO flags. */
export type PinState = 'ok' | 'low' | 'final-try' | 'locked'

export type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** A link of the chain from the page to the key, and how it broke. Codes never change meaning. */
export type CardProblem =
  | 'VERSION' // extension and host speak different protocols
  | 'MALFORMED' // a message outside this protocol
  | 'NO_DRIVER' // no PKCS#11 module was found, or none could be loaded
  | 'NO_READER' // no reader or token is connected
  | 'NO_CARD' // readers, but no card in any of them
  | 'NO_CERTIFICATE' // cards, but no certificate that can sign
  | 'CARD_REMOVED' // the card with this key is not there, or went away meanwhile
  | 'NO_KEY' // the card holds the certificate, but no private key to it
  | 'NOT_OWN_ATTRIBUTES' // not the signed attributes of a Chopmark signature by this certificate
  | 'WRONG_ORIGIN' // they belong to another web origin than the one that asks
  | 'TICKET_UNKNOWN' // the person's agreement is spent, or too old
  | 'PIN_WRONG'
  | 'PIN_STATE' // nearer to locking than what the person was told: ask again, saying so
  | 'PIN_LOCKED'
  | 'PIN_UNUSABLE' // not set yet, expired, or has to be changed with the card's own program
  | 'PIN_CANCELLED' // given up at the PIN pad, or its time ran out
  | 'CARD_FAILED' // the card or its driver failed otherwise

export interface ListedKey {
  /** Names certificate and token; stays the same when the card comes back in another reader. */
  readonly key: string
  readonly certificate: string
  readonly chain: readonly string[]
  /** Reader and token as their makers call them; not trusted. */
  readonly reader: string
  readonly token: string
  /** The certificate is not on the card: it comes from the backup copies beside the host. */
  readonly backup: boolean
}

export type HostQuestion =
  | { readonly id: number; readonly kind: 'hello'; readonly protocol: number }
  | { readonly id: number; readonly kind: 'list' }
  | {
      readonly id: number
      readonly kind: 'prepare'
      readonly key: string
      /** The page's origin as the browser reports it. */
      readonly origin: string
      /** One for each document, at most `maxDocuments`: all are signed, or none. */
      readonly attributes: readonly string[]
    }
  | {
      readonly id: number
      readonly kind: 'sign'
      /** From `prepared`: stands for these attributes, this key and this origin, once. */
      readonly ticket: string
      /** Absent for a PIN pad. */
      readonly pin?: string
      /** What the person was told about the PIN; nothing is tried when it has become worse. */
      readonly told: PinState
    }
  | { readonly id: number; readonly kind: 'forget'; readonly ticket: string }

/** A document as its attributes name it. */
export interface PreparedDocument {
  readonly hash: Hash
  /** The message-digest attribute, lower-case hex: the fingerprint of the document, or of the signature that is counter-signed. */
  readonly digest: string
  /** An earlier signature is counter-signed, not a document signed. RFC 5652 §11.4. */
  readonly counter: boolean
}

/** What the person is shown before they agree; read from the very octets that will be signed. */
export interface Prepared {
  readonly ticket: string
  /** In the order of the question; never empty. */
  readonly documents: readonly PreparedDocument[]
  readonly certificate: string
  readonly reader: string
  readonly token: string
  readonly pin: PinState
  /** The PIN is entered at the reader. */
  readonly pinPad: boolean
}

export type HostAnswer = { readonly id: number } & (
  | {
      readonly kind: 'hello'
      readonly protocol: number
      readonly version: string
      /** Paths of the drivers, and whether each loaded. */
      readonly modules: readonly { readonly path: string; readonly loaded: boolean }[]
    }
  | { readonly kind: 'listed'; readonly keys: readonly ListedKey[] }
  | ({ readonly kind: 'prepared' } & Prepared)
  /** In the order in which the attributes were given. */
  | { readonly kind: 'signed'; readonly signatures: readonly string[] }
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'problem'; readonly problem: CardProblem; readonly pin?: PinState }
)
