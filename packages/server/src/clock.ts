import type { Instant } from '@chopmark/core'

/** Gives the present moment. Read once per request or signature, then passed on. */
export type Clock = () => Instant

/** The machine's clock. */
export const systemClock: Clock = () => Date.now() as Instant
