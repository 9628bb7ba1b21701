import { UsageError } from '@chopmark/core'
import { ClientError } from '../../client-error.js'
import type { Pkcs12Problem } from '../../pkcs12/pkcs12-error.js'
import type { SigningHash } from '../key-source.js'
import type { DescribedKey, Pkcs12Answer, Pkcs12Question, WorkerLike } from './pkcs12-protocol.js'

type Question<K extends Pkcs12Question['kind']> = Omit<Extract<Pkcs12Question, { kind: K }>, 'id'>

/** The page's side of one worker. */
export interface Pkcs12Worker {
  inspect(bytes: Uint8Array): Promise<{ readonly ok: true } | Pkcs12Problem>
  /** `pin` is handed over: empty afterwards. */
  open(
    bytes: Uint8Array,
    pin: Uint16Array,
    hash: SigningHash,
    report: (share: number) => void,
  ): Promise<{ readonly ok: true; readonly keys: readonly DescribedKey[] } | Pkcs12Problem>
  sign(key: number, attributes: Uint8Array): Promise<Uint8Array>
  /** Ends the worker, whatever it is at: keys and PIN go with it. What is still waited for rejects with `reason`. */
  terminate(reason?: unknown): void
}

/**
 * Talks to a worker that runs `pkcs12-service`.
 * @param worker - Used by this client alone.
 */
export function pkcs12Worker(worker: WorkerLike): Pkcs12Worker {
  const waiting = new Map<
    number,
    {
      readonly resolve: (answer: Pkcs12Answer) => void
      readonly reject: (error: unknown) => void
      readonly report?: (share: number) => void
    }
  >()
  let nextId = 0
  let ended: { readonly reason: unknown } | undefined
  const end = (reason: unknown): void => {
    // Questions that come later are not left without an answer either.
    ended ??= { reason }
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
  }
  worker.addEventListener('message', ({ data }) => {
    const answer = data as Pkcs12Answer
    const asked = waiting.get(answer.id)
    if (answer.kind === 'progress') asked?.report?.(answer.share)
    else if (asked !== undefined) {
      waiting.delete(answer.id)
      asked.resolve(answer)
    }
  })
  const broken = (): void => end(new ClientError('WORKER_UNAVAILABLE'))
  worker.addEventListener('error', broken)
  worker.addEventListener('messageerror', broken)

  const ask = async <K extends Pkcs12Question['kind']>(
    question: Question<K>,
    transfer: Transferable[],
    report?: (share: number) => void,
  ): Promise<Pkcs12Answer> => {
    if (ended !== undefined) throw ended.reason
    const id = nextId++
    return new Promise<Pkcs12Answer>((resolve, reject) => {
      waiting.set(id, { resolve, reject, ...(report === undefined ? {} : { report }) })
      worker.postMessage({ ...question, id }, transfer)
    })
  }

  return {
    async inspect(bytes) {
      const copy = bytes.slice()
      const answer = await ask<'inspect'>({ kind: 'inspect', bytes: copy }, [copy.buffer])
      if (answer.kind === 'inspected') return { ok: true }
      if (answer.kind === 'problem') return answer.problem
      throw new ClientError('WORKER_UNAVAILABLE')
    },
    async open(bytes, pin, hash, report) {
      const copy = bytes.slice()
      const transfer = [copy.buffer, pin.buffer]
      const question: Question<'open'> = { kind: 'open', bytes: copy, pin, hash }
      const answer = await ask<'open'>(question, transfer, report)
      if (answer.kind === 'opened') return { ok: true, keys: answer.keys }
      if (answer.kind === 'problem') return answer.problem
      throw new ClientError('WORKER_UNAVAILABLE')
    },
    async sign(key, attributes) {
      const answer = await ask<'sign'>({ kind: 'sign', key, attributes }, [])
      if (answer.kind === 'signed') return answer.signature
      if (answer.kind === 'not-own-attributes') {
        throw new UsageError('NOT_OWN_ATTRIBUTES', 'Give what signWithKey made, nothing else.')
      }
      throw new ClientError('SIGNING_FAILED')
    },
    terminate(reason) {
      worker.terminate()
      end(reason ?? new ClientError('WORKER_UNAVAILABLE'))
    },
  }
}
