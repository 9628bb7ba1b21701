import type { SignatureRequest } from '@chopmark/core'
import { ClientError } from '../client-error.js'
import type { KeyHandle, KeySource, KeySourcePrompts } from '../key-sources/key-source.js'
import type { DocumentContent } from '../wire/document-content.js'
import type { SignOptions } from './prepare-signature.js'
import { signWithKey } from './sign-with-key.js'

export interface SignRequestOptions extends SignOptions {
  /** How the source asks the person; `fixedPrompts` when file and PIN are at hand. */
  readonly prompts: KeySourcePrompts
  /** Picks one of several keys; absent: the first. Undefined: none of them suits. */
  readonly choose?: (keys: readonly KeyHandle[]) => KeyHandle | undefined
}

/**
 * Signs a request without the dialog: the integrator shows the content, and answers for having shown it.
 * The keys are released afterwards.
 * @returns DER ContentInfo, or undefined when no key suited.
 * @throws ClientError; the signal's reason.
 */
export async function signRequest(
  request: SignatureRequest,
  content: DocumentContent,
  keySource: KeySource,
  options: SignRequestOptions,
): Promise<Uint8Array | undefined> {
  const { prompts, signal = new AbortController().signal } = options
  const choose = options.choose ?? ((keys: readonly KeyHandle[]) => keys[0])
  const keys = await keySource.list({ request, prompts, signal })
  try {
    const key = choose(keys)
    return key && (await signWithKey(request, content, key, options))
  } finally {
    for (const key of keys) key.release()
  }
}

/**
 * Prompts with the answers already at hand: what will not do is a failure, not another question.
 * @throws ClientError from the source's `list`: `WRONG_PIN`, `NOT_A_P12` and their like.
 */
export function fixedPrompts(file: File, pin: string): KeySourcePrompts {
  const refuse = (problem?: {
    readonly code: ClientError['code']
    readonly what?: string
  }): void => {
    if (problem !== undefined) throw new ClientError(problem.code, problem)
  }
  return {
    async file({ problem }) {
      refuse(problem)
      return Promise.resolve(file)
    },
    async pin({ problem }) {
      refuse(problem)
      return Promise.resolve(Uint16Array.from({ length: pin.length }, (_, i) => pin.charCodeAt(i)))
    },
    working: (run) => run(() => undefined, new AbortController().signal),
  }
}
