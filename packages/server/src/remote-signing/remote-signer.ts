import type { SignatureRequest, SigningAlgorithm } from '@chopmark/core'
import type { RefusalCode } from '../requests/refusal-code.js'
import type { RemoteCode } from './remote-code.js'

/** A document whose signature is asked of a service. */
export interface RemoteDocument {
  /** What the portal asked for; its name, requester and purpose may be shown to the person by the service. */
  readonly request: SignatureRequest
}

/** Attributes made for one signing certificate: what the service is to sign, and all that is needed to wrap its answer. */
export interface PreparedSignatures {
  /** The signing certificate, DER. */
  readonly certificate: Uint8Array
  /** Issuers above it as the service gave them, DER; carried along, never trusted. */
  readonly chain: readonly Uint8Array[]
  readonly algorithm: SigningAlgorithm
  /** One for each document, in the order of the request. */
  readonly documents: readonly {
    readonly requestId: string
    /** DER `SET OF Attribute`: the octets that are signed. */
    readonly attributes: Uint8Array
    /** Their digest by `algorithm.hash`: what a hash-signing service gets. */
    readonly digest: Uint8Array
  }[]
}

/** What a service is to sign: one or several documents under one consent. */
export interface RemoteSignRequest {
  readonly documents: readonly [RemoteDocument, ...RemoteDocument[]]
  /**
   * Sent to nobody: the portal's session, for a signer that looks the person up; at the dialog's own origin the dialog's, of which the
   * portal knows nothing. There the requests tell who was asked.
   */
  readonly session: string
  /** `User-Agent` of the person's browser, for services that want to know where they return to. */
  readonly userAgent: string
  /**
   * Makes the signed attributes for one certificate: CAdES-B-B names its signing certificate, so a signer has to know it
   * before it asks for a signature.
   * @returns Undefined when no digest by this hash can be had: the portal holds other digests of the document, not its bytes.
   */
  prepare(input: {
    readonly certificate: Uint8Array
    readonly chain: readonly Uint8Array[]
    readonly algorithm: SigningAlgorithm
  }): PreparedSignatures | undefined
}

/** What a step may use. */
export interface RemoteContext {
  /** Where the service sends the person, or its result, back to. */
  readonly callbackUrl: string
  /** A fresh value that names this run once: 256 random bits, base64url. The next message that carries it belongs here. */
  readonly nextKey: () => string
  readonly signal: AbortSignal
}

/** A message of the service that came back: parameters of a redirect, or the JSON body of a call. */
export interface RemoteMessage {
  readonly kind: 'redirect' | 'call'
  readonly values: Readonly<Record<string, unknown>>
}

/** Where a run stands after a step. `State` is the signer's own; it holds secrets and stays in the process. */
export type RemoteStep<State> =
  | {
      readonly kind: 'pending'
      readonly state: State
      /** The page at the service to which the person goes next. */
      readonly redirectUrl?: string
      /** 識別碼: what the person compares with the one their app shows. */
      readonly identificationCode?: string
    }
  | {
      readonly kind: 'signed'
      readonly prepared: PreparedSignatures
      /** Raw signature values in the order of `prepared.documents`; for ECDSA the DER form. Nothing about them is trusted. */
      readonly signatures: readonly Uint8Array[]
    }
  | { readonly kind: 'refused'; readonly code: RemoteCode | RefusalCode }

/**
 * A service that signs digests. The portal drives it; the person's browser is only sent to it, or waits.
 * Every method answers with a value: what goes wrong at the service is a refusal with a code.
 */
export interface RemoteSigner<State = unknown> {
  /** Stable, in URLs: lower-case words and hyphens. */
  readonly id: string
  /** How many documents go under one consent. */
  readonly maxDocuments: number
  start(request: RemoteSignRequest, context: RemoteContext): Promise<RemoteStep<State>>
  /** Asked whenever the person's page asks; a signer that only waits for a message gives the step it has. */
  poll(state: State, request: RemoteSignRequest, context: RemoteContext): Promise<RemoteStep<State>>
  /** Which run a message belongs to: a value that `nextKey` gave; undefined: no message of this service. */
  keyOf(message: RemoteMessage): string | undefined
  receive(
    state: State,
    message: RemoteMessage,
    request: RemoteSignRequest,
    context: RemoteContext,
  ): Promise<RemoteStep<State>>
  /** Told once the portal has accepted what this certificate signed, by full validation. */
  accepted?(request: RemoteSignRequest, certificate: Uint8Array): void | Promise<void>
}
