import type { Certificate, KeyUsageBit } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { PathPurpose } from '../../path/path.js'

export interface KeyUsageInput {
  readonly certificate: Certificate
  readonly purpose: PathPurpose
  /** For `signing`: the certificate needs one of these. */
  readonly signingKeyUsage: readonly KeyUsageBit[]
}

/** What a time-stamping key may be used for besides nothing at all, ETSI EN 319 422 §6. */
const stamping: readonly KeyUsageBit[] = ['digitalSignature', 'nonRepudiation']

/**
 * May the target's key be used for what it is asked to do?
 * A certificate without the extension restricts nothing. A CRL signer needs cRLSign, a responder digitalSignature or
 * nonRepudiation, a time-stamping unit one of these and no other.
 * Source: RFC 5280 §4.2.1.3, §6.3.3 (f); ETSI EN 319 422 §6.
 */
export const keyUsage: Check<KeyUsageInput, 'path.key-usage'> = {
  id: 'path.key-usage',
  clause: 'RFC 5280 §4.2.1.3',
  run({ certificate, purpose, signingKeyUsage }) {
    const present = certificate.extension.keyUsage
    if (purpose === 'any') return notApplicable('NO_PURPOSE')
    if (present === undefined) return passed({ keyUsage: null })
    const needed =
      purpose === 'signing' ? signingKeyUsage : purpose === 'crl-signing' ? crl : stamping
    const fits =
      needed.some((bit) => present.includes(bit)) &&
      (purpose !== 'time-stamping' || present.every((bit) => stamping.includes(bit)))
    const facts = { keyUsage: present, needed, purpose }
    return fits ? passed(facts) : indeterminate('CHAIN_CONSTRAINTS_FAILURE', facts)
  },
}

const crl: readonly KeyUsageBit[] = ['cRLSign']
