import type { CertificateProfile } from '@chopmark/core'
import type { Check } from '../../check.js'
import type { KnownCertificate } from '../../decision-context.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

/**
 * Under real trust anchors: is the certificate no sandbox or trial one? CAs run trial hierarchies whose names differ from
 * the real ones by a word, and a trial certificate proves nobody's identity.
 * Source: Cap. 553 s.22 (recognition covers no trial certificates).
 */
export const trustSandbox: Check<{
  readonly signer: KnownCertificate | null
  readonly profile: CertificateProfile | null
  /** Are the policy's trust anchors sandbox ones? */
  readonly sandbox: boolean
}> = {
  id: 'trust.no-sandbox-certificate',
  clause: 'Cap. 553 s.22',
  run({ signer, profile, sandbox }) {
    if (signer === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    if (sandbox) return notApplicable('SANDBOX_ANCHORS')
    const { subject, issuer } = signer.certificate
    const trial = [subject, issuer].some(({ rdns }) =>
      rdns.some((rdn) =>
        rdn.some(({ text }) => text !== undefined && /\b(?:trial|sandbox)\b/i.test(text)),
      ),
    )
    return trial || profile?.sandbox === true
      ? indeterminate('CHAIN_CONSTRAINTS_FAILURE', {
          profile: profile?.id ?? null,
          trialName: trial,
        })
      : passed()
  },
}
