/** A sentence in the three languages of Hong Kong services. */
export interface LocalizedText {
  readonly en: string
  readonly 'zh-Hant-HK': string
  readonly 'zh-Hans-HK': string
}

export type Locale = keyof LocalizedText

/** Who may sign: every field given must fit. Matched by `verify` on the server and, for guidance, by the dialog. */
export interface SignerConstraint {
  /** Accepted certificate profile ids, for example `hk/e-cert-personal`; absent: any that the policy accepts. */
  readonly profiles?: readonly string[]
  /** Lower-case hex SHA-256 of the DER issuer names whose certificates are accepted; guidance for the dialog, never the decision. */
  readonly issuerNameSha256?: readonly string[]
  /** Subject attributes that must be present with exactly this text, by dotted OID: `{ "2.5.4.3": "CHAN TAI MAN" }`. */
  readonly subject?: Readonly<Record<string, string>>
}

export type CommitmentType =
  | 'proofOfOrigin'
  | 'proofOfReceipt'
  | 'proofOfDelivery'
  | 'proofOfSender'
  | 'proofOfApproval'
  | 'proofOfCreation'

/**
 * A second signature on a document that somebody has signed: beside the first (`parallel`), or over it (`counter`, RFC 5652
 * §11.4). The portal puts both together.
 */
export interface Cosign {
  readonly as: 'parallel' | 'counter'
  /** The earlier signature, as the portal keeps it. */
  readonly signatureId: string
  /** SHA-256 of the earlier signature value: the one that a counter-signature signs. Base64url. */
  readonly signatureSha256: string
  /** Nobody who signed before may sign again. */
  readonly anotherPerson: boolean
}

/** What a portal asks a person to sign. Travels as JSON; binary values are base64url without padding, times ISO 8601 UTC. */
export interface SignatureRequest {
  readonly version: 1
  readonly id: string
  /** 32 random octets, single use. */
  readonly nonce: string
  /** The web origin that asks, for example `https://portal.example`. */
  readonly origin: string
  /** The web origin whose page shows the document and delivers the signature; absent: `origin` does that itself. */
  readonly dialogOrigin?: string
  readonly requester: LocalizedText
  readonly purpose: LocalizedText
  readonly document: {
    readonly name: string
    readonly mediaType: string
    readonly sizeBytes: number
    readonly digestAlgorithm: 'SHA-256' | 'SHA-384' | 'SHA-512'
    readonly digest: string
  }
  readonly packaging: 'attached' | 'detached'
  readonly commitmentType: CommitmentType
  readonly signer: SignerConstraint
  /** The signature has to say that the signing dialog showed the whole document (see `Shown`); absent: it need not. */
  readonly shown?: 'whole'
  /** Present when somebody else has signed this document before. */
  readonly cosign?: Cosign
  readonly createdAt: string
  readonly expiresAt: string
  /** True when only sandbox certificates can pass; the dialog marks it. */
  readonly sandbox: boolean
}

/** The web origin at whose page the person signs, and which alone may deliver the signature. */
export function signingOrigin({
  origin,
  dialogOrigin,
}: Pick<SignatureRequest, 'origin' | 'dialogOrigin'>): string {
  return dialogOrigin ?? origin
}
