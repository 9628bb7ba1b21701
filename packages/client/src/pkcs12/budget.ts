import { maxIterations } from './limits.js'
import { Pkcs12Error } from './pkcs12-error.js'

/** Counts key-derivation rounds: announced before they run, so that a file that asks for too many is refused at once. */
export interface Budget {
  /**
   * Announces rounds that will have to run.
   * @throws Pkcs12Error `P12_TOO_EXPENSIVE` when the file wants more than `maxIterations` in all.
   */
  announce(iterations: number): void
  /** Reports rounds that have run. */
  spend(iterations: number): void
}

/**
 * @param onProgress - Called with the share done, 0 to 1, over the rounds known so far.
 */
export function budget(onProgress?: (share: number) => void): Budget {
  let announced = 0
  let spent = 0
  return {
    announce(iterations) {
      announced += iterations
      if (announced > maxIterations) throw new Pkcs12Error('P12_TOO_EXPENSIVE')
    },
    spend(iterations) {
      spent += iterations
      onProgress?.(announced === 0 ? 0 : Math.min(1, spent / announced))
    },
  }
}
