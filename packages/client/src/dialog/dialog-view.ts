import type { LocalizedText, SignatureRequest } from '@chopmark/core'
import type { Candidate } from '../certificate/describe-key.js'
import type { ClientError } from '../client-error.js'
import type { ShowDocument } from '../display/show-document.js'
import type { FormAnswer, FormQuestion } from '../key-sources/form-question.js'
import type { FileQuestion, PinQuestion, SigningSource } from '../key-sources/key-source.js'
import type { DrawCertificates } from './certificates-screen.js'
import type { DrawForm } from './form-screen.js'
import type { Screen, Tools } from './screen.js'
import type { DocumentContent } from '../wire/document-content.js'
import type { PortalAnswer } from '../wire/portal-answer.js'

/** A state of the dialog in which the person has the word. */
export type Question =
  | {
      readonly step: 'review'
      readonly request: SignatureRequest
      readonly content: DocumentContent
      /** Comes along with the document, so that the first load does without it. */
      readonly show: ShowDocument
    }
  | {
      readonly step: 'source'
      readonly sources: readonly SigningSource[]
      /** The one used last, marked so. */
      readonly last?: SigningSource
    }
  | ({ readonly step: 'file' } & FileQuestion)
  | ({ readonly step: 'pin' } & PinQuestion)
  /** A screen that comes along, so that a person who signs without it need not load it; `name` stands in `data-step`. */
  | { readonly step: 'drawn'; readonly name: string; readonly draw: (tools: Tools) => Screen }
  /** `draw` comes along here too. */
  | { readonly step: 'form'; readonly form: FormQuestion; readonly draw: DrawForm }
  | {
      readonly step: 'certificates'
      readonly candidates: readonly Candidate[]
      readonly draw: DrawCertificates
    }
  | { readonly step: 'done'; readonly answer: PortalAnswer }
  | {
      readonly step: 'failure'
      readonly error: ClientError
      /** The button that goes on; absent: closing is all that is left. */
      readonly offer?: 'try-again' | 'send-again' | 'other-file' | 'other-way'
      /** Another key source may do: offered beside. */
      readonly otherWay?: boolean
      /** A key is still open, so that nothing has to be entered anew. */
      readonly keyOpen: boolean
    }

/** A state in which the dialog works. */
export type Work =
  | { readonly step: 'loading'; readonly share?: number }
  /** `share` from 0 to 1 when it is known. */
  | {
      readonly step: 'working'
      readonly share?: number
      readonly where?: 'own-window'
      /** Absent: an e-Cert is being opened. */
      readonly title?: LocalizedText
    }
  /** `where`: the person is asked in a window that is not the dialog's. */
  | { readonly step: 'signing'; readonly share?: number; readonly where?: 'own-window' }
  | { readonly step: 'sending'; readonly share?: number }

/** What the person did. */
export type Action =
  /** `shown`: the signed attribute that says what was read. */
  | { readonly kind: 'continue'; readonly shown?: Uint8Array }
  | { readonly kind: 'back' }
  /** Closed the dialog: button, Escape, back gesture. */
  | { readonly kind: 'close' }
  | { readonly kind: 'other-file' }
  | { readonly kind: 'other-way' }
  /** To the source once more, which renews certificates itself. */
  | { readonly kind: 'renew' }
  | { readonly kind: 'source'; readonly source: SigningSource }
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'pin'; readonly pin: string }
  | { readonly kind: 'form'; readonly answer: FormAnswer }
  | { readonly kind: 'sign'; readonly candidate: Candidate }

/** What the flow needs of the dialog; the tests have one without a browser. */
export interface DialogView {
  /** What stands above every state, from now on. */
  setRequest(request: SignatureRequest): void
  /** Shows a state and waits for the person. */
  ask(question: Question): Promise<Action>
  /**
   * Shows work in progress.
   * @param stop - Called when the person stops it (after being asked, where something may already be on its way).
   */
  show(work: Work, stop: () => void): void
}
