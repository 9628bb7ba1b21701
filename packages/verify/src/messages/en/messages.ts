import type { Messages } from '../messages.js'
import { checks } from './checks.js'
import { subIndications } from './sub-indications.js'

/** English. */
export const en: Messages = {
  checks,
  subIndications,
  indications: {
    'TOTAL-PASSED': 'The signature is valid.',
    'TOTAL-FAILED': 'The signature is invalid.',
    INDETERMINATE: 'It cannot be decided yet whether the signature is valid.',
  },
  counterSignature: 'This is a counter-signature: it confirms another signature, not the document.',
  intact: {
    yes: 'The document and the signature are unchanged.',
    no: 'The document or the signature was altered.',
    unknown: 'Whether anything was altered could not be computed.',
  },
  signedBy: 'Signed by {name}.',
  signedAt: 'The signature existed by {time} (Hong Kong time).',
  claimedAt: 'The signer says: signed at {time} (Hong Kong time). This is not proved.',
  eto: {
    recognisedYes:
      'The certificate was recognised under the Electronic Transactions Ordinance (Cap. 553) at that time.',
    recognisedNo:
      'The certificate was not recognised under the Electronic Transactions Ordinance (Cap. 553) at that time.',
    recognisedUnproven:
      'It is not proved that the certificate was recognised under the Electronic Transactions Ordinance (Cap. 553).',
  },
  sandbox: 'SANDBOX: this was made with test certificates and has no legal effect.',
  notApplicable: 'This was not asked, because it does not apply.',
  weakAlgorithms: 'Old algorithms were admitted for this validation; do not rely on it.',
}
