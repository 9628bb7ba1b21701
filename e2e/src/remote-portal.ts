import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { trustAnchorFromCertificate, trustAnchors } from '@chopmark/core'
import {
  createChopmark,
  createHandler,
  createRemoteHandler,
  createRemoteSigning,
  cscSigner,
  hkicHash,
  iamSmartSigner,
  openSqliteStore,
} from '@chopmark/server'
import {
  createSandboxPki,
  type SandboxCsc,
  type SandboxIamSmart,
  sandboxTrust,
  serveSandbox,
  serveSandboxCsc,
  serveSandboxIamSmart,
} from '@chopmark/test-pki'
import { definePolicy } from '@chopmark/verify'

/** A portal that has services sign, with both services beside it; all on loopback, in this process. */
export interface RemotePortal {
  readonly origin: string
  readonly csc: SandboxCsc
  readonly iamSmart: SandboxIamSmart
  close(): Promise<void>
}

const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types chopmark"

/** @param files - The page's scripts by their path, `/page.js`. */
export async function startRemotePortal(files: ReadonlyMap<string, string>): Promise<RemotePortal> {
  const pki = await createSandboxPki()
  const ca = await serveSandbox({ pki })
  const { anchors, certificateProfiles, rootCertificate, host } = sandboxTrust(pki)
  const held = anchors.map((facts) => {
    const anchor = trustAnchorFromCertificate(rootCertificate, facts)
    if (!anchor.ok) throw new Error('the sandbox root cannot be parsed')
    return anchor.value
  })
  const chan = await pki.issue('iam-smart-cert', { name: 'CHAN TAI MAN' })
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const store = openSqliteStore({ file: ':memory:' })
  const chopmark = createChopmark({
    store,
    origin,
    policy: definePolicy({ id: 'e2e', trustAnchors: trustAnchors(held), certificateProfiles }),
    collector: { fetch: { allowAddresses: [host], connectTimeoutMs: 5000, totalTimeoutMs: 5000 } },
  })
  const client = { clientId: 'portal', clientSecret: randomBytes(16).toString('hex') }
  const csc = await serveSandboxCsc({
    ...client,
    credentials: [chan],
    redirectUri: `${origin}/chopmark/remote/csc/callback`,
  })
  const person = { openId: 'chan', accessToken: 'token', hkicHash: hkicHash('A123456(3)') }
  const iamSmart = await serveSandboxIamSmart({
    ...client,
    people: [{ ...person, certificate: chan }],
  })
  const allow = (url: string) => ({ allowAddresses: [new URL(url).host] })
  const remote = createRemoteSigning({
    chopmark,
    callbackBaseUrl: `${origin}/chopmark`,
    signers: [
      cscSigner({ ...client, baseUrl: csc.baseUrl, oauthUrl: csc.url, fetch: allow(csc.url) }),
      iamSmartSigner({
        ...client,
        baseUrl: iamSmart.url,
        fetch: allow(iamSmart.url),
        person: () => Promise.resolve({ kind: 'account', ...person }),
        department: '示範政府部門',
        issuers: chan.chain,
      }),
    ],
  })
  const settings = { basePath: '/chopmark', session }
  const handleRemote = createRemoteHandler(remote, settings)
  const handle = createHandler(chopmark, settings)
  server.on('request', (request, response) => {
    void (async () => {
      if ((await handleRemote(request, response)) || (await handle(request, response))) return
      const path = (request.url ?? '').split('?')[0] ?? ''
      const script = files.get(path)
      if (script !== undefined) {
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
        return
      }
      const fresh = randomBytes(16).toString('hex')
      const cookie = session(request) ?? fresh
      const asked = await chopmark.createRequest({
        session: cookie,
        requester: { en: 'Office', 'zh-Hant-HK': '示範部門', 'zh-Hans-HK': '示范部门' },
        purpose: { en: 'Test', 'zh-Hant-HK': '測試', 'zh-Hans-HK': '测试' },
        document: {
          name: 'form.txt',
          mediaType: 'text/plain',
          content: new TextEncoder().encode('我的新地址。'),
        },
        signer: { subject: { '2.5.4.3': 'CHAN TAI MAN' } },
      })
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': csp,
        'set-cookie': `session=${cookie}; HttpOnly; SameSite=Lax; Path=/`,
      })
      response.end(`<!doctype html><html lang="zh-Hant-HK"><meta charset="utf-8"><title>Portal</title>
<button id="sign" data-request="/chopmark/requests/${asked.id}">簽署</button>
<output id="result"></output><script type="module" src="/page.js"></script></html>`)
    })().catch(() => response.writeHead(500).end())
  })
  return {
    ...{ origin, csc, iamSmart },
    close: async () => {
      await Promise.all([csc.close(), iamSmart.close(), ca.close()])
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await store.close()
    },
  }
}

function session(request: IncomingMessage): string | null {
  return /\bsession=([0-9a-f]{32})/.exec(request.headers.cookie ?? '')?.[1] ?? null
}
