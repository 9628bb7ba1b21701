import type { SignerInfo } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, passed } from '../../outcomes.js'

/** Does the version of the SignerInfo fit its way to name the signer? Source: RFC 5652 §5.3. */
export const signerInfoVersion: Check<{ readonly signerInfo: SignerInfo }> = {
  id: 'format.signer-info-version',
  clause: 'RFC 5652 §5.3',
  run({ signerInfo }) {
    const expected = signerInfo.sid.kind === 'issuerAndSerialNumber' ? 1 : 3
    const facts = { version: signerInfo.version, expected, signerIdentifier: signerInfo.sid.kind }
    return signerInfo.version === expected ? passed(facts) : failed('FORMAT_FAILURE', facts)
  },
}
