import type { ClientErrorCode } from '../client-error.js'
import type { DecryptionCode, EncryptionCode } from '../encryption/encryption-problem.js'

/** What an integrator wants to know of a failure. For `ERRORS.md` alone: no page loads it. */
export interface Cause {
  readonly cause: string
  /** What the integrator does; absent: what the remedy says. */
  readonly integrator?: string
}

const portalSide = 'Look up `signatureId` at the portal: its report names the check that decided.'

/** Every failure that a page can meet, in the order of the document. */
export const clientErrorCauses: Readonly<Record<ClientErrorCode, Cause>> = {
  PORTAL_UNREACHABLE: {
    cause:
      'Nothing could be fetched from the portal, a chunk of this package included; nothing has been signed.',
  },
  NETWORK_GONE: {
    cause: 'The signature was made, and sending it failed.',
    integrator:
      '`error.signature` is the signature: `deliverSignature` sends it again, octet for octet.',
  },
  PORTAL_ANSWER_MALFORMED: {
    cause: 'The portal answered with 5xx, or outside the contract.',
    integrator: 'Read the server log; a proxy in between that answers by itself shows here too.',
  },
  REQUEST_MALFORMED: {
    cause: 'The signature request is not what the contract says; `error.cause` names the field.',
    integrator: 'Make requests with `createRequest` of the same version of `@chopmark/server`.',
  },
  REQUEST_UNKNOWN: { cause: 'The portal has no request at this address.' },
  REQUEST_EXPIRED: { cause: 'The answer came after `expiresAt`.' },
  REQUEST_ALREADY_USED: {
    cause: 'Another answer was accepted, or is being decided.',
    integrator: 'Show the state of the case instead of asking again.',
  },
  SESSION_MISMATCH: { cause: 'The request belongs to another session, or the session has ended.' },
  ORIGIN_MISMATCH: {
    cause: 'The request names another web origin than the page it is used on.',
    integrator: 'Give `origin` where the requests are made; check for a copied page.',
  },
  TOO_MANY_TRIES: { cause: 'As many answers were refused as the request allows.' },
  DOCUMENT_CHANGED: {
    cause:
      'The content has not the size and digest that the request names, or the signature not its digest.',
    integrator: 'Serve the very octets the request was made for; no proxy may change them.',
  },
  DOCUMENT_TOO_LARGE: { cause: 'The document is beyond what the client takes.' },
  EARLIER_SIGNATURE_MISMATCH: {
    cause: 'What is to be signed over is no signature of this document.',
    integrator: 'Make the further request from the stored signature itself.',
  },
  EARLIER_SIGNATURE_FAILED: {
    cause: 'A signature that this one stands beside, or over, is not valid by the policy.',
    integrator: portalSide,
  },
  SIGNATURE_MALFORMED: {
    cause: 'The portal can read no signature from what was sent.',
    integrator: portalSide,
  },
  SIGNATURE_BROKEN: {
    cause: 'The signature value does not fit what was signed: changed on its way, or a faulty key.',
    integrator: portalSide,
  },
  SIGNER_EXPIRED: { cause: 'The signing certificate has expired.' },
  SIGNER_NOT_YET_VALID: { cause: 'The signing certificate is not valid yet.' },
  SIGNER_REVOKED: { cause: 'The signing certificate, or one above it, is revoked.' },
  SIGNER_SUSPENDED: { cause: 'The signing certificate is suspended.' },
  SIGNER_NOT_RECOGNISED: { cause: 'No path leads from it to a CA that the policy trusts.' },
  SIGNER_WRONG_PERSON: { cause: 'It names somebody else than the request.' },
  SIGNER_WRONG_PROFILE: {
    cause: 'Its kind is not accepted, or its terms forbid such a signature.',
    integrator: 'Give `certificateKinds`: the dialog then says so before anything is signed.',
  },
  SIGNER_WRONG_KEY_USAGE: { cause: 'Its key usage does not allow signatures.' },
  SIGNER_SAME_PERSON: {
    cause:
      'The second signature was made by the person of the first, and the request wants another.',
    integrator: 'Have the other person sign, in their own session.',
  },
  ALGORITHM_REFUSED: { cause: 'The policy does not accept an algorithm or key length in use.' },
  REVOCATION_UNAVAILABLE: {
    cause: 'Whether the certificate is revoked could not be learnt in time.',
    integrator: 'Check that the server reaches the CRL and OCSP addresses of the CA.',
  },
  REQUEST_BINDING_MISMATCH: {
    cause: 'The signature was made for another request, or not as asked.',
  },
  OTHER_REFUSAL: {
    cause: 'A check refused it that has no code of its own.',
    integrator: portalSide,
  },
  CRYPTO_UNAVAILABLE: {
    cause: 'The browser has no WebCrypto: an old one, or a page that was not opened over https.',
    integrator: 'Serve the page over https.',
  },
  WORKER_UNAVAILABLE: {
    cause: 'The worker that opens e-Cert files does not start: policy, moved file, or no network.',
    integrator:
      'Allow `worker-src` and the Trusted Types policy `chopmark`; when a bundler moved `pkcs12-worker.js`, give `createWorker`.',
  },
  FILE_UNREADABLE: { cause: 'The file could not be read from where it lies: moved, or taken out.' },
  SIGNING_FAILED: { cause: 'The key would not sign.' },
  CLOCK_WRONG: {
    cause: 'Of `diagnose`: the clocks of device and portal are over five minutes apart.',
  },
  DIALOG_UNREACHABLE: {
    cause: 'The origin that serves the dialog does not answer.',
    integrator: 'Check `dialogUrl`, and that the signing server is up.',
  },
  POPUP_BLOCKED: {
    cause: 'The browser lets no window be opened.',
    integrator: 'Open it from a click, before anything is awaited.',
  },
  REQUESTER_UNSIGNED: {
    cause: 'The portal signs no requests, and this page wants them signed.',
    integrator: "Give the server the portal's certificate and key, or `requester: 'if-signed'`.",
  },
  REQUESTER_SIGNATURE_BROKEN: { cause: 'The request is not what was signed.' },
  REQUESTER_NOT_RECOGNISED: {
    cause:
      "No path leads from the portal's certificate to a trusted CA, or it is of a kind that may not ask.",
    integrator: "Trust the CA of the portal's certificate in the page.",
  },
  REQUESTER_WRONG_SITE: { cause: "The portal's certificate names other web sites." },
  REQUESTER_NOT_CURRENT: {
    cause: "The portal's certificate has expired or is not valid yet, by this device's clock.",
    integrator: 'Renew the certificate; `diagnose` tells when the clock is to blame.',
  },
  REQUESTER_REVOKED: { cause: "The portal's certificate is revoked." },
  REQUESTER_REVOCATION_UNKNOWN: {
    cause: "Nothing current says that the portal's certificate is not revoked, or it is suspended.",
    integrator: 'Check that the server reaches the CRL of its own CA, and serves it along.',
  },
  NOT_A_P12: { cause: 'The file is no PFX at all.' },
  WRONG_PIN: { cause: 'The MAC of the file does not fit the PIN.' },
  P12_TOO_LARGE: { cause: 'The file is over 1 MiB.' },
  P12_TOO_EXPENSIVE: { cause: 'It asks for over 10,000,000 rounds of key derivation.' },
  P12_NO_KEY: { cause: 'It opens, but holds no private key with its certificate.' },
  P12_UNSUPPORTED: { cause: 'It uses an algorithm or mode that is not supported: `error.what`.' },
  P12_DAMAGED: { cause: 'It is a PFX on the outside, and broken inside.' },
  CARD_EXTENSION_MISSING: {
    cause: 'No extension answers: none there, or updated since the page was loaded.',
  },
  CARD_HOST_MISSING: { cause: 'The program that reads cards is not installed, or does not start.' },
  CARD_OUTDATED: { cause: 'Extension and program do not fit together.' },
  CARD_DRIVER_MISSING: { cause: 'No PKCS#11 driver was found.' },
  CARD_READER_MISSING: { cause: 'No reader or token is connected.' },
  CARD_MISSING: { cause: 'A reader is there, and no card in it.' },
  CARD_WITHOUT_CERTIFICATE: { cause: 'Nothing on the card can sign.' },
  CARD_REMOVED: { cause: 'The card was taken out between choosing and signing.' },
  CARD_PIN_LOCKED: { cause: 'The PIN is locked after too many wrong ones.' },
  CARD_PIN_UNUSABLE: { cause: 'The PIN is not set yet, has expired, or has to be changed first.' },
  CARD_REFUSED: { cause: "The person said no in the extension's window, or closed it." },
  CARD_BUSY: { cause: 'Another window of the extension is open.' },
  CARD_WRONG_SITE: {
    cause: 'The signature belongs to another origin than the page that asks the extension.',
    integrator: 'Ask from the page whose origin the request names.',
  },
  CARD_FAILED: { cause: 'Card, driver or program failed in another way.' },
  DEVICE_NOT_ENROLLED: {
    cause: 'No key is here, and nobody can be asked for an enrolment code.',
    integrator: 'Give `prompts.form`, or use the dialog.',
  },
  DEVICE_STORAGE_REFUSED: {
    cause: 'The browser does not store: private window, full disk, or forbidden.',
  },
  DEVICE_STORAGE_CLEARED: {
    cause: 'A key was here and has gone: the browser or the person cleared it.',
  },
  DEVICE_CERTIFICATE_EXPIRED: {
    cause: 'The certificate of the key here has expired; renewing helps.',
  },
  ENROLMENT_CODE_WRONG: { cause: 'The authority does not know this reference number and PIN.' },
  ENROLMENT_CODE_USED: { cause: 'The code was used before, for another key.' },
  ENROLMENT_CODE_EXPIRED: { cause: 'The code has expired.' },
  ENROLMENT_CODE_LOCKED: { cause: 'Too many wrong PINs for this code.' },
  ENROLMENT_REFUSED: {
    cause: 'The authority will not certify this key; `error.what` is its own code.',
  },
  RENEWAL_REFUSED: { cause: 'The authority wants a new enrolment; `error.what` is its own code.' },
  CA_UNREACHABLE: {
    cause: 'The enrolment endpoint does not answer.',
    integrator: 'Check `enrolUrl`, and CORS where it lies on another origin.',
  },
  CA_ANSWER_MALFORMED: { cause: 'It answered outside the contract, or certified another key.' },
  REMOTE_STATE_UNKNOWN: { cause: 'The run at the service ended, expired or never began.' },
  REMOTE_SIGNER_UNKNOWN: {
    cause: 'The portal offers no signing service of this name.',
    integrator: 'Give `createRemoteSigning` a signer of this id.',
  },
  REMOTE_BUSY: { cause: 'Too many runs are open.' },
  REMOTE_CANCELLED: { cause: 'The person gave up, here or at the service.' },
  REMOTE_REJECTED: { cause: 'The person refused to sign at the service.' },
  REMOTE_TIMEOUT: { cause: 'The person did not answer in time.' },
  REMOTE_NOT_LOGGED_IN: {
    cause: 'The portal knows no account of this person at the service.',
    integrator: 'Have the person log in with the service first.',
  },
  REMOTE_NO_CREDENTIAL: { cause: 'The person has no certificate there that can sign this.' },
  REMOTE_NOT_SUITABLE: { cause: 'The service cannot sign this request, or so many at once.' },
  REMOTE_AUTHORISATION_FAILED: { cause: 'The service would not authorise the signature.' },
  REMOTE_UNAVAILABLE: { cause: 'The service is out of reach, too slow or out of order.' },
  REMOTE_ANSWER_MALFORMED: { cause: 'The service answered outside its contract.' },
  REMOTE_HASH_MISMATCH: { cause: 'The service says that it signed another digest.' },
  REMOTE_CERTIFICATE_MISMATCH: { cause: 'It signed with another certificate than announced.' },
  REMOTE_DOUBLE_HASHED: {
    cause: 'It hashed the digest again, so that no CMS can carry the signature.',
    integrator: 'Set `hashing` of the signer to what the service does.',
  },
  REMOTE_SIGNATURE_BROKEN: { cause: 'Its signature does not verify with its certificate.' },
}

/** Values of `encryptFor` and `decryptWith`, which show nothing to a person. */
export const encryptionCauses: Readonly<Record<EncryptionCode | DecryptionCode, string>> = {
  RECIPIENT_MALFORMED: 'No X.509 certificate in DER, or one with an extension twice.',
  RECIPIENT_KEY_USAGE:
    'Its key usage allows neither key encipherment (RSA) nor key agreement (EC).',
  RECIPIENT_EXPIRED: 'The certificate has expired at `at`.',
  RECIPIENT_NOT_YET_VALID: 'The certificate is not valid yet at `at`.',
  RECIPIENT_KEY_UNSUPPORTED: 'Its key is neither RSA nor EC on P-256, P-384 or P-521.',
  RECIPIENT_KEY_WEAK: 'Its RSA key has fewer than 2048 bits.',
  RECIPIENT_TWICE: 'The same certificate was given twice.',
  CONTENT_TOO_LARGE: 'The content is over 128 MiB.',
  NOT_ENVELOPED: 'No EnvelopedData or AuthEnvelopedData.',
  MESSAGE_DAMAGED: 'One on the outside, broken inside.',
  MESSAGE_TOO_LARGE: 'The message is beyond the limit.',
  MESSAGE_TOO_EXPENSIVE: 'It asks for more rounds of key derivation than are allowed.',
  UNSUPPORTED_ALGORITHM: 'It uses an algorithm that is not supported: `what`.',
  NOT_AUTHENTICATED: 'EnvelopedData where `requireAuthenticated` was asked for.',
  CANNOT_DECRYPT:
    'Wrong key, certificate, padding, key unwrapping or tag; which one is never told.',
}
