import type { ClientErrorCode, Remedy } from '../client-error.js'
import type { SigningSource } from '../key-sources/key-source.js'
import { loading } from '../loading.js'
import type { FailureTexts } from '../messages/messages.js'
import type { Fetch } from '../wire/fetch-bytes.js'

export interface DiagnoseOptions {
  /** The ways to sign that the page offers; absent: only what they all need is looked at. */
  readonly keySources?: readonly SigningSource[]
  /** A request of this page's: it is fetched, not used. Absent: portal and clock are not looked at. */
  readonly requestUrl?: string
  /** Absent: the page's own `fetch`. */
  readonly fetch?: Fetch
  /** The origin that asks; absent: the page's own. */
  readonly origin?: string
  /** Where the dialog lies, when it has an origin of its own. */
  readonly dialogUrl?: string
  /** Open an empty window and close it at once, to see whether the browser lets one be opened: only within a click. */
  readonly popUp?: boolean
  readonly signal?: AbortSignal
}

/** One link between the page and a signature. A broken one says what helps, in three languages. */
export type Finding =
  | {
      /**
       * Of every way: `web-crypto`, `portal`, `request`, `clock`, `dialog`, `pop-up`. Of an e-Cert file: `worker`. Of this device:
       * `storage`, `key`, `certificate`, `authority`. Of a card: `extension`, `host`, `driver`, `reader`, `card`, `certificate`. Of
       * any: `source`, which did not answer.
       */
      readonly link: string
      /** `unknown`: it cannot be looked at from here, or lies behind a broken one. */
      readonly state: 'holds' | 'unknown'
    }
  | {
      readonly link: string
      readonly state: 'broken'
      readonly code: ClientErrorCode
      readonly remedy: Remedy
      readonly texts: FailureTexts
    }

export interface Diagnosis {
  /** What every way to sign needs. */
  readonly page: readonly Finding[]
  readonly sources: readonly {
    readonly id: string
    readonly label: SigningSource['label']
    /** No link that could be looked at is broken, those of the page included. */
    readonly ready: boolean
    readonly findings: readonly Finding[]
  }[]
}

/**
 * Finds what stands between a person and a signature, without asking them anything and without signing: for a help page,
 * a support desk, or a choice of ways made before the dialog opens.
 * @throws The signal's reason; ClientError `PORTAL_UNREACHABLE` when the diagnosis itself cannot be loaded.
 */
export async function diagnose(options: DiagnoseOptions = {}): Promise<Diagnosis> {
  return (await loading(import('./run-diagnosis.js'))).runDiagnosis(options)
}

/**
 * What a person reads of a failure: title, text and next step in every language. `{what}` stands for `ClientError.what`.
 * @throws ClientError `PORTAL_UNREACHABLE` when the words cannot be loaded.
 */
export async function failureTexts(code: ClientErrorCode): Promise<FailureTexts> {
  return (await loading(import('./failure-texts.js'))).textsOfFailure(code)
}
