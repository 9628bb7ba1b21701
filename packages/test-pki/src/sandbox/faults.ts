import type { ServerResponse } from 'node:http'

/**
 * How a server can go wrong:
 * `timeout` never answers, `http-500` and `not-found` answer so, `truncated` announces all bytes and sends half, `cut` sends
 * half as if it were all, `wrong-content` sends other bytes, `stale` an answer of thirty days ago, `html` a maintenance page
 * with status 200, `redirect` leads to another host, `redirect-loop` to itself, `huge` never stops (up to 1 GiB), `slow-drip`
 * sends one octet a second, `reset` drops the connection.
 */
export type Fault =
  | 'timeout'
  | 'http-500'
  | 'not-found'
  | 'truncated'
  | 'cut'
  | 'wrong-content'
  | 'stale'
  | 'html'
  | 'redirect'
  | 'redirect-loop'
  | 'huge'
  | 'slow-drip'
  | 'reset'

const hugeBytes = 1024 ** 3
const dripMs = 1000

/** Sends `bytes`, or what the fault makes of them. `stale` was dealt with when the bytes were made. */
export function sendWithFault(
  response: ServerResponse,
  bytes: Uint8Array,
  type: string,
  fault: Fault | null,
): void {
  const half = bytes.subarray(0, bytes.length >> 1)
  const headers = { 'content-type': type }
  switch (fault) {
    case null:
    case 'stale':
      response.writeHead(200, { ...headers, 'content-length': bytes.length }).end(bytes)
      return
    case 'timeout':
      return
    case 'http-500':
      response.writeHead(500, { 'content-type': 'text/plain' }).end('out of order')
      return
    case 'not-found':
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found')
      return
    case 'truncated':
      response.writeHead(200, { ...headers, 'content-length': bytes.length })
      response.write(half, () => response.destroy())
      return
    case 'cut':
      response.writeHead(200, { ...headers, 'content-length': half.length }).end(half)
      return
    case 'wrong-content':
      response.writeHead(200, headers).end(Uint8Array.of(0x30, 3, 2, 1, 5))
      return
    case 'html':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Maintenance</title><p>We will be back soon.</p>')
      return
    case 'redirect':
      response.writeHead(302, { location: 'http://redirected.example/elsewhere' }).end()
      return
    case 'redirect-loop':
      response.writeHead(302, { location: response.req.url ?? '/' }).end()
      return
    case 'huge':
      response.writeHead(200, headers)
      pour(response, hugeBytes)
      return
    case 'slow-drip':
      response.writeHead(200, { ...headers, 'content-length': bytes.length })
      drip(response, bytes)
      return
    case 'reset':
      response.socket?.resetAndDestroy()
  }
}

function pour(response: ServerResponse, left: number): void {
  const part = Buffer.alloc(64 * 1024, 0x30)
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= part.length
      if (!response.write(part)) {
        response.once('drain', more)
        return
      }
    }
    response.end()
  }
  more()
}

function drip(response: ServerResponse, bytes: Uint8Array): void {
  let offset = 0
  const timer = setInterval(() => {
    response.write(bytes.subarray(offset, offset + 1))
    offset += 1
    if (offset >= bytes.length) {
      clearInterval(timer)
      response.end()
    }
  }, dripMs)
  response.on('close', () => clearInterval(timer))
}
