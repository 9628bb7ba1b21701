// `@chopmark/client/encryption`: CMS encryption for browsers and Node, an entry of its own, which a page loads when it needs it.
export { encryptFor } from './encrypt-for.js'
export type { EncryptOptions } from './encrypt-for.js'
export { decryptWith } from './decrypt-with.js'
export type { Decrypted, DecryptionKey, DecryptOptions } from './decrypt-with.js'
export { inspectEnveloped } from './inspect-enveloped.js'
export type { EnvelopedSummary } from './inspect-enveloped.js'
export type { RecipientId, RecipientInfo } from './read-recipient-info.js'
export type { RsaPrivateOperation } from './open-key.js'
export type {
  DecryptionCode,
  DecryptionProblem,
  EncryptionCode,
  EncryptionProblem,
} from './encryption-problem.js'
export { maxContentBytes, maxMessageBytes, maxRecipients } from './limits.js'
