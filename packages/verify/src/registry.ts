import type { Check } from './check.js'
import type { Stage } from './decide.js'
import { acceptanceSignaturePolicy } from './checks/acceptance/signature-policy.js'
import { signatureAlgorithm } from './checks/algorithms/signature-algorithm.js'
import { algorithmProtection } from './checks/crypto/algorithm-protection.js'
import { algorithmsAgree } from './checks/crypto/algorithms-agree.js'
import { contentAvailable } from './checks/crypto/content-available.js'
import { messageDigest } from './checks/crypto/message-digest.js'
import { signatureValue } from './checks/crypto/signature-value.js'
import { attributeOnce } from './checks/format/attribute-once.js'
import { attributePlacement } from './checks/format/attribute-placement.js'
import { attributeSyntax } from './checks/format/attribute-syntax.js'
import { contentNotAttributes } from './checks/format/content-not-attributes.js'
import { contentOctets } from './checks/format/content-octets.js'
import { contentTypeAttribute } from './checks/format/content-type-attribute.js'
import { counterSignatureAttributes } from './checks/format/counter-signature-attributes.js'
import { digestAlgorithmListed } from './checks/format/digest-algorithm-listed.js'
import { documentParses } from './checks/format/document-parses.js'
import { messageDigestAttribute } from './checks/format/message-digest-attribute.js'
import { signedAttributesDer } from './checks/format/signed-attributes-der.js'
import { signedAttributesPresent } from './checks/format/signed-attributes-present.js'
import { signedDataVersion } from './checks/format/signed-data-version.js'
import { signerInfoVersion } from './checks/format/signer-info-version.js'
import { signerPresent } from './checks/format/signer-present.js'
import { trustAnchor } from './checks/path/trust-anchor.js'
import { subjectName } from './checks/path/subject-name.js'
import { issuerName } from './checks/path/issuer-name.js'
import { serialNumber } from './checks/path/serial-number.js'
import { algorithmMatch } from './checks/path/algorithm-match.js'
import { duplicateExtension } from './checks/path/duplicate-extension.js'
import { criticalExtensions } from './checks/path/critical-extensions.js'
import { extensionCriticality } from './checks/path/extension-criticality.js'
import { caExtensions } from './checks/path/ca-extensions.js'
import { nameChaining } from './checks/path/name-chaining.js'
import { conformingIssuance } from './checks/path/conforming-issuance.js'
import { certificateSignature } from './checks/path/signature.js'
import { certificateAlgorithm } from './checks/path/algorithm.js'
import { publicKey } from './checks/path/public-key.js'
import { basicConstraints } from './checks/path/basic-constraints.js'
import { caKeyUsage } from './checks/path/ca-key-usage.js'
import { pathLength } from './checks/path/path-length.js'
import { nameConstraints } from './checks/path/name-constraints.js'
import { certificatePolicies } from './checks/path/certificate-policies.js'
import { keyUsage } from './checks/path/key-usage.js'
import { extKeyUsage } from './checks/path/ext-key-usage.js'
import { validity } from './checks/path/validity.js'
import { requestAnotherSigner } from './checks/request/another-signer.js'
import { requestBinding } from './checks/request/binding.js'
import { requestCommitmentType } from './checks/request/commitment-type.js'
import { requestDigestAlgorithm } from './checks/request/digest-algorithm.js'
import { requestDocument } from './checks/request/document.js'
import { requestExpiry } from './checks/request/expiry.js'
import { requestPackaging } from './checks/request/packaging.js'
import { requestSignerProfile } from './checks/request/signer-profile.js'
import { requestShown } from './checks/request/shown.js'
import { requestSignerSubject } from './checks/request/signer-subject.js'
import { requestSingleSignature } from './checks/request/single-signature.js'
import { signingCertificateFound } from './checks/signing-certificate/found.js'
import { signingCertificateIssuerSerialMatches } from './checks/signing-certificate/issuer-serial-matches.js'
import { signingCertificateReferenceMatches } from './checks/signing-certificate/reference-matches.js'
import { signingCertificateReferencePresent } from './checks/signing-certificate/reference-present.js'
import { revocationChecks } from './checks/revocation/revocation-checks.js'
import { signedBeforeRevocation } from './checks/signing-certificate/signed-before-revocation.js'
import { signingCertificateUnambiguous } from './checks/signing-certificate/unambiguous.js'
import { signerValidity } from './checks/signing-certificate/validity.js'
import { timestampChecks } from './checks/timestamp/timestamp-checks.js'
import { trustCertificateProfile } from './checks/trust/certificate-profile.js'
import { trustRecognisedCertificate } from './checks/trust/recognised-certificate.js'
import { trustSandbox } from './checks/trust/sandbox.js'
import type { SignatureState } from './signature/signature-state.js'

/** The checks of one signature by stage, in the order in which a report lists them. */
export const signatureChecks: Readonly<Record<Stage, readonly Check<SignatureState>[]>> = {
  format: [
    signedDataVersion,
    signerInfoVersion,
    digestAlgorithmListed,
    signedAttributesPresent,
    signedAttributesDer,
    attributePlacement,
    attributeOnce,
    attributeSyntax,
    contentTypeAttribute,
    messageDigestAttribute,
    counterSignatureAttributes,
    contentOctets,
    contentNotAttributes,
  ],
  'signing-certificate': [
    signingCertificateFound,
    signingCertificateReferencePresent,
    signingCertificateReferenceMatches,
    signingCertificateIssuerSerialMatches,
    signingCertificateUnambiguous,
  ],
  context: [acceptanceSignaturePolicy],
  x509: [
    signerValidity,
    signedBeforeRevocation,
    trustCertificateProfile,
    trustSandbox,
    trustRecognisedCertificate,
  ],
  crypto: [contentAvailable, algorithmsAgree, algorithmProtection, messageDigest, signatureValue],
  acceptance: [
    signatureAlgorithm,
    requestSingleSignature,
    requestDocument,
    requestDigestAlgorithm,
    requestPackaging,
    requestBinding,
    requestCommitmentType,
    requestShown,
    requestExpiry,
    requestSignerProfile,
    requestSignerSubject,
    requestAnotherSigner,
  ],
}

/** A check by its name: what a registry says of it. */
export type RegisteredCheck = Pick<Check<never>, 'id' | 'clause'>

/** Asked of the document as a whole. */
const documentChecks: readonly RegisteredCheck[] = [documentParses, signerPresent]

/** Asked of certification paths, by `validatePath`. */
const pathChecks: readonly RegisteredCheck[] = [
  trustAnchor,
  subjectName,
  issuerName,
  serialNumber,
  algorithmMatch,
  duplicateExtension,
  criticalExtensions,
  extensionCriticality,
  conformingIssuance,
  caExtensions,
  nameChaining,
  certificateSignature,
  certificateAlgorithm,
  publicKey,
  basicConstraints,
  caKeyUsage,
  pathLength,
  nameConstraints,
  certificatePolicies,
  keyUsage,
  extKeyUsage,
  validity,
]

/** Every check there is, in the order in which reports list them. */
export const registry: readonly RegisteredCheck[] = [
  ...documentChecks,
  ...signatureChecks.format,
  ...signatureChecks['signing-certificate'],
  ...signatureChecks.context,
  ...pathChecks,
  ...revocationChecks,
  ...signatureChecks.x509,
  ...signatureChecks.crypto,
  ...signatureChecks.acceptance,
  ...timestampChecks,
]
