import type { LaterFailures } from '../messages.js'

/** English. */
export const failuresEn: LaterFailures = {
  REQUEST_UNKNOWN: {
    title: 'This signing request is not known',
    text: 'The service has no signing request at this address.',
    next: 'Return to the service and press “Sign” there again.',
  },
  REQUEST_EXPIRED: {
    title: 'The time for signing has run out',
    text: 'A signing request is valid for a limited time only. Nothing has been signed.',
    next: 'Return to the service and press “Sign” again. What you filled in there is kept.',
  },
  REQUEST_ALREADY_USED: {
    title: 'This document has already been signed',
    text: 'A signature for this request has been received before. Each request takes one signature.',
    next: 'Return to the service to see its state. To sign something new, start there again.',
  },
  SESSION_MISMATCH: {
    title: 'You are no longer logged in',
    text: 'This request belongs to another session, or your session has ended.',
    next: 'Return to the service, log in and press “Sign” again.',
  },
  ORIGIN_MISMATCH: {
    title: 'This request belongs to another website',
    text: 'The page you are on is not the one that may ask for this signature. Nothing has been signed.',
    next: 'Close this page. Open the service from its own address, and report this page to it.',
  },
  TOO_MANY_TRIES: {
    title: 'Too many tries',
    text: 'This request has been tried too often without success and is now closed.',
    next: 'Return to the service and press “Sign” again.',
  },
  DOCUMENT_CHANGED: {
    title: 'The document is not the one announced',
    text: 'What was received differs from what the service asked you to sign. Nothing has been signed.',
    next: 'Return to the service and press “Sign” again. If it happens again, tell the service.',
  },
  SIGNATURE_MALFORMED: {
    title: 'The service could not read the signature',
    text: 'The signature was made, but the service does not understand its form.',
    next: 'Tell the service, with the code below.',
  },
  SIGNATURE_BROKEN: {
    title: 'The signature does not fit the document',
    text: 'Something changed on the way. The signature has not been accepted.',
    next: 'Try again. If it happens again, tell the service.',
  },
  SIGNER_EXPIRED: {
    title: 'Your certificate has expired',
    text: 'A signature made with an expired certificate is not accepted.',
    next: 'Choose another e-Cert, or renew yours with the certification authority.',
  },
  SIGNER_NOT_YET_VALID: {
    title: 'Your certificate is not valid yet',
    text: 'Its validity period begins later.',
    next: 'Choose another e-Cert, or wait until the validity period begins.',
  },
  SIGNER_REVOKED: {
    title: 'Your certificate has been revoked',
    text: 'The certification authority has revoked this certificate. The signature has not been accepted.',
    next: 'Choose another e-Cert. If you did not ask for it to be revoked, contact the certification authority.',
  },
  SIGNER_SUSPENDED: {
    title: 'Your certificate is suspended',
    text: 'The certification authority has suspended this certificate for the time being.',
    next: 'Choose another e-Cert, or contact the certification authority.',
  },
  SIGNER_NOT_RECOGNISED: {
    title: 'Your certificate is not recognised here',
    text: 'It was not issued by a certification authority that this service recognises.',
    next: 'Choose an e-Cert from a recognised certification authority.',
  },
  SIGNER_SAME_PERSON: {
    title: 'Another person has to sign',
    text: 'This document was signed before by you, or by somebody of the same name.',
    next: 'Ask the person who is to check it to sign with an e-Cert of their own.',
  },
  EARLIER_SIGNATURE_FAILED: {
    title: 'The first signature does not hold any more',
    text: 'The signature that is already on this document could not be confirmed again.',
    next: 'Ask the service to have the document signed anew.',
  },
  EARLIER_SIGNATURE_MISMATCH: {
    title: 'This is not a signature of the document',
    text: 'What you were to sign over is no valid signature of the document shown. Nothing has been signed.',
    next: 'Tell the operator of the service, with the code below.',
  },
  SIGNER_WRONG_PERSON: {
    title: 'This certificate belongs to someone else',
    text: 'The document has to be signed by the person it names.',
    next: 'Choose the e-Cert of that person.',
  },
  SIGNER_WRONG_PROFILE: {
    title: 'This type of certificate is not accepted',
    text: 'The service asks for another type of certificate, for example e-Cert (Personal).',
    next: 'Choose an e-Cert of a type that the service accepts.',
  },
  SIGNER_WRONG_KEY_USAGE: {
    title: 'This certificate cannot sign',
    text: 'It was issued for another use, such as encryption.',
    next: 'Choose an e-Cert for digital signatures.',
  },
  ALGORITHM_REFUSED: {
    title: 'The key of this certificate is too weak',
    text: 'The service no longer accepts its kind or length of key.',
    next: 'Choose a newer e-Cert, or renew yours.',
  },
  REVOCATION_UNAVAILABLE: {
    title: 'Your certificate cannot be verified now',
    text: 'The service could not find out whether your certificate has been revoked.',
    next: 'Try again in a few minutes.',
  },
  REQUEST_BINDING_MISMATCH: {
    title: 'The signature belongs to another request',
    text: 'The service has not accepted it for this document.',
    next: 'Return to the service and press “Sign” again.',
  },
  OTHER_REFUSAL: {
    title: 'The signature has not been accepted',
    text: 'The service has refused the signature.',
    next: 'Tell the service, with the code below.',
  },
  NETWORK_GONE: {
    title: 'Your signature has not been sent yet',
    text: 'The document is signed, but the network connection was lost. Your signature is kept here.',
    next: 'Leave this window open. When the network is back, press “Send again”: the same signature is sent.',
  },
  PORTAL_ANSWER_MALFORMED: {
    title: 'The service has a fault',
    text: 'Its answer could not be understood.',
    next: 'Try again in a few minutes. If it happens again, tell the service.',
  },
  REQUEST_MALFORMED: {
    title: 'The signing request is faulty',
    text: 'The service sent a request that does not follow the rules. Nothing has been signed.',
    next: 'Tell the service, with the code below.',
  },
  DOCUMENT_TOO_LARGE: {
    title: 'The document is too large',
    text: 'It is larger than this page can show and sign.',
    next: 'Tell the service, with the code below.',
  },
  CRYPTO_UNAVAILABLE: {
    title: 'This browser cannot sign here',
    text: 'It lacks what is needed, or the page was not opened over a secure connection (https).',
    next: 'Open the service over https in a current browser.',
  },
  WORKER_UNAVAILABLE: {
    title: 'The e-Cert file cannot be opened on this page',
    text: 'The part that opens e-Cert files could not be started.',
    next: 'Reload the page and try again. If it happens again, tell the service.',
  },
  FILE_UNREADABLE: {
    title: 'The file could not be read',
    text: 'It may have been moved, or the USB drive was taken out.',
    next: 'Put the drive back in and choose the file again.',
  },
  SIGNING_FAILED: {
    title: 'Signing did not work',
    text: 'The key in this e-Cert did not sign.',
    next: 'Try again, or choose another e-Cert.',
  },
  CLOCK_WRONG: {
    title: 'The clock of this device is wrong',
    text: 'Its date or time is far from the time of the service. Certificates may look expired because of it.',
    next: 'Set date and time of this device, then try again.',
  },
  DIALOG_UNREACHABLE: {
    title: 'The signing window cannot be reached',
    text: 'The address that serves it does not answer. Nothing has been signed.',
    next: 'Check your network connection, then try again.',
  },
  POPUP_BLOCKED: {
    title: 'The browser has blocked the signing window',
    text: 'Signing takes place in a window of its own, and this browser does not let this page open one.',
    next: 'Allow pop-up windows for this page, then try again.',
  },
  REMOTE_STATE_UNKNOWN: {
    title: 'Signing at the service has ended',
    text: 'It took too long, or it was begun again in another window. Nothing has been signed.',
    next: 'Try again. Use one window only.',
  },
  REMOTE_SIGNER_UNKNOWN: {
    title: 'This signing service is not offered here',
    text: 'The service you came from does not work with it.',
    next: 'Choose another way to sign.',
  },
  REMOTE_BUSY: {
    title: 'Too many people are signing now',
    text: 'The signing service cannot be used at this moment.',
    next: 'Try again in a few minutes, or choose another way to sign.',
  },
  REMOTE_CANCELLED: {
    title: 'Signing was cancelled',
    text: 'Nothing has been signed.',
    next: 'Try again, or choose another way to sign.',
  },
  REMOTE_REJECTED: {
    title: 'You refused to sign',
    text: 'The signing service says that you refused. Nothing has been signed.',
    next: 'If that was a mistake, try again.',
  },
  REMOTE_TIMEOUT: {
    title: 'There was no answer in time',
    text: 'The signing service waited for you, and then stopped. Nothing has been signed.',
    next: 'Have your phone ready, then try again.',
  },
  REMOTE_NOT_LOGGED_IN: {
    title: 'You are not logged in with the signing service',
    text: 'This service does not know your account there.',
    next: 'Return to the service and log in with it, or choose another way to sign.',
  },
  REMOTE_NO_CREDENTIAL: {
    title: 'No certificate there can be used here',
    text: 'The signing service holds no certificate of yours that can sign this document.',
    next: 'Choose another way to sign.',
  },
  REMOTE_NOT_SUITABLE: {
    title: 'This document cannot be signed that way',
    text: 'The signing service cannot sign a document of this kind, or so many at once.',
    next: 'Choose another way to sign.',
  },
  REMOTE_AUTHORISATION_FAILED: {
    title: 'The signing service did not allow it',
    text: 'It would not authorise this signature. Nothing has been signed.',
    next: 'Try again. If it happens again, choose another way to sign.',
  },
  REMOTE_UNAVAILABLE: {
    title: 'The signing service cannot be reached',
    text: 'It does not answer, or is out of order. No signature has been accepted.',
    next: 'Try again in a few minutes, or choose another way to sign.',
  },
  REMOTE_ANSWER_MALFORMED: {
    title: 'The signing service has a fault',
    text: 'Its answer could not be understood. No signature has been accepted.',
    next: 'Try again. If it happens again, choose another way to sign.',
  },
  REMOTE_HASH_MISMATCH: {
    title: 'Something else was signed',
    text: 'What the signing service signed is not this document. It has not been accepted.',
    next: 'Tell the service, with the code below, or choose another way to sign.',
  },
  REMOTE_CERTIFICATE_MISMATCH: {
    title: 'Another certificate was used',
    text: 'The signing service used another certificate than announced. The signature has not been accepted.',
    next: 'Tell the service, with the code below, or choose another way to sign.',
  },
  REMOTE_DOUBLE_HASHED: {
    title: 'The service is not set up for this signing service',
    text: 'The two do not agree on what is signed. The signature cannot be used.',
    next: 'Tell the service, with the code below, or choose another way to sign.',
  },
  REMOTE_SIGNATURE_BROKEN: {
    title: 'The signature of the signing service is not right',
    text: 'It does not fit this document or this certificate. It has not been accepted.',
    next: 'Tell the service, with the code below, or choose another way to sign.',
  },
  NOT_A_P12: {
    title: 'This is not an e-Cert file',
    text: 'The file is of another kind.',
    next: 'Choose the file that ends in .p12 (or .pfx).',
  },
  WRONG_PIN: {
    title: 'The PIN is not right',
    text: 'The file does not open with this PIN.',
    next: 'Enter it again. Mind capital letters, and 0 and O.',
  },
  P12_TOO_LARGE: {
    title: 'This file is too large for an e-Cert file',
    text: 'An e-Cert file has a few kilobytes.',
    next: 'Choose the file that ends in .p12 (or .pfx).',
  },
  P12_TOO_EXPENSIVE: {
    title: 'This file asks for too much work',
    text: 'Opening it would take this device very long. No certification authority makes such files.',
    next: 'Choose another e-Cert file, or save this one anew with usual settings.',
  },
  P12_NO_KEY: {
    title: 'There is no private key in this file',
    text: 'It holds certificates only, and those cannot sign.',
    next: 'Choose the e-Cert file that came with a PIN.',
  },
  P12_UNSUPPORTED: {
    title: 'This file is protected in a way that is not supported',
    text: 'It uses something unusual ({what}).',
    next: 'Choose another e-Cert file, or save this one anew with usual settings.',
  },
  P12_DAMAGED: {
    title: 'This file is damaged',
    text: 'It begins like an e-Cert file, but it is broken inside.',
    next: 'Choose the file on your e-Cert File USB, or another copy.',
  },
}
