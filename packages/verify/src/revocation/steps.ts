import type { MaybePromise } from '@chopmark/core'

/** A computation that may have to wait for the crypto form; it yields only where it really must. */
export type Steps<T> = Generator<PromiseLike<unknown>, T, unknown>

/**
 * The value now, or after waiting: `const digest = yield* settled(crypto.digest(…))`. Where the crypto form answers
 * at once (node:crypto) nothing is scheduled, which is most of the speed of a warm validation. What every signature asks for tests
 * `instanceof Promise` itself first: a generator for each such value would cost as much as a check.
 */
export function* settled<T>(value: MaybePromise<T>): Steps<T> {
  return value instanceof Promise ? ((yield value) as T) : value
}

/** Runs the steps: answers synchronously when no step had to wait. */
export function runSteps<T>(steps: Steps<T>): MaybePromise<T> {
  const first = steps.next()
  return first.done === true ? first.value : finish(steps, first.value)
}

async function finish<T>(steps: Steps<T>, pending: PromiseLike<unknown>): Promise<T> {
  let waitFor = pending
  for (;;) {
    let step
    try {
      step = steps.next(await waitFor)
    } catch (error) {
      step = steps.throw(error)
    }
    if (step.done === true) return step.value
    waitFor = step.value
  }
}
