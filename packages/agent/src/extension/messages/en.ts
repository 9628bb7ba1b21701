import type { AgentMessages } from './messages.js'

/** English. */
export const en: AgentMessages = {
  title: 'Chopmark: sign with a card',
  list: {
    heading: 'Show this website your certificates?',
    text: 'The website would like to see which digital certificates are on your card, so that you can choose one.',
    note: 'A certificate shows your name and who issued it. Nothing is signed yet. You can take this back in the settings of the extension.',
    allow: 'Show certificates',
  },
  sign: {
    heading: 'Sign with your card',
    headingOfMany: 'Sign {n} documents with your card',
    site: 'Website that asks',
    embeddedIn: 'inside a page of {site}',
    document: 'Document',
    documentNote: 'as the website calls it',
    fingerprint: 'Fingerprint of the document ({hash})',
    fingerprintNote: 'It has to be the same as on the website, under “Technical details”.',
    counter: 'Counter-signature under',
    counterFingerprint: 'Fingerprint of the earlier signature ({hash})',
    certificate: 'You sign as',
    issuedBy: 'issued by {issuer}',
    card: 'Card',
    pin: 'PIN of the card',
    pinNote: 'The website does not see your PIN.',
    pinPad: 'You will enter the PIN on the card reader itself.',
    pinPadBusy: 'Enter the PIN on the card reader now.',
    empty: 'Enter the PIN first.',
    sign: 'Sign',
  },
  refuse: 'Do not sign',
  close: 'Close',
  busy: 'The card is signing…',
  code: 'Code for enquiries: {code}',
  low: 'A wrong PIN has been entered before. After a few more the card locks itself.',
  finalTry:
    'This is the last try. If the PIN is wrong again, the card locks itself. If you are not sure, stop here and look for your PIN first.',
  problems: {
    VERSION:
      'The extension and the program on this computer do not fit together. Install the newer version of both.',
    MALFORMED: 'The website asked in a way that is not understood. Nothing has been signed.',
    NO_DRIVER: 'No driver for smart cards was found on this computer.',
    NO_READER: 'No card reader or token is connected.',
    NO_CARD: 'There is no card in the reader.',
    NO_CERTIFICATE: 'There is no certificate on the card that can sign.',
    CARD_REMOVED:
      'The card is not in the reader. Put it back, then press “Sign” again. Nothing has been signed.',
    NO_KEY: 'The card does not hold the private key of this certificate. Nothing has been signed.',
    NOT_OWN_ATTRIBUTES:
      'The website asked for something to be signed that is not a document signature. It was refused.',
    WRONG_ORIGIN:
      'The website asked for a signature that belongs to another website. It was refused.',
    TICKET_UNKNOWN: 'This took too long. Start again on the website.',
    PIN_WRONG: 'The PIN is not right. Nothing has been signed.',
    PIN_STATE: 'Another program has entered a wrong PIN meanwhile. Nothing has been tried yet.',
    PIN_LOCKED:
      'The PIN of this card is locked after too many wrong tries. Whoever issued the card can unlock it.',
    PIN_UNUSABLE:
      'The PIN of this card has to be set or changed first, with the program that came with the card.',
    PIN_CANCELLED: 'No PIN was entered on the card reader. Nothing has been signed.',
    CARD_FAILED: 'The card or its driver did not work. Nothing has been signed.',
    HOST_MISSING: 'The Chopmark program is not installed on this computer.',
    HOST_GONE: 'The Chopmark program has stopped. Start again on the website.',
    REFUSED: 'You have refused. Nothing has been signed.',
    BUSY: 'Another window of this extension is open.',
    GONE: 'The extension has been updated. Reload the website.',
  },
  options: {
    heading: 'Websites that may see your certificates',
    text: 'These websites may see which certificates are on your card. For each signature you are asked again.',
    none: 'No website may see them yet.',
    remove: 'Remove {site}',
  },
}
