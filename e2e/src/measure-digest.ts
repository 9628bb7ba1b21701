/** What a page measured, in milliseconds. */
export interface DigestTimes {
  /** `subtle.digest` of the whole document in memory, reading it included; the middle of three. */
  readonly wholeMs: number
  /** The hash worker's, from its start to its answer; the middle of three. */
  readonly streamedMs: number
  /** SHA-256 by the worker, lower-case hex. */
  readonly digest: string
}

/**
 * In a page of the portal: `inWorker(blob)` digests in the client's hash worker, and `times(blob)` measures both ways. As
 * text, because Playwright and WebDriver run scripts each in its own way.
 */
export const digestHelpers = `
  const rules = { createScriptURL: (url) => url }
  const policy = (window.measuring ??= window.trustedTypes?.createPolicy('chopmark', rules) ?? rules)
  const inWorker = (blob) => new Promise((resolve, reject) => {
    const worker = new Worker(policy.createScriptURL('/assets/hash-worker.js'), { type: 'module' })
    worker.onerror = () => reject(new Error('the worker failed'))
    worker.onmessage = ({ data }) => {
      if (data.kind === 'unreadable') reject(new Error('unreadable'))
      if (data.kind !== 'digest') return
      worker.terminate()
      resolve([...data.digest].map((octet) => octet.toString(16).padStart(2, '0')).join(''))
    }
    worker.postMessage({ blob, algorithm: 'SHA-256' })
  })
  const middle = async (run) => {
    const times = []
    for (let i = 0; i < 3; i++) {
      const start = performance.now()
      await run()
      times.push(performance.now() - start)
    }
    return times.sort((a, b) => a - b)[1]
  }
  const times = async (blob) => {
    let digest = ''
    const wholeMs = await middle(async () => crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
    const streamedMs = await middle(async () => { digest = await inWorker(blob) })
    return { wholeMs, streamedMs, digest }
  }
`

/** For the log of a run: no machine that others use too can promise a time. */
export function saidOf(name: string, { wholeMs, streamedMs }: DigestTimes): string {
  const share = (streamedMs / wholeMs).toFixed(2)
  return `${name}, 100 MB: subtle.digest ${wholeMs.toFixed(0)} ms, streamed ${streamedMs.toFixed(0)} ms (${share} times)`
}
