import { UsageError } from '@chopmark/core'
import { ClientError } from '../client-error.js'
import { failureOf, Flow, type FlowSurroundings, Leave, signingWork } from '../dialog/run-flow.js'
import type { KeySourceContext, RemoteSource, SigningSource } from '../key-sources/key-source.js'
import type { Refusal, SignatureOutcome } from '../signature-outcome.js'
import { signAllWithKey } from '../signing/sign-all-with-key.js'
import type { PortalAnswer } from '../wire/portal-answer.js'
import type { BatchOutcome } from './batch-outcome.js'
import { batchRequest } from './batch-request.js'
import { batchDone, batchReview } from './batch-screens.js'
import { type BatchTask, isOwnFailure, load, openTasks, outcomeOf, record } from './batch-task.js'

type Ended = Pick<BatchOutcome, 'refusal'> & { readonly outcome: 'cancelled' | 'no-suitable-key' }

/**
 * The way of a person through several documents: read the list, choose one key, sign all, send one after the other. What
 * the portal has taken stays taken, whatever happens to the others.
 * @throws As `requestSignatures`.
 */
export async function runBatch(
  surroundings: Omit<FlowSurroundings, 'portal'> & {
    readonly tasks: readonly [BatchTask, ...BatchTask[]]
  },
): Promise<BatchOutcome> {
  const { tasks } = surroundings
  const [first, ...others] = surroundings.sources.filter(canBatch)
  if (first === undefined) {
    throw new UsageError('NO_BATCH_SOURCE', 'None of the key sources can sign several documents.')
  }
  const flow = new BatchFlow(
    { ...surroundings, portal: tasks[0].portal, sources: [first, ...others] },
    tasks,
  )
  let ended: Ended = { outcome: 'cancelled' }
  try {
    ended = (await flow.runAll()) ?? ended
  } catch (error) {
    // What was taken is told, even where the rest came to nothing.
    const signed = tasks.some(({ result }) => result?.outcome === 'signed')
    const failure = failureOf(error)
    if (!(error instanceof Leave) && !(signed && failure instanceof ClientError)) throw failure
  } finally {
    flow.releaseAll()
  }
  const { outcome, results } = outcomeOf(tasks, ended.outcome)
  return { outcome, results, ...(outcome === ended.outcome && ended) }
}

function canBatch(source: SigningSource): boolean {
  return !('signAtService' in source) || source.signAllAtService !== undefined
}

class BatchFlow extends Flow {
  readonly #tasks: readonly BatchTask[]

  constructor(surroundings: FlowSurroundings, tasks: readonly BatchTask[]) {
    super(surroundings)
    this.#tasks = tasks
  }

  async runAll(): Promise<Ended | undefined> {
    await this.#loadAll()
    const tasks = this.#tasks
    while (openTasks(tasks).length > 0) {
      const request = this.#request()
      this.view.setRequest(request)
      const reviewed = await this.ask({
        step: 'drawn',
        name: 'batch-review',
        draw: (tools) => batchReview(tasks, request, tools),
      })
      if (reviewed.kind !== 'continue') continue
      try {
        const ended = await this.#signAndSendAll()
        if (ended !== undefined) return ended
        break
      } catch (error) {
        if (!(error instanceof Leave) || error.to !== 'review') throw error
      }
    }
    await this.view.ask({
      step: 'drawn',
      name: 'batch-done',
      draw: (tools) => batchDone(tasks, tools),
    })
    return undefined
  }

  /** Fetches every request and its document; one that cannot be offered keeps no other waiting. */
  async #loadAll(): Promise<void> {
    const tasks = this.#tasks
    for (;;) {
      try {
        await this.work({ step: 'loading', share: 0 }, async (signal, report) => {
          for (const [index, task] of tasks.entries()) {
            if (task.document === undefined && task.result === undefined) await load(task, signal)
            report((index + 1) / tasks.length)
          }
        })
        break
      } catch (error) {
        if (!(error instanceof ClientError)) throw error
        const again = error.remedy === 'try-again' ? ({ offer: 'try-again' } as const) : {}
        await this.fail(error, again)
      }
    }
  }

  #request(): ReturnType<typeof batchRequest> {
    const [first, ...others] = openTasks(this.#tasks).map(({ document }) => document.request)
    if (first === undefined) throw new Leave('closed')
    return batchRequest([first, ...others])
  }

  /** @returns Undefined when every document has its result. */
  async #signAndSendAll(): Promise<Ended | undefined> {
    while (openTasks(this.#tasks).length > 0) {
      const chosen = await this.choose(this.#request())
      // At a service everything has been decided already.
      if (chosen === undefined) continue
      if ('outcome' in chosen) {
        await this.remember()
        continue
      }
      let next: 'again' | 'other-file' | SignatureOutcome = 'again'
      while (next === 'again') {
        try {
          const open = openTasks(this.#tasks)
          const signatures = await this.work(signingWork(chosen.key), (signal, report) =>
            signAllWithKey(
              open.map(({ document }) => document),
              chosen.key,
              { signal },
              report,
            ),
          )
          await this.#sendAll(open, signatures)
          await this.remember(chosen)
          break
        } catch (error) {
          if (!(error instanceof ClientError)) throw error
          next = await this.afterFailure(error)
        }
      }
      if (next === 'other-file') this.releaseAll()
      else if (next !== 'again') return endedBy(next)
    }
    return undefined
  }

  /** @throws ClientError what concerns the key, so that the others would be refused too. */
  async #sendAll(open: readonly BatchTask[], signatures: readonly Uint8Array[]): Promise<void> {
    for (const [index, task] of open.entries()) {
      const signature = signatures[index]
      if (signature === undefined) continue
      const work = { step: 'sending', share: index / open.length } as const
      try {
        record(task, { answer: await this.send(task.portal, signature, work) })
      } catch (error) {
        if (!(error instanceof ClientError)) throw error
        const { code, triesLeft, signatureId, reports } = error
        if (isOwnFailure(error) || triesLeft === 0) record(task, error)
        if (isOwnFailure(error)) continue
        // That this request is shut says nothing of the others: another key may sign them.
        throw new ClientError(code, {
          ...(signatureId === undefined ? {} : { signatureId }),
          ...(reports === undefined ? {} : { reports }),
        })
      }
    }
  }

  protected override async atService(
    source: RemoteSource,
    context: KeySourceContext,
  ): Promise<PortalAnswer> {
    const open = openTasks(this.#tasks)
    const [first, ...others] = open.map(({ portal, document: { shown } }) => ({
      ...portal.connection,
      ...(shown && { shown }),
    }))
    if (first === undefined || source.signAllAtService === undefined) throw new Leave('review')
    const answers = await source.signAllAtService({ ...context, connection: first, also: others })
    const refused: ClientError[] = []
    let taken: PortalAnswer | undefined
    for (const [index, task] of open.entries()) {
      const answer = answers[index] ?? new ClientError('PORTAL_ANSWER_MALFORMED')
      if (!(answer instanceof ClientError)) {
        taken = answer
        record(task, { answer })
      } else if (isOwnFailure(answer) || answer.triesLeft === 0) record(task, answer)
      else refused.push(answer)
    }
    const [failure] = refused
    if (failure !== undefined) throw failure
    // Decided, all of them; whichever was taken stands for the way having been gone to its end.
    return taken ?? { outcome: 'pending', signatureId: '', missing: [] }
  }
}

function endedBy(outcome: SignatureOutcome): Ended {
  const refusal: Refusal | undefined = 'refusal' in outcome ? outcome.refusal : undefined
  return { outcome: 'no-suitable-key', ...(refusal === undefined ? {} : { refusal }) }
}
