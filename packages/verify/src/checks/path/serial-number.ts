import { type Certificate, hex } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

/** "Conforming CAs MUST NOT use serialNumber values longer than 20 octets." */
const maxOctets = 20

/**
 * Is the serial number one that names a certificate?
 * Negative and zero ones, which conforming CAs never give, are told in the facts and let pass: "certificate users SHOULD
 * be prepared to gracefully handle such certificates", and PKITS 4.4.14 counts a negative one as valid. They are compared
 * as their octets, so that no reading of the sign makes two serial numbers one.
 * Source: RFC 5280 §4.1.2.2.
 */
export const serialNumber: Check<Certificate, 'path.serial-number'> = {
  id: 'path.serial-number',
  clause: 'RFC 5280 §4.1.2.2',
  run({ serialNumber: octets }) {
    const first = octets[0] ?? 0
    if (octets.length > maxOctets) {
      return indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', {
        octets: octets.length,
        maxOctets,
      })
    }
    if (first >= 0x80) return passed({ serialNumber: hex(octets), sign: 'negative' })
    return octets.length === 1 && first === 0 ? passed({ sign: 'zero' }) : passed()
  },
}
