import { type Certificate, rdnKey, sameOctets, type SignatureRequest } from '@chopmark/core'
import type { Check } from '../../check.js'
import type { KnownCertificate } from '../../decision-context.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

/**
 * Is the signer somebody else than those who signed before, where the request asks for that (maker and checker)? Two
 * certificates may be one person's when they hold one key or one common name: a person with two certificates is refused,
 * and so is a namesake, who cannot be told apart by certificates alone.
 * Source: ETSI EN 319 102-1 §5.2.8.
 */
export const requestAnotherSigner: Check<{
  readonly request: SignatureRequest | null
  readonly signer: KnownCertificate | null
  readonly earlierSigners: readonly KnownCertificate[]
}> = {
  id: 'request.another-signer',
  clause: 'ETSI EN 319 102-1 §5.2.8',
  run({ request, signer, earlierSigners }) {
    if (request === null) return notApplicable('NO_REQUEST')
    if (request.cosign?.anotherPerson !== true) return notApplicable('NOT_ASKED')
    if (signer === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    const facts = { earlierSigners: earlierSigners.length }
    for (const { certificate } of earlierSigners) {
      const same = sameBy(certificate, signer.certificate)
      if (same !== null) return indeterminate('SIG_CONSTRAINTS_FAILURE', { ...facts, same })
    }
    return passed(facts)
  },
}

function sameBy(a: Certificate, b: Certificate): 'key' | 'common-name' | null {
  const key = ({ subjectPublicKeyInfo }: Certificate): Uint8Array => subjectPublicKeyInfo.raw
  if (sameOctets(key(a), key(b))) return 'key'
  const names = commonNames(a)
  return commonNames(b).some((name) => names.includes(name)) ? 'common-name' : null
}

/** As RFC 5280 §7.1 compares them. */
function commonNames({ subject }: Certificate): readonly string[] {
  return subject.rdns
    .flat()
    .flatMap((attribute) => (attribute.oid === '2.5.4.3' ? [rdnKey([attribute])] : []))
}
