import type { RequesterTrust } from '@chopmark/core'

/** How the dialog finds out who asks, before it shows a name. */
export interface RequesterOptions {
  /**
   * Whom to believe: anchors, profiles, and which profiles may ask; nothing is built in. A function is called when the first
   * request is there, so that a trust list can come in a chunk of its own.
   */
  readonly trust: RequesterTrust | (() => RequesterTrust | Promise<RequesterTrust>)
  /**
   * `required`: a request that nobody signed is refused. `if-signed`: it is shown as not verified; a signature that does
   * not hold is refused all the same. Absent: `required`.
   */
  readonly accept?: 'required' | 'if-signed'
}
