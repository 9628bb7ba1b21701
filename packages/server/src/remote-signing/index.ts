export type { CscSettings } from './csc/csc-signer.js'
export { cscSigner } from './csc/csc-signer.js'
export type { CscAuthenticationObject, CscCredential } from './csc/credential.js'
export type {
  IamSmartHashing,
  IamSmartPerson,
  IamSmartSettings,
} from './iam-smart/iam-smart-signer.js'
export { iamSmartSigner } from './iam-smart/iam-smart-signer.js'
export type { IamSmartCipher, IamSmartClient } from './iam-smart/iam-smart-connection.js'
export { hkicHash } from './iam-smart/hkic-hash.js'
export type { KnownCertificates } from './iam-smart/known-certificates.js'
export { knownCertificatesInMemory } from './iam-smart/known-certificates.js'
export type { RemoteCode } from './remote-code.js'
export { remoteCodes } from './remote-code.js'
export type { RemoteFastifyOptions, RemoteHandlerSettings } from './remote-handler.js'
export { createRemoteHandler, remoteSigningFastify } from './remote-handler.js'
export type { RemoteOutcome } from './remote-run.js'
export type {
  PreparedSignatures,
  RemoteContext,
  RemoteDocument,
  RemoteMessage,
  RemoteSigner,
  RemoteSignRequest,
  RemoteStep,
} from './remote-signer.js'
export type {
  Received,
  RemoteSigning,
  RemoteSigningSettings,
  RemoteView,
  StartRemoteInput,
} from './remote-signing.js'
export { createRemoteSigning } from './remote-signing.js'
export type { ServiceSettings } from './service-connection.js'
