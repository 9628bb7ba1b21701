export type { CorpusManifest } from './corpora.js'
export { corporaFolder, hkCertificates, pkitsFolder, readCorpus } from './corpora.js'

export type { SandboxOptions } from './sandbox/create-sandbox-pki.js'
export { createSandboxPki, defaultBaseUrl } from './sandbox/create-sandbox-pki.js'
export type { IssueRequest, SandboxPki } from './sandbox/sandbox-pki.js'
export type { CrlOptions, SandboxAuthority } from './sandbox/authority.js'
export type { ECertKind, ECertRequest } from './sandbox/e-cert.js'
export type { IssuedCertificate } from './sandbox/issued-certificate.js'
export type { OcspOptions } from './sandbox/sandbox-ocsp.js'
export type { TimestampOptions } from './sandbox/sandbox-timestamp.js'
export type {
  SandboxAnchorFacts,
  SandboxCertificateProfile,
  SandboxTrust,
} from './sandbox/sandbox-trust.js'
export { sandboxCertificateProfiles, sandboxTrust } from './sandbox/sandbox-trust.js'
export { sandboxCaCommonName, sandboxName, sandboxRootCommonName } from './sandbox/names.js'
export type { Fault } from './sandbox/faults.js'
export type { SandboxRoute, SandboxServer } from './sandbox/serve-sandbox.js'
export { serveSandbox } from './sandbox/serve-sandbox.js'
export type { VirtualSigner } from './virtual-signer.js'
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
export { crlNumber, deltaCrlIndicator, issuingDistributionPoint, signCrl } from './crl.js'
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
