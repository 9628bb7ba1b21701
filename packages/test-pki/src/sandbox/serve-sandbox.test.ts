import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ocspCertId, ocspRequest } from '../ocsp.js'
import { messageImprint, timestampRequest } from '../timestamp.js'
import { createSandboxPki } from './create-sandbox-pki.js'
import type { Fault } from './faults.js'
import type { IssuedCertificate } from './issued-certificate.js'
import type { SandboxPki } from './sandbox-pki.js'
import type { SandboxServer } from './serve-sandbox.js'
import { serveSandbox } from './serve-sandbox.js'

let pki: SandboxPki
let server: SandboxServer
let eCert: IssuedCertificate
let crlUrl: string

beforeAll(async () => {
  pki = await createSandboxPki({ keyAlgorithm: 'P-256' })
  server = await serveSandbox({ pki })
  eCert = await pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
  crlUrl = pki.ca.crlUrl(eCert.crlName ?? '')
})
afterEach(() => server.clearFaults())
afterAll(() => server.close())

async function fetchBytes(url: string, init: RequestInit = {}): Promise<Uint8Array> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  return new Uint8Array(await response.arrayBuffer())
}

function contains(whole: Uint8Array, part: Uint8Array | string): boolean {
  return Buffer.from(whole).includes(typeof part === 'string' ? part : Buffer.from(part))
}

describe('serveSandbox', () => {
  it('publishes where the certificates say', async () => {
    expect(contains(eCert.certificate, crlUrl)).toBe(true)
    expect(contains(eCert.certificate, `${server.url}/ocsp`)).toBe(true)
    expect(contains(pki.ca.certificate, pki.root.crlUrl())).toBe(true)
    expect(contains(await fetchBytes(crlUrl), pki.ca.name)).toBe(true)
    expect(contains(await fetchBytes(pki.root.crlUrl()), pki.root.name)).toBe(true)
    expect(await fetchBytes(pki.ca.certificateUrl())).toEqual(pki.ca.certificate)
    expect(await fetchBytes(pki.root.certificateUrl())).toEqual(pki.root.certificate)
    expect(contains(eCert.certificate, `${server.url}/cps`)).toBe(true)
    expect(contains(await fetchBytes(`${server.url}/cps`), 'SANDBOX')).toBe(true)
    await fetchBytes(pki.root.certificateUrl())
    expect(server.requests.at(-1)).toEqual({ method: 'GET', path: '/ca/SandboxRootCA1ARL.crt' })
  })

  it('answers OCSP by POST and GET, with the nonce sent', async () => {
    const issuer = { name: pki.ca.name, spki: pki.ca.key.spki }
    const nonce = new Uint8Array(32).fill(9)
    const request = ocspRequest([ocspCertId(issuer, BigInt(`0x${eCert.serialNumber}`))], nonce)
    const url = `${server.url}/ocsp`
    const posted = await fetchBytes(url, { method: 'POST', body: Buffer.from(request) })
    expect(contains(posted, nonce)).toBe(true)
    const path = encodeURIComponent(Buffer.from(request).toString('base64'))
    expect(contains(await fetchBytes(`${url}/${path}`), nonce)).toBe(true)
    const garbage = await fetchBytes(url, { method: 'POST', body: 'garbage' })
    expect(garbage).toEqual(Uint8Array.of(0x30, 3, 0x0a, 1, 1))
  })

  it('stamps time', async () => {
    const imprint = messageImprint(new Uint8Array(1))
    const body = Buffer.from(timestampRequest(imprint, 5n))
    const response = await fetchBytes(`${server.url}/tsa`, { method: 'POST', body })
    expect(contains(response, imprint)).toBe(true)
  })

  it('issues nothing and knows no other path', async () => {
    for (const path of ['/', '/issue', '/crl/other.crl', '/ca/other.crt', '/crl/../ca']) {
      expect((await fetch(server.url + path)).status).toBe(404)
    }
    expect((await fetch(`${server.url}/ocsp/%E0%A4%A`)).status).toBe(400)
  })
})

describe('setFault', () => {
  const get = (fault: Fault, ms = 2000): Promise<Response> => {
    server.setFault('crl', fault)
    return fetch(crlUrl, { redirect: 'manual', signal: AbortSignal.timeout(ms) })
  }

  it.each([
    ['http-500', 500],
    ['not-found', 404],
    ['redirect', 302],
    ['redirect-loop', 302],
  ] as const)('answers %s by %d', async (fault, status) => {
    expect((await get(fault)).status).toBe(status)
  })

  it('never answers on timeout, and drops the connection on reset', async () => {
    await expect(get('timeout', 150)).rejects.toThrow()
    await expect(get('reset')).rejects.toThrow()
  })

  it('sends less, other and older bytes', async () => {
    const right = await fetchBytes(crlUrl)
    await expect((await get('truncated')).arrayBuffer()).rejects.toThrow()
    expect((await (await get('cut')).arrayBuffer()).byteLength).toBeLessThan(right.length)
    expect((await (await get('wrong-content')).arrayBuffer()).byteLength).toBe(5)
    expect(await (await get('html')).text()).toContain('<!doctype html>')
    const stale = new Uint8Array(await (await get('stale')).arrayBuffer())
    expect(contains(stale, pki.ca.name)).toBe(true)
    // thisUpdate and nextUpdate follow the issuer's name.
    const monthAgo = new Date(pki.clock().getTime() - 30 * 24 * 3_600_000)
    const day = monthAgo.toISOString().slice(2, 10).replaceAll('-', '')
    expect(contains(stale, day)).toBe(true)
    expect(contains(right, day)).toBe(false)
  })

  it('pours without end, and drips', async () => {
    const reader = (await get('huge')).body?.getReader()
    let received = 0
    while (received < 4 * 1024 * 1024) {
      received += ((await reader?.read())?.value as Uint8Array | undefined)?.length ?? 0
    }
    await reader?.cancel()
    const dripping = (await get('slow-drip')).body?.getReader()
    expect(((await dripping?.read())?.value as Uint8Array | undefined)?.length).toBe(1)
    await dripping?.cancel()
  })

  it('can be set for one path alone', async () => {
    server.setFault(`/crl/${eCert.crlName ?? ''}.crl`, 'http-500')
    expect((await fetch(crlUrl)).status).toBe(500)
    expect((await fetch(pki.root.crlUrl())).status).toBe(200)
    server.setFault(`/crl/${eCert.crlName ?? ''}.crl`, null)
    expect((await fetch(crlUrl)).status).toBe(200)
  })
})
