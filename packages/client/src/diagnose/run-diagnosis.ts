import { ClientError, remedyOf } from '../client-error.js'
import type { SigningSource } from '../key-sources/key-source.js'
import type { LinkState } from '../key-sources/link-state.js'
import type { DiagnoseOptions, Diagnosis, Finding } from './diagnose.js'
import { textsOfFailure } from './failure-texts.js'
import { pageLinks } from './page-links.js'

/** A source that has not answered by then is told apart from one that is broken. */
const sourceTimeoutMs = 15_000

/** The inside of `diagnose`. */
export async function runDiagnosis(options: DiagnoseOptions): Promise<Diagnosis> {
  const { keySources = [], signal = new AbortController().signal } = options
  signal.throwIfAborted()
  const page = await findings(await pageLinks(options, signal))
  const sources = await Promise.all(
    keySources.map(async (source) => {
      const found = await findings(await sourceLinks(source, signal))
      const ready = [...page, ...found].every(({ state }) => state !== 'broken')
      return { id: source.id, label: source.label, ready, findings: found }
    }),
  )
  return { page, sources }
}

async function sourceLinks(
  source: SigningSource,
  signal: AbortSignal,
): Promise<readonly LinkState[]> {
  if (source.diagnose === undefined) return []
  const timeout = AbortSignal.timeout(sourceTimeoutMs)
  const stop = AbortSignal.any([signal, timeout])
  const late = new Promise<never>((_, reject) => {
    const leave = (): void => reject(stop.reason as Error)
    if (stop.aborted) leave()
    else stop.addEventListener('abort', leave, { once: true })
  })
  try {
    return await Promise.race([source.diagnose(stop), late])
  } catch (error) {
    signal.throwIfAborted()
    if (timeout.aborted) return [{ link: 'source', state: 'unknown' }]
    if (!(error instanceof ClientError)) throw error
    return [{ link: 'source', state: 'broken', code: error.code }]
  }
}

async function findings(links: readonly LinkState[]): Promise<readonly Finding[]> {
  return Promise.all(
    links.map(async (one) =>
      one.state === 'broken'
        ? { ...one, remedy: remedyOf(one.code), texts: await textsOfFailure(one.code) }
        : one,
    ),
  )
}
