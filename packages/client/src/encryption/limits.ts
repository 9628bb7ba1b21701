/** 128 MiB: WebCrypto takes content whole, so that content, cipher text and message lie in memory together. */
export const maxContentBytes = 0x800_0000

/** 160 MiB: the largest content in BER pieces of 1,000 octets, with a thousand recipients. */
export const maxMessageBytes = 0xa00_0000

/** People or units one message is written for; more is a mailing list, which has a key of its own. */
export const maxRecipients = 256

/** RecipientInfos of a message that are read; also keys of one KeyAgreeRecipientInfo. */
export const maxRecipientInfos = 1024

/** RecipientInfos tried with one key: two, RSA and EC, are usual, but a hostile message can name one certificate often. */
export const maxAttempts = 8

/** BER pieces of the encrypted content, as core's reader counts them. */
export const maxPieces = 200_000

/** Octets of a nonce or user keying material; 12 and 64 are usual. */
export const maxParameterBytes = 1024

/** Pairs of key and certificate of an e-Cert file that are compared. */
export const maxPairs = 256
