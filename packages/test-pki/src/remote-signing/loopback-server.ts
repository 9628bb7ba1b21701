import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as a sandbox service sees it. */
export interface LoopbackRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface LoopbackAnswer {
  readonly status: number
  /** An object goes out as JSON, text as HTML. */
  readonly body?: object | string
  readonly location?: string
}

export interface LoopbackServer {
  readonly url: string
  close(): Promise<void>
}

const maxBodyBytes = 256 * 1024

/** An HTTP server on a free port of 127.0.0.1. `answer` gives undefined to leave a request unanswered. */
export async function serveLoopback(
  answer: (request: LoopbackRequest) => Promise<LoopbackAnswer | undefined>,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    read(request)
      .then(answer)
      .then((answered) => answered && send(response, answered))
      .catch(() => response.writeHead(400).end())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}

async function read(request: IncomingMessage): Promise<LoopbackRequest> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxBodyBytes) throw new RangeError('request too large')
    parts.push(part)
  }
  const url = new URL(request.url ?? '/', 'http://sandbox')
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(parts).toString('utf8'),
  }
}

function send(response: ServerResponse, { status, body, location }: LoopbackAnswer): void {
  const html = typeof body === 'string'
  response.writeHead(status, {
    'content-type': html ? 'text/html; charset=utf-8' : 'application/json',
    'cache-control': 'no-store',
    ...(location !== undefined && { location }),
  })
  response.end(html ? body : body === undefined ? '' : JSON.stringify(body))
}

/** A JSON body as an object; one that is none counts as empty. */
export function jsonBody({ body }: LoopbackRequest): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(body)
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** A page of the sandbox where a person says yes or no. */
export function approvalPage(
  title: string,
  lines: readonly string[],
  choices: readonly { readonly label: string; readonly url: string }[],
): string {
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`).join('\n')
  const links = choices
    .map(({ label, url }) => `<p><a href="${escaped(url)}">${escaped(label)}</a></p>`)
    .join('\n')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<h1>${escaped(title)}</h1>
<p><strong>SANDBOX: nothing here has legal effect.</strong></p>
${paragraphs}
${links}
</html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
