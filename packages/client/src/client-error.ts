import type { FailureTexts } from './messages/messages.js'
import type { RemoteCode } from './key-sources/remote/remote-codes.js'
import type { Pkcs12Code } from './pkcs12/pkcs12-error.js'

/** What the portal can answer instead of taking a signature; the `code` of its problem document. */
export const portalCodes = [
  'REQUEST_UNKNOWN',
  'REQUEST_EXPIRED',
  'REQUEST_ALREADY_USED',
  'SESSION_MISMATCH',
  'ORIGIN_MISMATCH',
  'TOO_MANY_TRIES',
  'DOCUMENT_CHANGED',
  'SIGNATURE_MALFORMED',
  'SIGNATURE_BROKEN',
  'SIGNER_EXPIRED',
  'SIGNER_NOT_YET_VALID',
  'SIGNER_REVOKED',
  'SIGNER_SUSPENDED',
  'SIGNER_NOT_RECOGNISED',
  'SIGNER_WRONG_PERSON',
  'SIGNER_WRONG_PROFILE',
  'SIGNER_WRONG_KEY_USAGE',
  'SIGNER_SAME_PERSON',
  'EARLIER_SIGNATURE_FAILED',
  'ALGORITHM_REFUSED',
  'REVOCATION_UNAVAILABLE',
  'REQUEST_BINDING_MISMATCH',
  'OTHER_REFUSAL',
] as const

export type PortalCode = (typeof portalCodes)[number]

/** What can go wrong between page and portal, or in the browser itself. */
export type LocalCode =
  | 'PORTAL_UNREACHABLE' // nothing could be fetched; nothing has been made yet
  | 'NETWORK_GONE' // the signature is made, sending it failed
  | 'PORTAL_ANSWER_MALFORMED' // 5xx, or an answer outside the contract
  | 'REQUEST_MALFORMED' // the signature request is not what the contract says
  | 'EARLIER_SIGNATURE_MISMATCH' // what is to be counter-signed is no signature of this document
  | 'DOCUMENT_TOO_LARGE' // beyond `maxContentBytes`
  | 'CRYPTO_UNAVAILABLE' // no WebCrypto: an insecure page or an old browser
  | 'WORKER_UNAVAILABLE' // the page's policy, or the browser, forbids the worker
  | 'FILE_UNREADABLE' // the file could not be read from where it lies
  | 'SIGNING_FAILED' // the key would not sign
  | 'CLOCK_WRONG' // this device's clock and the portal's are far apart
  | 'DIALOG_UNREACHABLE' // the origin that serves the dialog does not answer
  | 'POPUP_BLOCKED' // the browser lets no window be opened

/** What can go wrong with a key kept in this browser, and between page and certification authority. */
export type DeviceCode =
  | 'DEVICE_NOT_ENROLLED' // no key here, and nobody to ask for an enrolment code
  | 'DEVICE_STORAGE_REFUSED' // private window, full disk, or forbidden by the browser
  | 'DEVICE_STORAGE_CLEARED' // a key was here and has gone
  | 'DEVICE_CERTIFICATE_EXPIRED' // renewing it helps
  | 'ENROLMENT_CODE_WRONG'
  | 'ENROLMENT_CODE_USED'
  | 'ENROLMENT_CODE_EXPIRED'
  | 'ENROLMENT_CODE_LOCKED' // too many wrong PINs
  | 'ENROLMENT_REFUSED' // the authority will not certify this key; `what` is its own code
  | 'RENEWAL_REFUSED' // the authority wants a new enrolment; `what` is its own code
  | 'CA_UNREACHABLE'
  | 'CA_ANSWER_MALFORMED' // 5xx, an answer outside the contract, a certificate for another key

/** Which link between the page and a card is broken. */
export type CardCode =
  | 'CARD_EXTENSION_MISSING' // no extension in this browser, or one updated since the page was loaded
  | 'CARD_HOST_MISSING' // the program that reads cards is not installed, or does not start
  | 'CARD_OUTDATED' // extension and program do not fit together
  | 'CARD_DRIVER_MISSING' // no PKCS#11 driver
  | 'CARD_READER_MISSING'
  | 'CARD_MISSING' // a reader without a card
  | 'CARD_WITHOUT_CERTIFICATE' // nothing on the card can sign
  | 'CARD_REMOVED' // taken out between choosing and signing
  | 'CARD_PIN_LOCKED'
  | 'CARD_PIN_UNUSABLE' // not set yet, expired, or to be changed first
  | 'CARD_REFUSED' // the person said no in the extension's window, or closed it
  | 'CARD_BUSY' // another window of the extension is open
  | 'CARD_WRONG_SITE' // the signature belongs to another origin than this page's
  | 'CARD_FAILED' // the card, its driver or the program failed otherwise

/** Why the dialog does not believe who asks. */
export type RequesterCode =
  | 'REQUESTER_UNSIGNED' // the portal signs no requests, and this page wants them signed
  | 'REQUESTER_SIGNATURE_BROKEN' // the request is not what was signed, or the signature is none
  | 'REQUESTER_NOT_RECOGNISED' // no path to a recognised CA, or a certificate of a kind that may not ask
  | 'REQUESTER_WRONG_SITE' // the certificate names other web sites
  | 'REQUESTER_NOT_CURRENT' // expired or not yet valid, by this device's clock
  | 'REQUESTER_REVOKED'
  | 'REQUESTER_REVOCATION_UNKNOWN' // suspended, or nothing current says that it is not revoked

/** Every failure has one of these codes; each stands in the message catalogue with title, text and next step. */
export type ClientErrorCode =
  PortalCode | LocalCode | DeviceCode | CardCode | RemoteCode | RequesterCode | Pkcs12Code

/** What helps. Key into `messages.remedies`. */
export type Remedy =
  | 'try-again' // the same again, nothing has to be entered anew
  | 'new-request' // go back to the portal and ask anew
  | 'other-file' // choose another e-Cert file, or renew the certificate
  | 'pin-again' // enter the PIN again
  | 'enrol' // set this device up with an enrolment code
  | 'other-way' // another key source
  | 'wait' // the same later
  | 'contact-portal' // only the operator of the portal can mend it
  | 'other-browser' // a newer browser, or a page over https

/** All other failures lie with the certificate or its file: another one helps; those of the requester lie with the portal. */
const remedies: { readonly [C in ClientErrorCode]?: Remedy } = {
  REQUEST_UNKNOWN: 'new-request',
  REQUEST_EXPIRED: 'new-request',
  REQUEST_ALREADY_USED: 'new-request',
  REQUEST_BINDING_MISMATCH: 'new-request',
  SESSION_MISMATCH: 'new-request',
  TOO_MANY_TRIES: 'new-request',
  DOCUMENT_CHANGED: 'new-request',
  ORIGIN_MISMATCH: 'contact-portal',
  EARLIER_SIGNATURE_FAILED: 'contact-portal',
  EARLIER_SIGNATURE_MISMATCH: 'contact-portal',
  SIGNATURE_MALFORMED: 'contact-portal',
  OTHER_REFUSAL: 'contact-portal',
  REQUEST_MALFORMED: 'contact-portal',
  DOCUMENT_TOO_LARGE: 'contact-portal',
  WORKER_UNAVAILABLE: 'contact-portal',
  SIGNATURE_BROKEN: 'try-again',
  SIGNING_FAILED: 'try-again',
  PORTAL_UNREACHABLE: 'try-again',
  PORTAL_ANSWER_MALFORMED: 'try-again',
  NETWORK_GONE: 'try-again',
  CARD_EXTENSION_MISSING: 'try-again',
  CARD_HOST_MISSING: 'try-again',
  CARD_OUTDATED: 'try-again',
  CARD_DRIVER_MISSING: 'try-again',
  CARD_READER_MISSING: 'try-again',
  CARD_MISSING: 'try-again',
  CARD_REMOVED: 'try-again',
  CARD_REFUSED: 'try-again',
  CARD_BUSY: 'try-again',
  CARD_FAILED: 'try-again',
  CARD_WITHOUT_CERTIFICATE: 'other-way',
  CARD_PIN_LOCKED: 'other-way',
  CARD_PIN_UNUSABLE: 'other-way',
  CARD_WRONG_SITE: 'contact-portal',
  REVOCATION_UNAVAILABLE: 'wait',
  REQUESTER_REVOCATION_UNKNOWN: 'try-again',
  CRYPTO_UNAVAILABLE: 'other-browser',
  CLOCK_WRONG: 'try-again',
  DIALOG_UNREACHABLE: 'try-again',
  POPUP_BLOCKED: 'try-again',
  WRONG_PIN: 'pin-again',
  DEVICE_NOT_ENROLLED: 'enrol',
  DEVICE_STORAGE_REFUSED: 'other-browser',
  DEVICE_STORAGE_CLEARED: 'enrol',
  DEVICE_CERTIFICATE_EXPIRED: 'enrol',
  ENROLMENT_CODE_WRONG: 'pin-again',
  ENROLMENT_CODE_USED: 'enrol',
  ENROLMENT_CODE_EXPIRED: 'enrol',
  ENROLMENT_CODE_LOCKED: 'enrol',
  ENROLMENT_REFUSED: 'enrol',
  RENEWAL_REFUSED: 'enrol',
  CA_UNREACHABLE: 'try-again',
  CA_ANSWER_MALFORMED: 'try-again',
  REMOTE_STATE_UNKNOWN: 'try-again',
  REMOTE_SIGNER_UNKNOWN: 'other-way',
  REMOTE_BUSY: 'wait',
  REMOTE_CANCELLED: 'try-again',
  REMOTE_REJECTED: 'try-again',
  REMOTE_TIMEOUT: 'try-again',
  REMOTE_NOT_LOGGED_IN: 'other-way',
  REMOTE_NO_CREDENTIAL: 'other-way',
  REMOTE_NOT_SUITABLE: 'other-way',
  REMOTE_AUTHORISATION_FAILED: 'try-again',
  REMOTE_UNAVAILABLE: 'try-again',
  REMOTE_ANSWER_MALFORMED: 'try-again',
  REMOTE_HASH_MISMATCH: 'other-way',
  REMOTE_CERTIFICATE_MISMATCH: 'other-way',
  REMOTE_DOUBLE_HASHED: 'other-way',
  REMOTE_SIGNATURE_BROKEN: 'other-way',
}

/** The remedy of a failure. */
export function remedyOf(code: ClientErrorCode): Remedy {
  return remedies[code] ?? (code.startsWith('REQUESTER_') ? 'contact-portal' : 'other-file')
}

export interface ClientErrorDetails {
  /** For P12_UNSUPPORTED: the dotted OID or the mode. */
  readonly what?: string
  /** Tries the portal still allows. */
  readonly triesLeft?: number
  /** The stored attempt at the portal, for its support staff. */
  readonly signatureId?: string
  /** The validation reports the portal sent with its refusal, as it sent them. */
  readonly reports?: readonly unknown[]
  /** For NETWORK_GONE: the signature that was made, to be delivered again as it is. */
  readonly signature?: Uint8Array
  /** What a person reads, where the catalogue leaves it to the key source. */
  readonly texts?: FailureTexts
  readonly cause?: unknown
}

/** A failure that is not the person's own choice. `code` never changes meaning; `remedy` says what helps. */
export class ClientError extends Error {
  override readonly name = 'ClientError'
  readonly code: ClientErrorCode
  readonly remedy: Remedy
  readonly what: string | undefined
  readonly triesLeft: number | undefined
  readonly signatureId: string | undefined
  readonly reports: readonly unknown[] | undefined
  readonly signature: Uint8Array | undefined
  readonly texts: FailureTexts | undefined

  constructor(code: ClientErrorCode, details: ClientErrorDetails = {}) {
    // Codes, ids and digests only: what a person is told stands in the message catalogue.
    super(code, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.remedy = remedyOf(code)
    this.what = details.what
    this.triesLeft = details.triesLeft
    this.signatureId = details.signatureId
    this.reports = details.reports
    this.signature = details.signature
    this.texts = details.texts
  }
}
