import type { CardProblem, PinState } from './protocol.js'

/** A broken link between the page and the key, on its way to the answer that names it. */
export class CardError extends Error {
  override readonly name = 'CardError'
  readonly problem: CardProblem
  /** For the PIN problems: how near the card is to locking itself now. */
  readonly pin: PinState | undefined

  constructor(problem: CardProblem, pin?: PinState, options?: ErrorOptions) {
    super(problem, options)
    this.problem = problem
    this.pin = pin
  }
}
