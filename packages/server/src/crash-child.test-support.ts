import { type Instant, parseCertificate, trustAnchors } from '@chopmark/core'
import { definePolicy } from '@chopmark/verify'
import { createChopmark } from './chopmark.js'
import type { AcceptStep } from './requests/decider.js'
import { openSqliteStore } from './stores/sqlite/sqlite-store.js'

/** What the parent test tells a child process to do; JSON in `argv[2]`. */
export interface ChildOrder {
  readonly file: string
  /** DER, base64. */
  readonly rootCertificate: string
  /** `127.0.0.1:PORT` of the sandbox. */
  readonly host: string
  readonly origin: string
  readonly session: string
  readonly leaseMs: number
  /** An answer to take in, base64; absent: resume what is due, as the only process. */
  readonly answer?: { readonly requestId: string; readonly signature: string }
  /** Dies once this step is done. */
  readonly killAfter?: AcceptStep
  /** Dies before this SQL statement, counted from 1 once the store is open. */
  readonly killBeforeStatement?: number
  /** Stands still for so long after this step. */
  readonly sleepAfter?: { readonly step: AcceptStep; readonly ms: number }
  /** Begins at this moment, so that several children begin together. */
  readonly beginAt?: number
}

/** The policy that parent and child share: the sandbox root and nothing else. */
export function childPolicy(rootCertificate: Uint8Array) {
  const root = parseCertificate(rootCertificate)
  if (!root.ok) throw new Error('the sandbox root cannot be parsed')
  const { subject: name, subjectPublicKeyInfo } = root.value
  return definePolicy({
    id: 'crash-test',
    trustAnchors: trustAnchors([
      {
        ...{ kind: 'held', id: 'sandbox', use: 'signing', sandbox: true },
        ...{ certificatePolicies: 'any', name, subjectPublicKeyInfo },
        recognition: [
          { status: 'recognised', from: 0 as Instant, source: 'test', readOn: '2026-01-01' },
        ],
      },
    ]),
  })
}

const die = (): void => {
  process.kill(process.pid, 'SIGKILL')
}

/** The child's whole life: one answer taken in, or everything due resumed; prints what became of it, and how many SQL statements it took. */
export async function runChild(order: ChildOrder): Promise<void> {
  let statements = 0
  let counting = false
  const store = openSqliteStore({
    file: order.file,
    onStatement() {
      if (!counting) return
      statements += 1
      if (statements === order.killBeforeStatement) die()
    },
  })
  counting = true
  const chopmark = createChopmark({
    store,
    policy: childPolicy(Buffer.from(order.rootCertificate, 'base64')),
    ...{ origin: order.origin, leaseMs: order.leaseMs },
    collector: { fetch: { allowAddresses: [order.host] } },
    onStep(step) {
      if (step === order.killAfter) die()
      if (step === order.sleepAfter?.step) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, order.sleepAfter.ms)
      }
    },
  })
  while (Date.now() < (order.beginAt ?? 0));
  const { answer, session, origin } = order
  const outcome = answer
    ? await chopmark.acceptSignature({
        requestId: answer.requestId,
        signature: Buffer.from(answer.signature, 'base64'),
        session,
        origin,
      })
    : await chopmark.resume({ alone: true })
  process.stdout.write(JSON.stringify({ outcome, statements }))
}
