import type { Certificate, SignatureRequest } from '@chopmark/core'
import type { Check, Fact } from '../../check.js'
import type { KnownCertificate } from '../../decision-context.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

/**
 * Is the signer the person or organisation the request names? Every attribute asked for must stand in the subject with
 * exactly this text; facts name the attribute types that differ, never what stands in them.
 * Source: ETSI EN 319 102-1 §5.2.8.
 */
export const requestSignerSubject: Check<{
  readonly request: SignatureRequest | null
  readonly signer: KnownCertificate | null
}> = {
  id: 'request.signer-subject',
  clause: 'ETSI EN 319 102-1 §5.2.8',
  run({ request, signer }) {
    if (request === null) return notApplicable('NO_REQUEST')
    const subject = request.signer.subject
    if (subject === undefined) return notApplicable('NOT_ASKED')
    if (signer === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    const differing: Fact[] = Object.entries(subject)
      .filter(([oid, text]) => !carries(signer.certificate, oid, text))
      .map(([oid]) => oid)
      .sort()
    return differing.length === 0
      ? passed({ attributes: Object.keys(subject).sort() })
      : indeterminate('SIG_CONSTRAINTS_FAILURE', { differing })
  },
}

function carries(certificate: Certificate, oid: string, text: string): boolean {
  return certificate.subject.rdns.some((rdn) =>
    rdn.some((attribute) => attribute.oid === oid && attribute.text === text),
  )
}
