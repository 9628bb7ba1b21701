export type {
  AcceptSignatureInput,
  Chopmark,
  ChopmarkSettings,
  EraseOldInput,
  HandedOver,
  OpenRequest,
  ProvenRequest,
  Resumed,
  ResumeInput,
  SignatureView,
  TakenOver,
} from './chopmark.js'
export { createChopmark } from './chopmark.js'
export type { Clock } from './clock.js'
export { systemClock } from './clock.js'
export { engineVersion } from './version.js'
export { nodeCrypto } from './crypto/node-crypto.js'

export type { Acceptance, Accepted, Pending, Refused } from './requests/acceptance.js'
export type {
  CosignRequestInput,
  CreateRequestInput,
  RequestDigest,
} from './requests/create-request.js'
export type { CosignInput } from './requests/cosigning.js'
export { transactionDocument } from './requests/transaction-document.js'
export type { AcceptStep } from './requests/decider.js'
export type { PendingCode, RefusalCode } from './requests/refusal-code.js'

export type { CollectInput, Collector, CollectorSettings } from './collector/collector.js'
export { collectEvidence, createCollector } from './collector/collector.js'
export type { ByteSource } from './collector/digest-stream.js'
export { digestFile, digestStream } from './collector/digest-stream.js'
export type { CollectLimits } from './collector/fetch-budget.js'
export type { FetchSettings, Resolve } from './collector/fetch-guarded.js'
export { isPublicAddress } from './collector/public-address.js'

export type { EvidenceFile, EvidenceFileProblem } from './evidence/evidence-file.js'
export {
  evidenceFile,
  evidenceFormat,
  evidenceMediaType,
  readEvidenceFile,
  writeEvidenceFile,
} from './evidence/evidence-file.js'
export type { Replayed } from './evidence/replay.js'
export { replay } from './evidence/replay.js'

export type { RequesterSettings } from './requester/requester-proofs.js'
export type { RequesterKey, SignOctets } from './requester/requester-signer.js'

export type * from './stores/store.js'
export type { SqliteStoreSettings } from './stores/sqlite/sqlite-store.js'
export { openSqliteStore } from './stores/sqlite/sqlite-store.js'

export type { DialogPage } from './http/dialog-page.js'
export { bearerOf } from './http/dialog-routes.js'
export type { DialogHandlerSettings } from './http/node-handler.js'
export type { HandlerSettings, NodeHandler } from './http/serve-node.js'
export { createDialogHandler, createHandler } from './http/node-handler.js'
export type { ChopmarkFastifyOptions, DialogFastifyOptions } from './http/fastify.js'
export { chopmarkFastify, dialogFastify } from './http/fastify.js'

export type {
  CscAuthenticationObject,
  CscCredential,
  CscSettings,
  IamSmartCipher,
  IamSmartClient,
  IamSmartHashing,
  IamSmartPerson,
  IamSmartSettings,
  KnownCertificates,
  PreparedSignatures,
  Received,
  RemoteCode,
  RemoteContext,
  RemoteDocument,
  RemoteFastifyOptions,
  RemoteHandlerSettings,
  RemoteMessage,
  RemoteOutcome,
  RemoteSigner,
  RemoteSigning,
  RemoteSigningSettings,
  RemoteSignRequest,
  RemoteStep,
  RemoteView,
  ServiceSettings,
  StartRemoteInput,
} from './remote-signing/index.js'
export {
  createRemoteHandler,
  createRemoteSigning,
  cscSigner,
  hkicHash,
  iamSmartSigner,
  knownCertificatesInMemory,
  remoteCodes,
  remoteSigningFastify,
} from './remote-signing/index.js'
