import { extensionApi } from './api.js'
import { HostConnection } from './host-connection.js'
import { parsePageQuestion } from './page-protocol.js'
import { PageSession, pageOf } from './page-session.js'
import { PromptWindows } from './prompt-window.js'

/** The host's process ends when no page has asked for this long. */
const idleMs = 60_000

const host = new HostConnection()
const prompts = new PromptWindows()
let pages = 0
let idle: ReturnType<typeof setTimeout> | undefined

extensionApi().runtime.onConnect.addListener((port) => {
  if (port.name.startsWith('prompt:')) {
    prompts.connected(port)
    return
  }
  const page = port.name === 'page' ? pageOf(port, extensionApi().runtime.id) : undefined
  if (page === undefined) {
    port.disconnect()
    return
  }
  const session = new PageSession(page, host, prompts)
  let open = true
  pages++
  clearTimeout(idle)
  port.onMessage.addListener((message) => {
    // The content script has looked at the shape already; a page that broke into its process would go past it.
    const question = parsePageQuestion(message)
    if (question === undefined) return
    void session.answer(question).then((answer) => {
      if (open && answer !== undefined) port.postMessage(answer)
    })
  })
  port.onDisconnect.addListener(() => {
    open = false
    session.end()
    if (--pages === 0) idle = setTimeout(() => host.close(), idleMs)
  })
})
