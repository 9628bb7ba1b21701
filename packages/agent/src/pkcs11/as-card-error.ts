import { CardError } from '../card-error.js'
import type { CardProblem } from '../protocol.js'
import { ckr } from './constants.js'
import { ckrOf } from './cryptoki.js'

const problems = new Map<number, CardProblem>([
  [ckr.slotIdInvalid, 'CARD_REMOVED'],
  [ckr.deviceRemoved, 'CARD_REMOVED'],
  [ckr.sessionClosed, 'CARD_REMOVED'],
  [ckr.sessionHandleInvalid, 'CARD_REMOVED'],
  [ckr.tokenNotPresent, 'CARD_REMOVED'],
  [ckr.tokenNotRecognized, 'CARD_REMOVED'],
  [ckr.pinIncorrect, 'PIN_WRONG'],
  [ckr.pinInvalid, 'PIN_WRONG'],
  [ckr.pinLenRange, 'PIN_WRONG'],
  [ckr.pinLocked, 'PIN_LOCKED'],
  [ckr.pinExpired, 'PIN_UNUSABLE'],
  [ckr.userPinNotInitialized, 'PIN_UNUSABLE'],
  [ckr.functionCanceled, 'PIN_CANCELLED'],
  [ckr.functionRejected, 'PIN_CANCELLED'],
])

/** Turns what a module threw into the link that broke; errors that are none of a module's pass as they are. */
export function asCardError(error: unknown): unknown {
  const code = ckrOf(error)
  if (code === undefined) return error
  return new CardError(problems.get(code) ?? 'CARD_FAILED', undefined, { cause: error })
}
