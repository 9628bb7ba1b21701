import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SignatureRequest } from '@chopmark/core'
import {
  createSandboxPki,
  type IssuedCertificate,
  type SandboxPki,
  sandboxTrust,
  serveSandbox,
} from '@chopmark/test-pki'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chopmark, createChopmark } from './chopmark.js'
import { type ChildOrder, childPolicy } from './crash-child.test-support.js'
import { replay } from './evidence/replay.js'
import { answerTo, origin, requestInput, session } from './portal.test-support.js'
import type { AcceptStep } from './requests/decider.js'
import { openSqliteStore } from './stores/sqlite/sqlite-store.js'
import type { Store } from './stores/store.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'chopmark-crash-'))
// Inside the checkout, so that the child finds better-sqlite3.
const built = join(root, 'node_modules', '.cache', 'chopmark-crash', `${process.pid}.mjs`)

let pki: SandboxPki
let sandbox: Awaited<ReturnType<typeof serveSandbox>>
let signer: IssuedCertificate
let files = 0

beforeAll(async () => {
  mkdirSync(join(built, '..'), { recursive: true })
  const entry = join(folder, 'entry.ts')
  const child = fileURLToPath(new URL('crash-child.test-support.ts', import.meta.url))
  writeFileSync(
    entry,
    `import { runChild } from ${JSON.stringify(child)}\nawait runChild(JSON.parse(process.argv[2]))\n`,
  )
  await build({
    ...{ entryPoints: [entry], outfile: built, bundle: true, platform: 'node', format: 'esm' },
    ...{ external: ['better-sqlite3', 'fastify'], tsconfig: join(root, 'tsconfig.json') },
    ...{ absWorkingDir: root, logLevel: 'silent' },
  })
  pki = await createSandboxPki({ keyAlgorithm: 'P-256' })
  sandbox = await serveSandbox({ pki })
  signer = await pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true })
  rmSync(built, { force: true })
})

interface ChildEnd {
  readonly signal: NodeJS.Signals | null
  readonly output?: {
    readonly outcome: {
      readonly outcome: string
      readonly code?: string
      readonly signatureId?: string
    }
    readonly statements: number
  }
}

function runChild(order: Partial<ChildOrder> & { readonly file: string }): Promise<ChildEnd> {
  const whole: ChildOrder = {
    rootCertificate: Buffer.from(sandboxTrust(pki).rootCertificate).toString('base64'),
    host: sandboxTrust(pki).host,
    ...{ origin, session, leaseMs: 60_000 },
    ...order,
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [built, JSON.stringify(whole)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve({ signal })
      else if (code !== 0) reject(new Error(stderr))
      else resolve({ signal, output: JSON.parse(stdout) as NonNullable<ChildEnd['output']> })
    })
  })
}

interface Scene {
  readonly file: string
  readonly request: SignatureRequest
  readonly signature: Uint8Array
  readonly answer: NonNullable<ChildOrder['answer']>
}

const portalOn = (store: Store): Chopmark =>
  createChopmark({
    ...{ store, origin, policy: childPolicy(sandboxTrust(pki).rootCertificate) },
    collector: { fetch: { allowAddresses: [sandboxTrust(pki).host] } },
  })

/** A fresh file with one open request, and a good answer to it. */
async function newScene(): Promise<Scene> {
  const file = join(folder, `${files++}.sqlite`)
  const store = openSqliteStore({ file })
  const request = await portalOn(store).createRequest(requestInput())
  await store.close()
  const signature = answerTo(request, signer)
  const answer = { requestId: request.id, signature: Buffer.from(signature).toString('base64') }
  return { file, request, signature, answer }
}

/**
 * What has to hold after a death at any moment: a restart settles what was received, the client's retry of the same
 * answer ends with that answer accepted, once, with evidence that gives the same report again; nothing else is taken.
 */
async function expectAcceptedOnce({ file, request, signature }: Scene): Promise<void> {
  const store = openSqliteStore({ file })
  const chopmark = portalOn(store)
  try {
    const resumed = await chopmark.resume({ alone: true })
    expect(resumed.failed).toEqual([])
    const input = { requestId: request.id, session, origin, signature }
    const retried = await chopmark.acceptSignature(input)
    const signatureId = 'signatureId' in retried ? retried.signatureId : undefined
    expect(retried).toMatchObject(
      retried.outcome === 'accepted'
        ? { outcome: 'accepted' }
        : { outcome: 'refused', code: 'REQUEST_ALREADY_USED' },
    )
    const signatures = await store.signatures(request.id)
    expect(signatures).toHaveLength(1)
    expect(signatures).toMatchObject([{ id: signatureId, state: 'accepted', signature }])
    expect(await store.request(request.id)).toMatchObject({
      state: 'accepted',
      signatureId,
      tries: 0,
    })
    const other = { ...input, signature: answerTo(request, signer) }
    expect(await chopmark.acceptSignature(other)).toEqual({
      ...{ outcome: 'refused', code: 'REQUEST_ALREADY_USED' },
    })
    const evidence = await chopmark.evidenceFile(signatureId ?? '')
    expect(evidence && (await replay(evidence)).same).toBe(true)
    expect(await chopmark.resume({ alone: true })).toEqual({ decided: [], failed: [] })
  } finally {
    await store.close()
  }
}

const steps: readonly AcceptStep[] = ['received', 'claimed', 'collected', 'decided', 'settled']

describe('a process killed while it takes in an answer', () => {
  it.each(steps)('after the step %s', async (killAfter) => {
    const scene = await newScene()
    const { file, answer } = scene
    expect(await runChild({ file, answer, killAfter })).toEqual({ signal: 'SIGKILL' })
    await expectAcceptedOnce(scene)
  })

  it('before every single SQL statement', async () => {
    const whole = await newScene()
    const { output } = await runChild({ file: whole.file, answer: whole.answer })
    expect(output?.outcome).toMatchObject({ outcome: 'accepted' })
    const statements = output?.statements ?? 0
    expect(statements).toBeGreaterThan(20)
    const numbers = Array.from({ length: statements }, (_, index) => index + 1)
    // Two at a time: children are slow to start.
    for (let at = 0; at < numbers.length; at += 2) {
      await Promise.all(
        numbers.slice(at, at + 2).map(async (killBeforeStatement) => {
          const scene = await newScene()
          const { file, answer } = scene
          const end = await runChild({ file, answer, killBeforeStatement })
          expect(end, `statement ${killBeforeStatement}`).toEqual({ signal: 'SIGKILL' })
          await expectAcceptedOnce(scene)
        }),
      )
    }
  }, 600_000)

  it.each(steps.slice(2))('and killed again while it resumes, after %s', async (killAfter) => {
    const scene = await newScene()
    const { file, answer } = scene
    await runChild({ file, answer, killAfter: 'claimed' })
    expect(await runChild({ file, killAfter })).toEqual({ signal: 'SIGKILL' })
    await expectAcceptedOnce(scene)
  })
})

describe('two processes', () => {
  it('that take in two answers at once: exactly one wins', async () => {
    for (let round = 0; round < 6; round++) {
      const scene = await newScene()
      const second = Buffer.from(answerTo(scene.request, signer)).toString('base64')
      const beginAt = Date.now() + 700
      const ends = await Promise.all(
        [scene.answer, { ...scene.answer, signature: second }].map((answer) =>
          runChild({ file: scene.file, answer, beginAt }),
        ),
      )
      const outcomes = ends.map(({ output }) => output?.outcome)
      expect(outcomes.filter((end) => end?.outcome === 'accepted')).toHaveLength(1)
      expect(outcomes.filter((end) => end?.code === 'REQUEST_ALREADY_USED')).toHaveLength(1)
      const store = openSqliteStore({ file: scene.file })
      expect(await store.signatures(scene.request.id)).toMatchObject([{ state: 'accepted' }])
      await store.close()
    }
  })

  it('of which one stands still beyond its lease: the other settles, the first writes nothing', async () => {
    const scene = await newScene()
    const { file, answer, request } = scene
    const sleepAfter = { step: 'decided', ms: 2500 } as const
    const slow = runChild({ file, answer, leaseMs: 1, sleepAfter })
    const store = openSqliteStore({ file })
    await expect
      .poll(async () => (await store.signatures(request.id)).length, { timeout: 10_000 })
      .toBe(1)
    const resumed = await portalOn(store).resume()
    expect(resumed.decided).toMatchObject([{ outcome: 'accepted' }])
    const [before] = await store.signatures(request.id)
    expect((await slow).output?.outcome).toMatchObject({
      ...{ outcome: 'accepted', signatureId: before?.id },
    })
    expect(await store.signatures(request.id)).toEqual([before])
    expect(before?.decisions).toBe(1)
    await store.close()
    await expectAcceptedOnce(scene)
  })
})
