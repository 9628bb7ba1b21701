import type { SubIndication } from '../../indication.js'
import type { SubIndicationMessage } from '../messages.js'

/** English: what each sub-indication means for a person, and what to do. */
export const subIndications: Readonly<Record<SubIndication, SubIndicationMessage>> = {
  FORMAT_FAILURE: {
    why: 'The signature does not follow the standard, so that it could be read in more than one way.',
    next: 'Ask the signer to sign again with up-to-date software.',
  },
  HASH_FAILURE: {
    why: 'The document is not the one that was signed.',
    next: 'Ask for the document as it was signed, or have it signed again.',
  },
  SIG_CRYPTO_FAILURE: {
    why: "The signature does not fit the signer's certificate.",
    next: 'Ask the signer to sign again; if it happens again, tell the operator of the service.',
  },
  REVOKED: {
    why: 'The signature was made after the certificate had been revoked.',
    next: 'Ask the signer to renew the certificate and to sign again.',
  },
  EXPIRED: {
    why: 'The signature was made after the certificate had expired.',
    next: 'Ask the signer to renew the certificate and to sign again.',
  },
  NOT_YET_VALID: {
    why: 'The certificate was not valid yet when the signature was made.',
    next: "Ask the signer to sign again now that the certificate is valid, and to check the computer's clock.",
  },
  SIG_CONSTRAINTS_FAILURE: {
    why: 'The signature is not what was asked for.',
    next: 'Ask the signer to start again from the request and to sign it once more.',
  },
  CHAIN_CONSTRAINTS_FAILURE: {
    why: 'The certificate may not be used for this.',
    next: 'Ask the signer to use a certificate that is accepted here.',
  },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: {
    why: 'The certificates do not form a sound path to a trusted authority.',
    next: 'Ask the certification authority; a new certificate may be needed.',
  },
  CRYPTO_CONSTRAINTS_FAILURE: {
    why: 'An algorithm or key is used that is not accepted here.',
    next: 'Ask the signer to use a newer certificate or newer software.',
  },
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: {
    why: 'An algorithm or key was relied on longer than it may be, and nothing proves that the signature is older.',
    next: 'Give a time-stamp or a receipt from before that day, or have the document signed again.',
  },
  POLICY_PROCESSING_ERROR: {
    why: 'The rules to validate by could not be applied.',
    next: 'Tell the operator of the service.',
  },
  SIGNATURE_POLICY_NOT_AVAILABLE: {
    why: 'The signer signed under rules that are not known here.',
    next: 'Ask the signer to sign without a signature policy, or have the policy added.',
  },
  TIMESTAMP_ORDER_FAILURE: {
    why: 'The time-stamps contradict each other.',
    next: 'Ask the signer to sign again.',
  },
  NO_SIGNING_CERTIFICATE_FOUND: {
    why: "The signer's certificate could not be told.",
    next: 'Ask the signer to send the signature again with the certificate in it.',
  },
  NO_CERTIFICATE_CHAIN_FOUND: {
    why: 'The certificate does not come from a certification authority that is trusted here.',
    next: 'Ask the signer to use a certificate of a recognised certification authority.',
  },
  REVOKED_NO_POE: {
    why: 'The certificate is revoked, and nothing proves that the signature was made before.',
    next: 'Give a time-stamp or a receipt from before the revocation, or have the document signed again.',
  },
  REVOKED_CA_NO_POE: {
    why: "A certification authority's certificate is revoked, and nothing proves that the signature was made before.",
    next: 'Ask the certification authority for a new certificate and sign again.',
  },
  OUT_OF_BOUNDS_NOT_REVOKED: {
    why: 'The certificate is not revoked, but outside its validity period, and nothing proves when the signature was made.',
    next: 'Give a time-stamp or a receipt from before it expired, or have the document signed again.',
  },
  OUT_OF_BOUNDS_NO_POE: {
    why: 'The certificate is outside its validity period, and nothing proves when the signature was made.',
    next: 'Give revocation evidence and a time-stamp or receipt from before it expired, or have the document signed again.',
  },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: {
    why: 'The revocation evidence is signed by a certificate outside its validity period.',
    next: 'Give newer revocation evidence.',
  },
  NO_POE: {
    why: 'Nothing proves that the signature existed before something happened that matters.',
    next: 'Give a time-stamp or a receipt.',
  },
  TRY_LATER: {
    why: 'The answer depends on information that is not at hand yet.',
    next: 'Try again later; nothing is wrong with the signature so far.',
  },
  SIGNED_DATA_NOT_FOUND: {
    why: 'The document that was signed is not at hand.',
    next: 'Give the document together with its signature.',
  },
}
