export type { CorpusManifest } from './corpora.js'
export { corporaFolder, hkCertificates, pkitsFolder, readCorpus } from './corpora.js'
export type { PkitsTest } from './pkits/pkits-tests.js'
export { pkitsTests, pkitsValidationTime } from './pkits/pkits-tests.js'

export type { SandboxOptions } from './sandbox/create-sandbox-pki.js'
export { createSandboxPki, defaultBaseUrl } from './sandbox/create-sandbox-pki.js'
export type { IssueRequest, SandboxPki } from './sandbox/sandbox-pki.js'
export type { CrlOptions, SandboxAuthority } from './sandbox/authority.js'
export type { ECertKind, ECertRequest } from './sandbox/e-cert.js'
export type { IssuedCertificate } from './sandbox/issued-certificate.js'
export type { OcspOptions } from './sandbox/sandbox-ocsp.js'
export type { TimestampOptions } from './sandbox/sandbox-timestamp.js'
export type { SandboxAnchorFacts, SandboxTrust } from './sandbox/sandbox-trust.js'
export { sandboxCertificateProfiles, sandboxTrust } from './sandbox/sandbox-trust.js'
export { sandboxCaCommonName, sandboxName, sandboxRootCommonName } from './sandbox/names.js'
export type { Fault } from './sandbox/faults.js'
export type { SandboxRoute, SandboxServer } from './sandbox/serve-sandbox.js'
export { serveSandbox } from './sandbox/serve-sandbox.js'
export type { EnrolmentCode, EnrolmentHolder } from './enrolment/enrolment-codes.js'
export type {
  EnrolmentAnswer,
  EnrolmentOptions,
  EnrolmentRefusal,
  EnrolmentRequest,
  RenewalRequest,
} from './enrolment/sandbox-enrolment.js'
export { SandboxEnrolment } from './enrolment/sandbox-enrolment.js'
export type { EnrolmentReply } from './enrolment/enrolment-route.js'
export { answerEnrolment } from './enrolment/enrolment-route.js'
export type { DrivenPage, VirtualSigner } from './virtual-signer.js'
export type { TestKeyHandle, TestKeySource } from './test-key-source.js'
export { virtualSigner } from './virtual-signer.js'

export type { Digest, KeyAlgorithm, SignatureChoice, SignatureScheme, TestKey } from './keys.js'
export {
  digestAlgorithm,
  digestOf,
  generateTestKey,
  pssParameters,
  signatureAlgorithm,
  signBytes,
  testKey,
} from './keys.js'
export type { NameAttribute, StringType } from './name.js'
export { distinguishedName, nameOfRdns } from './name.js'
export type { CertificateTemplate } from './certificate.js'
export { randomSerialNumber, signCertificate } from './certificate.js'
export type { Extension, KeyUsage } from './extensions.js'
export {
  authorityInfoAccess,
  authorityIssuerAndSerial,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  extensionOids,
  extKeyUsage,
  extKeyUsageOids,
  generalName,
  inhibitAnyPolicy,
  keyIdentifier,
  keyUsage,
  nameConstraints,
  netscapeCertType,
  ocspNocheck,
  policyConstraints,
  policyMappings,
  subjectAltName,
  subjectKeyIdentifier,
  unknownExtension,
} from './extensions.js'
export type { CrlTemplate, ReasonFlag, RevocationReason, RevokedEntry } from './crl.js'
export {
  crlNumber,
  deltaCrlIndicator,
  freshestCrl,
  issuingDistributionPoint,
  signCrl,
} from './crl.js'
export type { OcspSingle, OcspStatus, OcspTemplate } from './ocsp.js'
export { ocspCertId, ocspError, ocspNonce, ocspRequest, signOcspResponse } from './ocsp.js'
export type { TimestampSigner, TimestampTemplate } from './timestamp.js'
export {
  messageImprint,
  signTimestampToken,
  timestampRejection,
  timestampRequest,
  timestampResponse,
} from './timestamp.js'
export type { Pkcs12Form, Pkcs12Options } from './pkcs12.js'
export { writePkcs12 } from './pkcs12.js'

export type { CadesMessage, CadesOptions, CadesSigner } from './cades/sign-cades.js'
export { cadesSigner, signCades } from './cades/sign-cades.js'
export { counterSignature } from './cades/counter-signature.js'
export type { SignedAttribute } from './cades/signed-attributes.js'
export {
  algorithmProtection,
  attributeOids,
  commitmentType,
  contentHint,
  contentIdentifier,
  contentType,
  essCertId,
  essCertIdV2,
  messageDigest,
  signingCertificate,
  shown,
  signingCertificateV2,
  signingTime,
} from './cades/signed-attributes.js'
export type { SignedDataTemplate, SignerTemplate } from './cades/write-signed-data.js'
export { writeSignedData } from './cades/write-signed-data.js'
export { cmsForgeries } from './forgeries/cms-forgeries.js'
export type {
  CmsForgery,
  ExpectedVerdict,
  ForgeryMaterial,
  SignatureCase,
} from './forgeries/forgery.js'
export { forgeryMaterial } from './forgeries/forgery.js'
export { pathForgeries } from './forgeries/path-forgeries.js'
export type { PathForgery } from './forgeries/path-forgery.js'
export type { PathCa, PathCase, PathFlaws } from './forgeries/path-workshop.js'
export { pathName, pathValidationTime, PathWorkshop } from './forgeries/path-workshop.js'
export { ladder } from './forgeries/ladder.js'
export { revocationForgeries } from './forgeries/revocation-forgeries.js'
export type { RevocationCase, RevocationForgery } from './forgeries/revocation-forgery.js'
export type { CscFault, SandboxCsc, SandboxCscOptions } from './remote-signing/sandbox-csc.js'
export { serveSandboxCsc } from './remote-signing/sandbox-csc.js'
export type {
  IamSmartFault,
  SandboxIamSmart,
  SandboxIamSmartOptions,
  SandboxIamSmartPending,
  SandboxIamSmartPerson,
} from './remote-signing/sandbox-iam-smart.js'
export { serveSandboxIamSmart } from './remote-signing/sandbox-iam-smart.js'
