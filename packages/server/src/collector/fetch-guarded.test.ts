import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type FetchRequest, fetchGuarded, type FetchSettings } from './fetch-guarded.js'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A server on loopback, and the settings that let it be reached. */
async function serve(listener: RequestListener) {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, allowAddresses: [`127.0.0.1:${port}`] }
}

const fetchOne = (
  request: Partial<FetchRequest> & { url: string },
  settings?: Partial<FetchSettings>,
) =>
  fetchGuarded(
    { maxBytes: 1000, accept: '*/*', ...request },
    { connectTimeoutMs: 300, totalTimeoutMs: 600, ...settings },
  )

const failed = (reason: string) => ({ kind: 'failed', reason })

describe('fetchGuarded', () => {
  it('reads the statuses that are wanted, and sends the headers of the operator', async () => {
    let seen: IncomingMessage['headers'] = {}
    const { url, allowAddresses } = await serve((request, response) => {
      seen = request.headers
      response.writeHead(400).end('why')
    })
    const asked = { url, headers: { authorization: 'Bearer x', accept: 'never this' } }
    expect(await fetchOne(asked, { allowAddresses })).toEqual(failed('HTTP_STATUS'))
    const outcome = await fetchOne({ ...asked, alsoStatuses: [400] }, { allowAddresses })
    expect(outcome).toEqual({
      kind: 'fetched',
      status: 400,
      bytes: new Uint8Array(Buffer.from('why')),
    })
    expect(seen).toMatchObject({ authorization: 'Bearer x', accept: '*/*' })
  })

  it('fetches what the operator allows, with the validators for next time', async () => {
    let seen: IncomingMessage['headers'] = {}
    const { url, allowAddresses } = await serve((request, response) => {
      seen = request.headers
      response.setHeader('etag', '"v1"')
      response.end('bytes')
    })
    expect(
      await fetchOne({ url: `${url}/a.crl`, accept: 'application/pkix-crl' }, { allowAddresses }),
    ).toEqual({
      kind: 'fetched',
      bytes: new TextEncoder().encode('bytes'),
      etag: '"v1"',
    })
    expect(seen).toMatchObject({ accept: 'application/pkix-crl', 'accept-encoding': 'identity' })
    expect(seen.cookie).toBeUndefined()
  })

  it('posts a body', async () => {
    const { url, allowAddresses } = await serve((request, response) => {
      request.pipe(response)
    })
    const body = { mediaType: 'application/ocsp-request', bytes: new Uint8Array([1, 2, 3]) }
    expect(await fetchOne({ url, body }, { allowAddresses })).toMatchObject({
      bytes: new Uint8Array([1, 2, 3]),
    })
  })

  it('asks only for what changed', async () => {
    const { url, allowAddresses } = await serve((request, response) => {
      response.statusCode = request.headers['if-none-match'] === '"v1"' ? 304 : 200
      response.end()
    })
    const known = { etag: '"v1"' }
    expect(await fetchOne({ url, known }, { allowAddresses })).toEqual({ kind: 'not-modified' })
    const { url: other, allowAddresses: allowed } = await serve((_request, response) => {
      response.statusCode = 304
      response.end()
    })
    expect(await fetchOne({ url: other }, { allowAddresses: allowed })).toEqual(
      failed('HTTP_STATUS'),
    )
  })

  it.each([
    ['file:///etc/passwd', 'SCHEME_REFUSED'],
    ['ldap://ca.example/cn=ca', 'SCHEME_REFUSED'],
    ['gopher://127.0.0.1:25/', 'SCHEME_REFUSED'],
    ['data:,x', 'SCHEME_REFUSED'],
    ['http://user:secret@1.1.1.1/', 'SCHEME_REFUSED'],
    ['no url', 'SCHEME_REFUSED'],
    [`http://a.example/${'x'.repeat(3000)}`, 'SCHEME_REFUSED'],
    ['http://127.0.0.1/', 'ADDRESS_REFUSED'],
    ['http://127.1/', 'ADDRESS_REFUSED'],
    ['http://2130706433/', 'ADDRESS_REFUSED'],
    ['http://0x7f000001/', 'ADDRESS_REFUSED'],
    ['http://0177.0.0.1/', 'ADDRESS_REFUSED'],
    ['http://0/', 'ADDRESS_REFUSED'],
    ['http://①②⑦.⓪.⓪.①/', 'ADDRESS_REFUSED'],
    ['http://127.0.0.1./', 'ADDRESS_REFUSED'],
    ['http://localhost/', 'ADDRESS_REFUSED'],
    ['http://1.1.1.1:80@127.0.0.1/', 'SCHEME_REFUSED'],
    ['http://169.254.169.254/latest/meta-data/', 'ADDRESS_REFUSED'],
    ['http://[::1]/', 'ADDRESS_REFUSED'],
    ['http://[::ffff:127.0.0.1]/', 'ADDRESS_REFUSED'],
    ['http://[64:ff9b::7f00:1]/', 'ADDRESS_REFUSED'],
    ['http://1.1.1.1:22/', 'ADDRESS_REFUSED'],
    ['https://1.1.1.1:8443/', 'ADDRESS_REFUSED'],
  ])('refuses %s', async (url, reason) => {
    expect(await fetchOne({ url })).toEqual(failed(reason))
  })

  it('refuses loopback on another port than the one allowed', async () => {
    const { url, port } = await serve((_request, response) => response.end('secret'))
    const allowAddresses = [`127.0.0.1:${port + 1}`]
    expect(await fetchOne({ url }, { allowAddresses })).toEqual(failed('ADDRESS_REFUSED'))
  })

  it('refuses a name of which one address is private', async () => {
    const resolve = () => Promise.resolve(['1.1.1.1', '10.0.0.1'])
    expect(await fetchOne({ url: 'http://ca.example/' }, { resolve })).toEqual(
      failed('ADDRESS_REFUSED'),
    )
  })

  it('connects to the address it checked, and resolves once', async () => {
    let host: string | undefined
    const { port, allowAddresses } = await serve((request, response) => {
      host = request.headers.host
      response.end('x')
    })
    let resolutions = 0
    const resolve = () => Promise.resolve([resolutions++ === 0 ? '127.0.0.1' : '10.0.0.1'])
    const url = `http://ca.example:${port}/`
    expect(await fetchOne({ url }, { resolve, allowAddresses })).toMatchObject({ kind: 'fetched' })
    expect(host).toBe(`ca.example:${port}`)
    expect(resolutions).toBe(1)
  })

  it('checks the addresses again after a redirect', async () => {
    const { port, allowAddresses } = await serve((_request, response) => {
      response.writeHead(302, { location: '/again' }).end()
    })
    let resolutions = 0
    const resolve = () => Promise.resolve([resolutions++ === 0 ? '127.0.0.1' : '10.0.0.1'])
    const url = `http://ca.example:${port}/`
    expect(await fetchOne({ url }, { resolve, allowAddresses })).toEqual(failed('ADDRESS_REFUSED'))
  })

  it('tries the next address when one cannot be reached', async () => {
    const { port, allowAddresses } = await serve((_request, response) => response.end('x'))
    const resolve = () => Promise.resolve(['127.0.0.2', '127.0.0.1'])
    const both = [...allowAddresses, `127.0.0.2:${port}`]
    const url = `http://ca.example:${port}/`
    expect(await fetchOne({ url }, { resolve, allowAddresses: both })).toMatchObject({
      kind: 'fetched',
    })
  })

  it('follows three redirects on the same host, and no fourth', async () => {
    const { url, allowAddresses } = await serve((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left === 0) response.end('there')
      else response.writeHead(301, { location: `/${left - 1}` }).end()
    })
    expect(await fetchOne({ url: `${url}/3` }, { allowAddresses })).toMatchObject({
      kind: 'fetched',
    })
    expect(await fetchOne({ url: `${url}/4` }, { allowAddresses })).toEqual(
      failed('REDIRECT_REFUSED'),
    )
  })

  it.each([
    'http://localhost/',
    'http://169.254.169.254/',
    'https://127.0.0.1:1/',
    '//evil.example/',
    'file:///etc/passwd',
    'http://[',
  ])('refuses a redirect to %s', async (location) => {
    const { url, allowAddresses } = await serve((_request, response) => {
      response.writeHead(302, { location }).end()
    })
    expect(await fetchOne({ url }, { allowAddresses })).toEqual(failed('REDIRECT_REFUSED'))
  })

  it('does not send a body on to where a redirect points', async () => {
    const { url, allowAddresses } = await serve((_request, response) => {
      response.writeHead(307, { location: '/next' }).end()
    })
    const body = { mediaType: 'application/ocsp-request', bytes: new Uint8Array(3) }
    expect(await fetchOne({ url, body }, { allowAddresses })).toEqual(failed('REDIRECT_REFUSED'))
  })

  it('takes an answer of exactly the limit and refuses one byte more, announced or not', async () => {
    const { url, allowAddresses } = await serve((request, response) => {
      const bytes = Buffer.alloc(Number(request.url?.split('/').at(-1)))
      if (request.url?.startsWith('/chunked')) response.write(Buffer.alloc(0))
      else response.setHeader('content-length', bytes.length)
      response.end(bytes)
    })
    for (const path of ['/plain', '/chunked']) {
      expect(await fetchOne({ url: `${url}${path}/1000` }, { allowAddresses })).toMatchObject({
        kind: 'fetched',
      })
      expect(await fetchOne({ url: `${url}${path}/1001` }, { allowAddresses })).toEqual(
        failed('TOO_LARGE'),
      )
    }
  })

  it('ends an answer without end at the limit', async () => {
    const { url, allowAddresses } = await serve((_request, response) => {
      const pump = (): void => {
        while (response.write(Buffer.alloc(500)));
        response.once('drain', pump)
      }
      pump()
    })
    expect(await fetchOne({ url }, { allowAddresses })).toEqual(failed('TOO_LARGE'))
  })

  it.each([
    [404, 'NOT_FOUND'],
    [410, 'NOT_FOUND'],
    [500, 'HTTP_STATUS'],
    [206, 'HTTP_STATUS'],
  ])('says what status %i means', async (status, reason) => {
    const { url, allowAddresses } = await serve((_request, response) => {
      response.writeHead(status).end('x')
    })
    expect(await fetchOne({ url }, { allowAddresses })).toEqual(failed(reason))
  })

  it('refuses a compressed answer', async () => {
    const { url, allowAddresses } = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x')
    })
    expect(await fetchOne({ url }, { allowAddresses })).toEqual(failed('HTTP_STATUS'))
  })

  it('gives up on a server that never answers, and on one that never ends', async () => {
    const silent = await serve(() => undefined)
    expect(await fetchOne({ url: silent.url }, silent)).toEqual(failed('TIMEOUT'))
    const endless = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    })
    expect(await fetchOne({ url: endless.url }, endless)).toEqual(failed('TIMEOUT'))
  })

  it('gives up on a resolver that never answers', async () => {
    const resolve = () => new Promise<never>(() => undefined)
    expect(await fetchOne({ url: 'http://ca.example/' }, { resolve })).toEqual(failed('TIMEOUT'))
  })

  it('says that a connection broke', async () => {
    const { url, allowAddresses } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('x')
      setTimeout(() => response.destroy(), 20)
    })
    expect(await fetchOne({ url }, { allowAddresses })).toEqual(failed('CONNECTION'))
    const resolve = () => Promise.reject(new Error('ENOTFOUND'))
    expect(await fetchOne({ url: 'http://ca.example/' }, { resolve })).toEqual(failed('CONNECTION'))
  })

  it('stops when its caller stops', async () => {
    const { url, allowAddresses } = await serve(() => undefined)
    const signal = AbortSignal.timeout(30)
    const begun = performance.now()
    expect(await fetchOne({ url, signal }, { allowAddresses })).toEqual(failed('TIMEOUT'))
    expect(performance.now() - begun).toBeLessThan(250)
  })

  it('uses no proxy from the environment', async () => {
    const proxy = await serve((_request, response) => response.end('proxied'))
    process.env.http_proxy = proxy.url
    try {
      const { url, allowAddresses } = await serve((_request, response) => response.end('direct'))
      expect(await fetchOne({ url }, { allowAddresses })).toMatchObject({
        bytes: new TextEncoder().encode('direct'),
      })
    } finally {
      delete process.env.http_proxy
    }
  })
})
