import type { Pkcs12Question, WorkerLike } from '../key-sources/ecert-file/pkcs12-protocol.js'
import { pkcs12Service } from '../key-sources/ecert-file/pkcs12-service.js'

/** The worker's own code without a worker, for runtimes that have none: messages are cloned and transferred as it would. */
export function inProcessWorker(): WorkerLike {
  const listeners: ((event: { readonly data: unknown }) => void)[] = []
  let alive = true
  const serve = pkcs12Service((answer) => {
    const data = structuredClone(answer)
    queueMicrotask(() => {
      if (alive) for (const listener of listeners) listener({ data })
    })
  })
  return {
    postMessage(message, transfer) {
      const question = structuredClone(message, { transfer }) as Pkcs12Question
      queueMicrotask(() => {
        if (alive) void serve(question)
      })
    },
    addEventListener(type: string, listener: (event: { readonly data: unknown }) => void) {
      if (type === 'message') listeners.push(listener)
    },
    terminate() {
      alive = false
    },
  }
}
