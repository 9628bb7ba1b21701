import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { inFrame } from './page-frame.js'

const types: Readonly<Record<string, string>> = {
  '.bcmap': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.pfb': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
}

/** No inline script or style, no eval, no blob; scripts only through the dialog's Trusted Types policy. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types chopmark',
]

export type Headers = Readonly<Record<string, string>>

/**
 * Headers that every answer carries.
 * @param dialogOrigin - Where the dialog has its own origin: it may stand in a frame, and a window opened for it knows its opener.
 */
export function securityHeaders(dialogOrigin: string): Headers {
  return {
    'content-security-policy': [...contentSecurityPolicy, `frame-src 'self' ${dialogOrigin}`].join(
      '; ',
    ),
    // A window opened for the dialog has to know its opener, which WebKit denies it under `same-origin-allow-popups`.
    'cross-origin-opener-policy': 'unsafe-none',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  }
}

/** A worker has the policy of its own response: this one alone may compile its digests, no page may. */
function wasm(headers: Headers): Headers {
  const policy = headers['content-security-policy'] ?? ''
  return {
    ...headers,
    'content-security-policy': policy.replace(
      "script-src 'self'",
      "script-src 'self' 'wasm-unsafe-eval'",
    ),
  }
}

function filesBelow(folder: string, prefix = ''): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`)
      : [`${prefix}${entry.name}`],
  )
}

/**
 * Serves the pages, each in the frame that all have, and the scripts, each read once at the start: a path that is no file of these folders does not exist.
 */
export function serveStaticFiles(
  app: FastifyInstance,
  folders: readonly string[],
  headers: Headers,
): void {
  for (const folder of folders) {
    for (const file of filesBelow(folder)) {
      const page = extname(file) === '.html'
      const path = page
        ? file === 'index.html'
          ? '/'
          : `/${file.slice(0, -5)}`
        : `/assets/${file}`
      const own = file === 'hash-worker.js' ? wasm(headers) : headers
      serveFile(app, path, join(folder, file), own, page ? inFrame : undefined)
    }
  }
}

/**
 * Serves the example pages of `examples/pages`: `/pages/react`, `/pages/vue` and `/pages/html`, and for the last one the
 * client's own files under `/assets/chopmark`. Without `npm run build:pages` there are none.
 */
export function serveExamplePages(app: FastifyInstance, folder: string, headers: Headers): void {
  if (!existsSync(folder)) return
  const policy = headers['content-security-policy'] ?? ''
  for (const file of filesBelow(folder)) {
    const path = file.startsWith('chopmark/')
      ? `/assets/${file}`
      : `/pages/${file.replace(/\/index\.html$/, '')}`
    serveFile(app, path, join(folder, file), {
      ...headers,
      // Vue names a policy of its own, whether it comes to need it or not.
      'content-security-policy': policy.replace('trusted-types chopmark', (own) => `${own} vue`),
    })
  }
}

function serveFile(
  app: FastifyInstance,
  path: string,
  file: string,
  headers: Headers,
  dress?: (page: string) => string,
): void {
  const type = types[extname(file)]
  if (type === undefined) return
  const read = readFileSync(file)
  const body = dress === undefined ? read : Buffer.from(dress(read.toString()))
  const policy = headers['content-security-policy'] ?? ''
  const inline = importMapSources(body.toString())
  const all = {
    ...headers,
    'content-type': type,
    'cache-control': 'no-cache',
    'content-security-policy': policy.replace("script-src 'self'", (self) => self + inline),
  }
  app.get(path, async (_request, reply) => reply.headers(all).send(body))
}

/** An import map stands in the page itself, so the policy names it by its hash. */
function importMapSources(page: string): string {
  return [...page.matchAll(/<script type="importmap">([^<]*)<\/script>/g)]
    .map(([, map = '']) => ` 'sha256-${createHash('sha256').update(map).digest('base64')}'`)
    .join('')
}
