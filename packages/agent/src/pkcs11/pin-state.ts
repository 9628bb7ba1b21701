import type { PinState } from '../protocol.js'
import { ckf } from './constants.js'

/** What a token's flags say about its PIN. PKCS #11 v2.40 §3.2. */
export function pinState(flags: number): PinState {
  if ((flags & ckf.userPinLocked) !== 0) return 'locked'
  if ((flags & ckf.userPinFinalTry) !== 0) return 'final-try'
  return (flags & ckf.userPinCountLow) !== 0 ? 'low' : 'ok'
}

const order: readonly PinState[] = ['ok', 'low', 'final-try', 'locked']

/** Is the card nearer to locking itself than what the person was told? */
export function isWorse(now: PinState, told: PinState): boolean {
  return order.indexOf(now) > order.indexOf(told)
}
