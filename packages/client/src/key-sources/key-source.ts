import type { LocalizedText, SignatureRequest } from '@chopmark/core'
import type { ClientError } from '../client-error.js'
import type { OwnAttributes } from '../signing/own-attributes.js'
import type { Portal } from '../wire/portal.js'
import type { PortalAnswer } from '../wire/portal-answer.js'
import type { FormAnswer, FormQuestion } from './form-question.js'
import type { LinkState } from './link-state.js'

/** Hashes a signature of today may use; the request's `digestAlgorithm` decides. */
export type SigningHash = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** What a key signs with. */
export type KeyAlgorithm =
  | { readonly scheme: 'RSASSA-PKCS1-v1_5'; readonly hash: SigningHash }
  | {
      readonly scheme: 'ECDSA'
      readonly hash: SigningHash
      readonly curve: 'P-256' | 'P-384' | 'P-521'
    }
  /** RFC 8419 §3.1 fixes the hash. */
  | { readonly scheme: 'Ed25519'; readonly hash: 'SHA-512' }

/** One key that can sign, with its certificate. Holds the key, or a way to it, until `release`. */
export interface KeyHandle {
  /** DER of the signing certificate. */
  readonly certificate: Uint8Array
  /** Certificates above it as far as the source holds them, the issuer first, DER. */
  readonly chain: readonly Uint8Array[]
  readonly algorithm: KeyAlgorithm
  /** A name the source keeps for it (friendlyName, token label); not trusted, shown with care. */
  readonly name?: string
  /** The source asks the person itself before each signature, in a window of its own. */
  readonly asks?: 'own-window'
  /** The source itself offers to renew the certificate; absent: the authority does, where the page knows its address. */
  readonly renewal?: 'at-source'
  /**
   * Signs the signed attributes of one Chopmark signature and nothing else: never octets a caller made
   * (a key that signs anything is an oracle for TLS, code and other people's CMS).
   * @returns The signature value as it stands in SignerInfo: for ECDSA the DER of ECDSA-Sig-Value.
   * @throws UsageError `NOT_OWN_ATTRIBUTES`, `KEY_RELEASED`; ClientError `SIGNING_FAILED`.
   */
  sign(attributes: OwnAttributes, options?: { readonly signal?: AbortSignal }): Promise<Uint8Array>
  /**
   * Signs several documents where the source asks the person before each use, so that they agree, and give their PIN, once.
   * Absent: `sign`, one after the other. All are signed, or none.
   * @param documents - At most 50; `name` is what the person is told of each.
   * @returns In the order of the documents.
   * @throws As `sign`.
   */
  signAll?(
    documents: readonly { readonly attributes: OwnAttributes; readonly name: string }[],
    options?: { readonly signal?: AbortSignal },
  ): Promise<readonly Uint8Array[]>
  /** Lets go of the key; signing afterwards is a UsageError. May be called twice. */
  release(): void
}

export interface FileQuestion {
  /** Why the file given before will not do. */
  readonly problem?: { readonly code: ProblemCode; readonly what?: string }
}

export interface PinQuestion {
  /** What the PIN opens, for example a file name. */
  readonly for: string
  readonly problem?: { readonly code: 'WRONG_PIN' }
}

/** Why something a person gave will not do: codes of the message catalogue. */
export type ProblemCode =
  | 'NOT_A_P12'
  | 'WRONG_PIN'
  | 'P12_TOO_LARGE'
  | 'P12_TOO_EXPENSIVE'
  | 'P12_NO_KEY'
  | 'P12_UNSUPPORTED'
  | 'P12_DAMAGED'
  | 'FILE_UNREADABLE'

/** What a key source may ask a person through whoever talks to them: the dialog, or a page of the integrator's own. */
export interface KeySourcePrompts {
  /** Asks for a file. Rejects with the reason of the context's signal when the person gives up. */
  file(question: FileQuestion): Promise<File>
  /**
   * Asks for a PIN.
   * @returns Its UTF-16 code units, for the source to overwrite; or `other` for another file or card.
   */
  pin(question: PinQuestion): Promise<Uint16Array | 'other'>
  /**
   * Shows that something takes its time, and offers to stop it.
   * @param run - Gets a way to report the share done (0 to 1), and a signal that fires when the person stops.
   * @param shown - What is being done, for the heading; or that the person is asked in a window that is not the dialog's, and
   * is told to look there. Absent: an e-Cert is being opened.
   * @returns What `run` gave, or `stopped`.
   */
  working<T>(
    run: (report: (share: number) => void, signal: AbortSignal) => Promise<T>,
    shown?: 'own-window' | LocalizedText,
  ): Promise<T | 'stopped'>
  /**
   * Shows a screen of the source's own. Absent where nobody can be asked so; the dialog always has it. Rejects with the
   * reason of the context's signal when the person gives up.
   */
  form?(question: FormQuestion): Promise<FormAnswer>
}

export interface KeySourceContext {
  readonly request: SignatureRequest
  readonly prompts: KeySourcePrompts
  /** Fires when the person or the page gives up. */
  readonly signal: AbortSignal
}

/** A place where keys live: a file, a card, this device, a service. */
export interface KeySource {
  /** Stable, for example `ecert-file`; remembered as the last choice. */
  readonly id: string
  /** A key of `messages.sources`, or the texts themselves for a source of the integrator's own. */
  readonly label: 'ecertFile' | 'card' | 'device' | LocalizedText
  /**
   * Finds the keys, asking the person what it has to.
   * @returns At least one key, each to be released by the caller.
   * @throws ClientError when it cannot go on; the context signal's reason when it fired.
   */
  list(context: KeySourceContext): Promise<readonly KeyHandle[]>
  /** The links between the page and the keys, first to last, found without asking the person anything. */
  diagnose?(signal: AbortSignal): Promise<readonly LinkState[]>
}

/**
 * A service that signs what the portal makes. No key comes near the page, and the portal has the signature before the page
 * does: so it lists no keys, and gives the portal's answer.
 */
export interface RemoteSource {
  /** Stable, as for a key source. */
  readonly id: string
  readonly label: LocalizedText
  /**
   * Leads the person through the service until the portal has decided.
   * @throws ClientError when it comes to nothing; the context signal's reason when it fired.
   */
  signAtService(context: RemoteSourceContext): Promise<PortalAnswer>
  /**
   * The same for several requests under one consent; absent: the service signs one at a time.
   * @param context - `connection` of the first request, `also` those of the others.
   * @returns What became of each, in that order.
   * @throws ClientError when it comes to nothing for all.
   */
  signAllAtService?(
    context: RemoteSourceContext & { readonly also: readonly RemoteConnection[] },
  ): Promise<readonly (PortalAnswer | ClientError)[]>
  /** As for a key source. */
  diagnose?(signal: AbortSignal): Promise<readonly LinkState[]>
}

/** Where the portal has a request, and what was shown of its document. */
export type RemoteConnection = Portal['connection'] & {
  /** The signed attribute made by `shownAttribute` of core: the portal puts it into what the service signs. Absent: nothing is said. */
  readonly shown?: Uint8Array
}

export interface RemoteSourceContext extends KeySourceContext {
  readonly connection: RemoteConnection
}

/** Any way to sign that a page can offer. */
export type SigningSource = KeySource | RemoteSource
