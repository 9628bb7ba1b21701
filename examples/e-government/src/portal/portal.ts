import { mkdirSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chopmarkFastify, createChopmark, openSqliteStore } from '@chopmark/server'
import { createSandboxPki, sandboxTrust, serveSandbox } from '@chopmark/test-pki'
import fastify from 'fastify'
import { addressRoutes, department } from './address-routes.js'
import { deskRoutes, openLargeDocument } from './desk-routes.js'
import { startDialogHost } from './dialog-host.js'
import { paymentRoutes } from './payment-routes.js'
import { SandboxIssuer } from './sandbox-issuer.js'
import { sandboxPolicy, sandboxRequesterTrust } from './sandbox-policy.js'
import { sandboxDialogRoutes, sandboxRoutes } from './sandbox-routes.js'
import { sessionOf } from './session.js'
import type { Settings } from './settings.js'
import { securityHeaders, serveExamplePages, serveStaticFiles } from './static-files.js'
import { Submissions } from './submissions.js'

/** A running portal. */
export interface Portal {
  readonly origin: string
  /** Stops taking requests, lets those under way finish, closes the files. */
  close(): Promise<void>
}

const bundles = fileURLToPath(new URL('./public', import.meta.url))
const pages = fileURLToPath(new URL('../public', import.meta.url))
const examplePages = fileURLToPath(new URL('../../pages/dist', import.meta.url))

/** How often answers that wait for evidence are decided again. */
const resumeEveryMs = 30_000

/** A port nobody listens on, for `PORT=0`: the origin has to be known before the portal listens. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, 'localhost', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/**
 * Starts the demonstration: sandbox CA and its CRLs on one loopback port, the portal on another, the dialog's own origin on a third,
 * everything they have to remember in `settings.dataFolder`.
 */
export async function startPortal(settings: Settings): Promise<Portal> {
  mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 })
  const port = settings.port === 0 ? await freePort() : settings.port
  const origin = `http://localhost:${port}`

  const pki = await createSandboxPki({ folder: join(settings.dataFolder, 'sandbox-ca') })
  // Certificates carry the address of their CRL, so a restart has to find the sandbox where it was.
  const sandbox = await serveSandbox({ pki, port: settings.port === 0 ? 0 : port + 1 })
  const trust = sandboxTrust(pki)
  // Another loopback name and another port: an origin of its own, and another site, as `sign.portal.example` would be.
  const dialogPort = settings.port === 0 ? await freePort() : port + 2
  const dialogOrigin = `http://127.0.0.1:${dialogPort}`
  const server = await pki.issue('e-cert-server', {
    name: 'localhost',
    organisation: department,
    keyAlgorithm: 'P-256',
  })
  const store = openSqliteStore({ file: join(settings.dataFolder, 'signatures.sqlite') })
  const chopmark = createChopmark({
    store,
    origin,
    dialogUrl: `${dialogOrigin}/chopmark/dialog`,
    requester: {
      certificate: server.certificate,
      chain: server.chain,
      privateKey: server.key.privateKey,
      trust: sandboxRequesterTrust(pki),
    },
    policy: sandboxPolicy(pki),
    openContent: openLargeDocument(settings.dataFolder),
    collector: {
      certificates: trust.intermediateCertificates,
      fetch: { allowAddresses: [trust.host] },
    },
  })
  const submissions = new Submissions(join(settings.dataFolder, 'forms.sqlite'))

  const headers = securityHeaders(dialogOrigin)
  const issuer = new SandboxIssuer(pki)
  const app = fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 })
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(headers)
    // One origin: cookies and signature requests belong to http://localhost, not to its address.
    if (request.hostname !== 'localhost') return reply.redirect(`${origin}${request.url}`, 307)
  })
  serveStaticFiles(app, [pages, bundles], headers)
  serveExamplePages(app, examplePages, headers)
  await app.register(chopmarkFastify, {
    prefix: '/chopmark',
    chopmark,
    session: (request) => sessionOf(request.headers.cookie) ?? null,
  })
  addressRoutes(app, {
    chopmark,
    store,
    submissions,
    requestLifetimeMs: settings.requestLifetimeMs,
  })
  deskRoutes(app, {
    chopmark,
    store,
    dataFolder: settings.dataFolder,
    requestLifetimeMs: settings.requestLifetimeMs,
  })
  paymentRoutes(app, { chopmark, requestLifetimeMs: settings.requestLifetimeMs })
  sandboxRoutes(app, issuer)
  sandboxDialogRoutes(app, issuer, trust)

  // Answers that an earlier run was deciding when it was stopped are taken up first.
  await chopmark.resume({ alone: true })
  const timer = setInterval(() => void chopmark.resume(), resumeEveryMs)
  await app.listen({ port, host: 'localhost' })
  const dialogHost = await startDialogHost(
    { chopmark, port: dialogPort, headers, bundles },
    (one) => sandboxDialogRoutes(one, issuer, trust),
  )
  return {
    origin,
    async close() {
      clearInterval(timer)
      await dialogHost.close()
      await app.close()
      await sandbox.close()
      submissions.close()
      await store.close()
    },
  }
}
