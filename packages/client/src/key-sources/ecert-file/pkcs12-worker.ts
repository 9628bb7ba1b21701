import type { Pkcs12Question } from './pkcs12-protocol.js'
import { pkcs12Service } from './pkcs12-service.js'

// The entry of the worker: the one module of this package with a side effect on import.
const scope = globalThis as unknown as DedicatedWorkerGlobalScope
const serve = pkcs12Service((message) => scope.postMessage(message))
scope.addEventListener('message', (event: MessageEvent<Pkcs12Question>) => {
  void serve(event.data)
})

/** What the worker's own scope offers; the DOM library describes the window's. */
interface DedicatedWorkerGlobalScope {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: MessageEvent<Pkcs12Question>) => void): void
}
