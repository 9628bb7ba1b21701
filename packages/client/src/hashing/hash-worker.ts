import type { HashQuestion } from './hash-protocol.js'
import { hashBlob } from './hash-service.js'

// The entry of the worker: a module with a side effect on import.
const scope = globalThis as unknown as {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: MessageEvent<HashQuestion>) => void): void
}
scope.addEventListener('message', ({ data }) => {
  void hashBlob(data, (answer) => scope.postMessage(answer))
})
