import type { ReasonFlag } from '@chopmark/core'

/** A set of revocation reasons, one bit each: the reasons_mask of RFC 5280 §6.3.2. */
export type ReasonsMask = number

const flags: readonly ReasonFlag[] = [
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
]

/** The special value all-reasons. */
export const allReasons: ReasonsMask = 0xff

/** The one reason that can be taken back. */
export const holdReason: ReasonsMask = 1 << 5

/** The mask of listed reasons; absent means all. The bit `unused` stands for none. */
export function reasonsMask(reasons: readonly ReasonFlag[] | undefined): ReasonsMask {
  if (reasons === undefined) return allReasons
  let mask = 0
  for (const reason of reasons) {
    const bit = flags.indexOf(reason)
    if (bit >= 0) mask |= 1 << bit
  }
  return mask
}

/** The reasons of a mask by name, in the order of RFC 5280 §4.2.1.13. */
export function reasonNames(mask: ReasonsMask): ReasonFlag[] {
  return flags.filter((_, bit) => (mask & (1 << bit)) !== 0)
}
