export type {
  CertificateBrand,
  CertificateKinds,
  Locale,
  LocalizedText,
  SignatureRequest,
  SignerConstraint,
} from '@chopmark/core'
export { requestSignature, deliverSignature } from './request-signature.js'
export type { AskOptions, DialogOptions, RequestSignatureOptions } from './request-signature.js'
export { hostDialog } from './isolation/own-origin.js'
export type {
  HostDialogOptions,
  OwnOriginBatchOptions,
  OwnOriginOptions,
  OwnOriginWindow,
} from './isolation/own-origin-options.js'
export type { ChoosingOptions } from './certificate/choosing.js'
export type { MisfitCode } from './certificate/fit-of.js'
export type { Refusal, SignatureOutcome } from './signature-outcome.js'
export { requestSignatures } from './request-signatures.js'
export type { RequestSignaturesOptions, SamePageBatchOptions } from './request-signatures.js'
export type { BatchOutcome, BatchResult } from './batch/batch-outcome.js'
export { fixedPrompts, signRequest } from './signing/sign-request.js'
export type { SignRequestOptions } from './signing/sign-request.js'
export { signWithKey } from './signing/sign-with-key.js'
export { digestDocument } from './digest-document.js'
export type { DigestOptions } from './hashing/digest-blob.js'
export type { DocumentContent } from './wire/document-content.js'
export type { SignOptions } from './signing/prepare-signature.js'
export { requireOwnAttributes } from './signing/own-attributes.js'
export type { OwnAttributes } from './signing/own-attributes.js'
export { parseRequest } from './wire/parse-request.js'
export type { AcceptedAnswer, PendingAnswer, PortalAnswer } from './wire/portal-answer.js'
export type { Fetch } from './wire/fetch-bytes.js'
export { ClientError, remedyOf } from './client-error.js'
export type {
  CardCode,
  ClientErrorCode,
  ClientErrorDetails,
  DeviceCode,
  LocalCode,
  PortalCode,
  Remedy,
  RequesterCode,
} from './client-error.js'
export type { RequesterOptions } from './requester/requester-options.js'
export { ecertFile } from './key-sources/ecert-file/ecert-file-source.js'
export type { EcertFileOptions } from './key-sources/ecert-file/ecert-file-source.js'
export { device } from './key-sources/device/device-source.js'
export type { DeviceOptions, DeviceSource } from './key-sources/device/device-source.js'
export type { DeviceKey } from './key-sources/device/manage-device-keys.js'
export type { DeviceRecord, DeviceStorage } from './key-sources/device/device-storage.js'
export type {
  FormAction,
  FormAnswer,
  FormField,
  FormProblem,
  FormQuestion,
} from './key-sources/form-question.js'
export { csc, iamSmart, remoteSigning } from './key-sources/remote/remote-source.js'
export type { RemoteCode } from './key-sources/remote/remote-codes.js'
export type { RemoteSigningOptions, RemoteStep } from './key-sources/remote/remote-source.js'
export { card } from './key-sources/card/card-source.js'
export type { CardOptions } from './key-sources/card/card-source.js'
export type { WorkerLike } from './key-sources/ecert-file/pkcs12-protocol.js'
export type {
  FileQuestion,
  KeyAlgorithm,
  KeyHandle,
  KeySource,
  KeySourceContext,
  KeySourcePrompts,
  PinQuestion,
  ProblemCode,
  RemoteSource,
  RemoteSourceContext,
  SigningHash,
  SigningSource,
} from './key-sources/key-source.js'
export { diagnose, failureTexts } from './diagnose/diagnose.js'
export type { DiagnoseOptions, Diagnosis, Finding } from './diagnose/diagnose.js'
export type { LinkState } from './key-sources/link-state.js'
export { loadMessages, nearestLocale } from './messages/messages.js'
export type { FailureMessage, FailureTexts, Messages } from './messages/messages.js'
