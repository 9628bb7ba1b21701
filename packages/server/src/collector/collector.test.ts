import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Instant } from '@chopmark/core'
import {
  deltaCrlIndicator,
  type Extension,
  freshestCrl,
  type IssuedCertificate,
  sandboxTrust,
} from '@chopmark/test-pki'
import type { EvidenceItem } from '@chopmark/verify'
import { validateDocument } from '@chopmark/verify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerTo, openPortal, requestInput, type TestPortal } from '../portal.test-support.js'
import { memoryCache } from './answer-cache.js'
import { type Collector, type CollectorSettings, createCollector } from './collector.js'
import { digestStream } from './digest-stream.js'

let portal: TestPortal
let signer: IssuedCertificate
let signature: Uint8Array
let bare: Uint8Array
const content = new TextEncoder().encode('content')

/** Counts what reaches the sandbox, and can change its answers. */
let proxied: string[] = []
let rewrite: RequestListener | undefined
let proxy: Server

beforeAll(async () => {
  portal = await openPortal()
  // The sandbox is reached through a front of ours, so that requests can be counted.
  proxy = createServer((request, response) => {
    proxied.push(`${request.method} ${request.url}`)
    if (rewrite) {
      rewrite(request, response)
      return
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void fetch(`${upstream}${request.url}`, {
        method: request.method ?? 'GET',
        headers: { 'content-type': request.headers['content-type'] ?? '' },
        ...(request.method === 'POST' && { body: Buffer.concat(chunks) }),
      }).then(async (answer) => {
        response.writeHead(answer.status, { etag: `"${request.url}"` })
        response.end(Buffer.from(await answer.arrayBuffer()))
      })
    })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const upstream = portal.pki.baseUrl
  portal.pki.rebase(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
  signer = await portal.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
  const request = await portal.chopmark.createRequest(requestInput())
  signature = answerTo(request, signer, { content })
  bare = answerTo(request, signer, { content, certificates: [signer.certificate] })
})
beforeEach(() => {
  proxied = []
})
afterEach(() => {
  rewrite = undefined
})
afterAll(async () => {
  proxy.closeAllConnections()
  proxy.close()
  await portal.close()
})

function collectorWith(settings: CollectorSettings = {}): Collector {
  return createCollector({
    clock: portal.now,
    retryFailedAfterMs: 0,
    ...settings,
    fetch: {
      allowAddresses: [sandboxTrust(portal.pki).host],
      connectTimeoutMs: 400,
      totalTimeoutMs: 400,
      ...settings.fetch,
    },
  })
}

async function collect(collector: Collector, bytes = signature, policy = portal.policy) {
  const validationTime = portal.now()
  return collector.collect({
    ...{ signature: bytes, policy, validationTime },
    content: await digestStream([content], ['SHA-256']),
  })
}

const kinds = (items: readonly EvidenceItem[]) => items.map(({ kind }) => kind).sort()
const failures = (items: readonly EvidenceItem[]) =>
  items.flatMap((item) => (item.kind === 'failed-fetch' ? [item.reason] : []))

const failedUrls = (items: readonly EvidenceItem[]) =>
  items.flatMap((item) => (item.kind === 'failed-fetch' ? [item.url] : []))

async function verdict(evidence: Awaited<ReturnType<typeof collect>>) {
  const { reports } = await validateDocument(evidence, portal.policy, portal.now())
  return reports[0].subIndication ?? reports[0].indication
}

describe('collecting', () => {
  it('brings what the decision needs, and says where from and when', async () => {
    const evidence = await collect(collectorWith())
    expect(kinds(evidence.items)).toEqual(expect.arrayContaining(['crl']))
    expect(failures(evidence.items)).toEqual([])
    for (const item of evidence.items) {
      expect(item).toHaveProperty('url')
      expect(item).toHaveProperty('obtainedAt')
    }
    expect(await verdict(evidence)).toBe('TOTAL-PASSED')
  })

  it('asks nothing about bytes that are no signature', async () => {
    const evidence = await collect(collectorWith(), new Uint8Array([1, 2, 3]))
    expect(evidence.document.ok).toBe(false)
    expect(proxied).toEqual([])
  })

  it('follows no URL of a certificate that leads to no trust anchor', async () => {
    const foreign = await openPortal()
    foreign.pki.rebase(portal.pki.baseUrl)
    const stranger = await foreign.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
    const request = await portal.chopmark.createRequest(requestInput())
    await collect(collectorWith(), answerTo(request, stranger, { content }))
    expect(proxied).toEqual([])
    await foreign.close()
  })

  it('takes the issuer that a signer leaves out from the shelf', async () => {
    const collector = collectorWith({
      certificates: sandboxTrust(portal.pki).intermediateCertificates,
    })
    const evidence = await collect(collector, bare)
    expect(kinds(evidence.items)).toContain('certificate')
    expect(await verdict(evidence)).toBe('TOTAL-PASSED')
  })

  it('fetches the issuer from a host that the trust list names, and from no other', async () => {
    const listed = await collect(
      collectorWith({ issuerHosts: [sandboxTrust(portal.pki).host] }),
      bare,
    )
    expect(await verdict(listed)).toBe('TOTAL-PASSED')
    proxied = []
    const unlisted = await collect(collectorWith({ issuerHosts: ['ca.example'] }), bare)
    expect(failures(unlisted.items)).toEqual(['ADDRESS_REFUSED'])
    expect(proxied).toEqual([])
    expect(await verdict(unlisted)).toBe('NO_CERTIFICATE_CHAIN_FOUND')
  })

  it('computes a digest that was not at hand', async () => {
    const asked: string[] = []
    const evidence = await collectorWith().collect({
      ...{ signature, policy: portal.policy, validationTime: portal.now() },
      digest: (algorithm) => {
        asked.push(algorithm)
        return digestStream([content], [algorithm])
      },
    })
    expect(asked).toEqual(['SHA-256'])
    expect(await verdict(evidence)).toBe('TOTAL-PASSED')
  })

  it('touches no network when offline', async () => {
    const evidence = await collect(collectorWith({ offline: true }))
    expect(new Set(failures(evidence.items))).toEqual(new Set(['OFFLINE']))
    expect(proxied).toEqual([])
    expect(await verdict(evidence)).toBe('TRY_LATER')
  })

  it('stops at its budget of fetches', async () => {
    const evidence = await collect(collectorWith({ limits: { maxFetches: 0 } }))
    expect(new Set(failures(evidence.items))).toEqual(new Set(['BUDGET']))
    expect(proxied).toEqual([])
  })

  it('stops at its budget of time', async () => {
    rewrite = () => undefined
    const begun = performance.now()
    const evidence = await collect(
      collectorWith({
        limits: { totalTimeMs: 150 },
        fetch: { totalTimeoutMs: 60_000, connectTimeoutMs: 60_000 },
      }),
    )
    expect(performance.now() - begun).toBeLessThan(1500)
    expect(new Set(failures(evidence.items))).toEqual(new Set(['BUDGET']))
  })

  it('refuses addresses that the operator did not allow', async () => {
    const evidence = await collect(collectorWith({ fetch: { allowAddresses: [] } }))
    expect(new Set(failures(evidence.items))).toEqual(new Set(['ADDRESS_REFUSED']))
    expect(proxied).toEqual([])
  })

  it.each<[string, RequestListener, string]>([
    ['a page of HTML', (_q, r) => r.end('<html>'), 'NOT_ASN1'],
    ['nothing', (_q, r) => r.end(), 'NOT_ASN1'],
    ['a 404', (_q, r) => r.writeHead(404).end(), 'NOT_FOUND'],
    ['a 500', (_q, r) => r.writeHead(500).end(), 'HTTP_STATUS'],
    ['silence', () => undefined, 'TIMEOUT'],
  ])('keeps the failure as evidence: %s', async (_what, listener, reason) => {
    rewrite = listener
    const evidence = await collect(collectorWith())
    expect(new Set(failures(evidence.items))).toEqual(new Set([reason]))
    expect(await verdict(evidence)).toBe('TRY_LATER')
    // Once each: a server in trouble is not asked twice for one document.
    expect(proxied.length).toBe(new Set(failedUrls(evidence.items)).size)
  })

  it('reads a CRL in PEM', async () => {
    rewrite = (request, response) => {
      if (request.method === 'POST') {
        response.writeHead(404).end()
        return
      }
      const name = /\/crl\/(\w+)\.crl/.exec(request.url ?? '')?.[1] ?? ''
      const crl = portal.pki.crlNamed(name) ?? new Uint8Array()
      const body = Buffer.from(crl)
        .toString('base64')
        .replace(/(.{64})/g, '$1\n')
      response.end(`-----BEGIN X509 CRL-----\n${body}\n-----END X509 CRL-----\n`)
    }
    const evidence = await collect(collectorWith())
    expect(await verdict(evidence)).toBe('TOTAL-PASSED')
  })
})

describe('the cache', () => {
  it('spares the network while answers are fresh', async () => {
    const collector = collectorWith()
    await collect(collector)
    expect(proxied.length).toBeGreaterThan(0)
    proxied = []
    const evidence = await collect(collector)
    expect(proxied).toEqual([])
    expect(await verdict(evidence)).toBe('TOTAL-PASSED')
  })

  it('is shared through a store', async () => {
    const cache = memoryCache()
    await collect(collectorWith({ cache }))
    proxied = []
    await collect(collectorWith({ cache }))
    expect(proxied).toEqual([])
  })

  it('asks once, however many documents wait', async () => {
    const collector = collectorWith()
    await Promise.all(Array.from({ length: 5 }, () => collect(collector)))
    const crls = proxied.filter((line) => line.startsWith('GET'))
    expect(crls.length).toBe(new Set(crls).size)
    const ocsp = proxied.filter((line) => line.startsWith('POST'))
    expect(ocsp.length).toBeLessThanOrEqual(1)
  })

  it('asks again once the answer is due, and only for what changed', async () => {
    const cache = memoryCache()
    const collector = collectorWith({ cache })
    await collect(collector)
    const conditional: (string | undefined)[] = []
    const policy = {
      ...portal.policy,
      revocation: { ...portal.policy.revocation, maxAgeMs: 60_000 },
    }
    portal.wait(61_000)
    rewrite = (request, response) => {
      conditional.push(request.headers['if-none-match'])
      response.writeHead(request.method === 'GET' ? 304 : 500).end()
    }
    const evidence = await collect(collector, signature, policy)
    expect(conditional.filter((etag) => etag !== undefined)).not.toEqual([])
    expect(failures(evidence.items).filter((reason) => reason !== 'HTTP_STATUS')).toEqual([])
  })

  it('asks for news after an hour, and waits a minute when there is none to be had', async () => {
    const collector = collectorWith()
    await collect(collector)
    portal.wait(60 * 60_000 - 1000)
    proxied = []
    await collect(collector)
    expect(proxied.filter((line) => line.startsWith('GET'))).toEqual([])
    portal.wait(1000)
    rewrite = (_request, response) => response.writeHead(500).end()
    const refreshed = await collect(collector)
    expect(failures(refreshed.items)).toContain('HTTP_STATUS')
    expect(await verdict(refreshed)).toBe('TOTAL-PASSED')
    proxied = []
    const spared = await collect(collector)
    expect(proxied.filter((line) => line.startsWith('GET'))).toEqual([])
    expect(await verdict(spared)).toBe('TOTAL-PASSED')
    portal.wait(60_000)
    await collect(collector)
    expect(proxied.filter((line) => line.startsWith('GET'))).not.toEqual([])
  })

  it('keeps the last good answer when a refresh fails, beside the failure', async () => {
    const collector = collectorWith()
    await collect(collector)
    portal.wait(25 * 60 * 60 * 1000)
    rewrite = (_request, response) => response.writeHead(500).end()
    const evidence = await collect(collector)
    expect(kinds(evidence.items)).toContain('crl')
    expect(failures(evidence.items)).toContain('HTTP_STATUS')
    expect(await verdict(evidence)).toBe('TRY_LATER')
  })

  it('asks the network after all when what is kept does not do', async () => {
    const cache = memoryCache()
    await collect(collectorWith({ cache }))
    proxied = []
    portal.wait(2 * 60_000)
    // Kept for a day by one policy; another wants it newer than a minute.
    const { revocation } = portal.policy
    const strict = { ...portal.policy, revocation: { ...revocation, maxAgeMs: 60_000 } }
    const lenient = collectorWith({ cache })
    const evidence = await lenient.collect({
      ...{ signature, policy: strict, validationTime: portal.now() },
      content: await digestStream([content], ['SHA-256']),
    })
    expect(proxied.length).toBeGreaterThan(0)
    const { reports } = await validateDocument(evidence, strict, portal.now())
    expect(reports[0].indication).toBe('TOTAL-PASSED')
  })

  it('is not led back to an older CRL that somebody replays', async () => {
    const by = await portal.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
    const request = await portal.chopmark.createRequest(requestInput())
    const signed = answerTo(request, by, { content })
    const before = portal.pki.crlFor(by)
    portal.wait(60_000)
    portal.pki.ca.revoke(by.serialNumber, 'keyCompromise')
    let served = portal.pki.crlFor(by)
    rewrite = (incoming, response) => {
      const name = /\/crl\/(\w+)\.crl/.exec(incoming.url ?? '')?.[1] ?? ''
      if (incoming.method === 'POST') response.writeHead(404).end()
      else response.end(name === by.crlName ? served : portal.pki.crlNamed(name))
    }
    const collector = collectorWith()
    expect(await verdict(await collect(collector, signed))).toBe('REVOKED_NO_POE')
    portal.wait(2 * 60 * 60_000)
    served = before
    const replayed = await collect(collector, signed)
    expect(await verdict(replayed)).toBe('REVOKED_NO_POE')
    expect(replayed.items).toContainEqual(expect.objectContaining({ kind: 'crl', bytes: before }))
  })

  it('fetches the delta that an old complete CRL names, and not the one that a forged CRL names', async () => {
    const name = signer.crlName ?? ''
    const deltaUrl = `${portal.pki.baseUrl}/crl/delta.crl`
    const day = 24 * 60 * 60_000
    const old = {
      thisUpdate: new Date(portal.now() - 3 * day),
      nextUpdate: new Date(portal.now() + 30 * day),
      number: 1,
      extensions: (standard: readonly Extension[]) => [...standard, freshestCrl(deltaUrl)],
    }
    const foreign = await openPortal()
    const complete = portal.pki.crlNamed(name, old)
    const forged = foreign.pki.crlNamed(name, old)
    const delta = portal.pki.crlNamed(name, {
      number: 2,
      extensions: (standard) => [...standard, deltaCrlIndicator(1)],
    })
    let served = complete
    rewrite = (incoming, response) => {
      const asked = /\/crl\/(\w+)\.crl/.exec(incoming.url ?? '')?.[1] ?? ''
      if (incoming.method === 'POST') response.writeHead(404).end()
      else if (asked === 'delta') response.end(delta)
      else response.end(asked === name ? served : portal.pki.crlNamed(asked))
    }
    const evidence = await collect(collectorWith())
    expect(evidence.items).toContainEqual(expect.objectContaining({ kind: 'crl', url: deltaUrl }))
    expect(await verdict(evidence)).toBe('TOTAL-PASSED')
    proxied = []
    served = forged
    expect(await verdict(await collect(collectorWith()))).toBe('TRY_LATER')
    expect(proxied).not.toContain('GET /crl/delta.crl')
    await foreign.close()
  })

  it('recovers from a forged CRL that claims to be newer', async () => {
    const foreign = await openPortal()
    const forged = foreign.pki.crlNamed(signer.crlName ?? '', {
      thisUpdate: new Date(portal.now() + 60_000),
    })
    let forging = true
    rewrite = (incoming, response) => {
      const name = /\/crl\/(\w+)\.crl/.exec(incoming.url ?? '')?.[1] ?? ''
      if (incoming.method === 'POST') response.writeHead(404).end()
      else if (forging && name === signer.crlName) response.end(forged)
      else response.end(portal.pki.crlNamed(name))
    }
    const collector = collectorWith()
    expect(await verdict(await collect(collector))).toBe('TRY_LATER')
    forging = false
    expect(await verdict(await collect(collector))).toBe('TOTAL-PASSED')
    await foreign.close()
  })

  it('leaves a URL that just failed alone for a while', async () => {
    rewrite = (_request, response) => response.writeHead(500).end()
    const collector = collectorWith({ retryFailedAfterMs: 5000 })
    await collect(collector)
    const before = proxied.length
    await collect(collector)
    expect(proxied.length).toBe(before)
    portal.wait(6000)
    await collect(collector)
    expect(proxied.length).toBeGreaterThan(before)
  })

  it('forgets the oldest in memory', async () => {
    const cache = memoryCache(2)
    for (const key of ['a', 'b', 'c']) {
      await cache.saveFetched({ key, bytes: new Uint8Array(), fetchedAt: 0 as Instant })
    }
    expect(await cache.fetched('a')).toBeUndefined()
    expect(await cache.fetched('c')).toBeDefined()
  })
})

describe('OCSP', () => {
  it('asks with a nonce of its own, and keeps it beside the answer', async () => {
    const bodies: Buffer[] = []
    rewrite = (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        if (request.method !== 'POST') {
          response.writeHead(404).end()
          return
        }
        bodies.push(Buffer.concat(chunks))
        void portal.pki.answerOcsp(Buffer.concat(chunks)).then((bytes) => response.end(bytes))
      })
    }
    const evidence = await collect(collectorWith())
    const answer = evidence.items.find((item) => item.kind === 'ocsp')
    expect(answer?.nonce).toHaveLength(32)
    expect(bodies[0]?.includes(Buffer.from(answer?.nonce ?? []))).toBe(true)
  })

  it('asks by SHA-1 where a responder knows nothing else', async () => {
    const sha256Oid = Buffer.from('608648016503040201', 'hex')
    let asked = 0
    rewrite = (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        if (request.method !== 'POST') {
          response.writeHead(404).end()
          return
        }
        asked += 1
        const body = Buffer.concat(chunks)
        if (body.includes(sha256Oid))
          response.end(Buffer.from('30030a0106', 'hex')) // unauthorized
        else void portal.pki.answerOcsp(body).then((bytes) => response.end(bytes))
      })
    }
    const evidence = await collect(collectorWith())
    expect(asked).toBeGreaterThan(1)
    expect(evidence.items.filter(({ kind }) => kind === 'ocsp').length).toBeGreaterThan(1)
  })
})
