import { protocolVersion } from '../protocol.js'
import { extensionApi, type Port } from './api.js'
import { connectMark, type PageAnswer, parsePageQuestion } from './page-protocol.js'

/**
 * Between a page and the background. It knows nothing and keeps nothing: it takes one end of the page's MessageChannel,
 * lets through what has the shape of a question, and brings back answers. Who the page is, the browser tells the
 * background; nothing the page says about itself counts.
 */
function bridge(page: MessagePort): void {
  let background: Port | undefined
  const answer = (message: PageAnswer): void => page.postMessage(message)
  const waiting = new Set<number>()
  const gone = (): void => {
    background = undefined
    for (const id of waiting) answer({ id, kind: 'problem', problem: 'GONE' })
    waiting.clear()
  }
  const connect = (): Port => {
    const port = extensionApi().runtime.connect({ name: 'page' })
    port.onMessage.addListener((message) => {
      waiting.delete((message as { readonly id: number }).id)
      answer(message as PageAnswer)
    })
    port.onDisconnect.addListener(gone)
    return port
  }
  page.onmessage = ({ data }: MessageEvent<unknown>) => {
    const question = parsePageQuestion(data)
    if (question === undefined) return
    if (question.kind !== 'cancel') waiting.add(question.id)
    try {
      background ??= connect()
      background.postMessage(question)
    } catch {
      // The extension was updated or removed after this page had loaded.
      gone()
    }
  }
  answer({ kind: 'ready', protocol: protocolVersion })
}

// Registered before any script of the page: what is meant for the extension never reaches the page's own listeners.
window.addEventListener(
  'message',
  (event: MessageEvent<unknown>) => {
    if (!event.isTrusted || event.source !== window || event.origin !== location.origin) return
    const { chopmark } = (event.data ?? {}) as { readonly chopmark?: unknown }
    if (chopmark !== connectMark) return
    event.stopImmediatePropagation()
    const [port] = event.ports
    if (port !== undefined) bridge(port)
  },
  true,
)
