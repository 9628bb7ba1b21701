import type { Instant } from '@chopmark/core'
import type { Check } from '../../check.js'
import { isoTime } from '../../iso-time.js'

export interface NotRevokedInput {
  readonly status: 'good' | 'revoked' | 'unknown'
  /** True for the certificate the path was built for, false for a CA above it. */
  readonly target: boolean
  readonly at: Instant
  readonly revokedAt?: Instant | undefined
  readonly reason?: string | undefined
  readonly invalidityDate?: Instant | undefined
}

/**
 * Is the certificate not revoked at `at`? A revoked signing certificate is REVOKED_NO_POE (a proof that the signature is older
 * may still save it), a revoked CA REVOKED_CA_NO_POE. A suspended certificate (certificateHold) is TRY_LATER: the CA will
 * lift the hold or revoke. A revocation after `at` passes and stays among the facts; an earlier invalidityDate is shown, and
 * speaks only where the policy says so (`RevocationSettings.invalidityDate`).
 * Source: ETSI EN 319 102-1 §5.2.6.4, §5.1.3; RFC 5280 §5.3.1, §5.3.2.
 */
export const notRevoked: Check<NotRevokedInput, 'revocation.not-revoked'> = {
  id: 'revocation.not-revoked',
  clause: 'ETSI EN 319 102-1 §5.2.6.4',
  run({ status, target, at, revokedAt, reason, invalidityDate }) {
    if (status === 'unknown') {
      return { status: 'NOT-APPLICABLE', reason: 'no usable revocation evidence' }
    }
    const facts = {
      at: isoTime(at),
      revokedAt: revokedAt === undefined ? null : isoTime(revokedAt),
      reason: reason ?? null,
      ...(invalidityDate !== undefined && { invalidityDate: isoTime(invalidityDate) }),
    }
    if (status === 'good') return { status: 'PASSED', facts }
    const subIndication =
      reason === 'certificateHold' ? 'TRY_LATER' : target ? 'REVOKED_NO_POE' : 'REVOKED_CA_NO_POE'
    return { status: 'INDETERMINATE', subIndication, facts }
  },
}
