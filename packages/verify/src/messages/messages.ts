import type { SubIndication } from '../indication.js'

/** What a check found, as a sentence for a person. */
export interface CheckMessage {
  readonly passed: string
  /** FAILED and INDETERMINATE alike: what was found; what it means is the sub-indication's sentence. */
  readonly refused: string
}

/** What a sub-indication means, and what the person at the counter can do. */
export interface SubIndicationMessage {
  readonly why: string
  readonly next: string
}

/** All sentences of one language. Placeholders in braces: `{name}`, `{time}`. */
export interface Messages {
  /** By check id; a test holds them complete against the registry. */
  readonly checks: Readonly<Record<string, CheckMessage>>
  readonly subIndications: Readonly<Record<SubIndication, SubIndicationMessage>>
  readonly indications: Readonly<Record<'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE', string>>
  readonly counterSignature: string
  readonly intact: { readonly yes: string; readonly no: string; readonly unknown: string }
  readonly signedBy: string
  readonly signedAt: string
  readonly claimedAt: string
  /** Cap. 553 s.6(2). */
  readonly eto: {
    readonly recognisedYes: string
    readonly recognisedNo: string
    readonly recognisedUnproven: string
  }
  readonly sandbox: string
  readonly notApplicable: string
  readonly weakAlgorithms: string
}
