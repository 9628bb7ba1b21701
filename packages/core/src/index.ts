export type { AlgorithmIdentifier } from './x509/algorithm-identifier.js'
export type { Certificate, SubjectPublicKeyInfo } from './x509/certificate.js'
export type * from './x509/extensions.js'
export type { GeneralName } from './x509/general-name.js'
export type { AttributeTypeAndValue, Name, RelativeDistinguishedName } from './x509/name.js'
export type {
  CertificateList,
  CrlEntry,
  CrlExtensions,
  CrlReason,
  IssuingDistributionPoint,
} from './crl/crl.js'
export type * from './ocsp/ocsp.js'
export type * from './tsp/tsp.js'
export type * from './cms/signed-data.js'
export type * from './crypto/contract.js'
export type * from './certificate-profile.js'
export type * from './request.js'
export { signingOrigin } from './request.js'
export type { RequesterProof, RequesterTrust } from './requester.js'
export { requestContentType } from './requester.js'
export type * from './trust-anchor.js'
export type { Ok, ParseProblem, ParseReason, Problem, Result } from './result.js'
export type { Instant } from './instant.js'
export { formatInstant } from './format-instant.js'
export { instant } from './instant.js'
export { PlumbingError, UsageError } from './errors.js'
export { contentIdentifier } from './cms/request-binding.js'
export { canonicalJson } from './canonical-json.js'
export { base64url, fromBase64url, fromHex, hex, latin1Text } from './encoding.js'
export { joinOctets } from './join-octets.js'
export { sameOctets } from './same-octets.js'
export { trustAnchors } from './trust-anchors.js'
export type { ContentInfo } from './cms/content-info.js'
export { contentTypeOids, parseContentInfo } from './cms/content-info.js'
export { parseSignedData } from './cms/parse-signed-data.js'
export { readSignerInfo } from './cms/read-signer-info.js'
export { parseCertificate } from './x509/parse-certificate.js'
export { carriesText, matchesProfile } from './matches-profile.js'
export { parseCertificateList } from './crl/parse-certificate-list.js'
export type { SignedAttributesInput } from './cms/signed-attributes-for.js'
export { attribute, signedAttributesFor } from './cms/signed-attributes-for.js'
export type { SignedDataInput } from './cms/write-signed-data.js'
export { writeSignedData } from './cms/write-signed-data.js'
export type { CertificationRequestInput } from './x509/write-certification-request.js'
export {
  certificationRequestInfo,
  writeCertificationRequest,
} from './x509/write-certification-request.js'
export { ecdsaSignatureDer } from './crypto/ecdsa-signature.js'
export type { SigningAlgorithm } from './crypto/signing-algorithm.js'
export { parsing } from './der/parsing.js'
export { DerReader } from './der/der-reader.js'
export { contextConstructed, contextPrimitive, Tag } from './der/tag.js'
export {
  compareOctets,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tlv,
} from './der/der-writer.js'
export { readTime } from './der/time.js'
export { canonicalise } from './der/canonicalise.js'
export type { DisplayTextOptions } from './x509/display-text.js'
export { displayText } from './x509/display-text.js'
export type { EncodedObject } from './der/read-encoded-objects.js'
export { decodePem, readEncodedObjects, toDer } from './der/read-encoded-objects.js'
export { parseBasicOcspResponse, parseOcspResponse } from './ocsp/parse-ocsp-response.js'
export { parseTimeStampResponse } from './tsp/parse-time-stamp-response.js'
export { parseTstInfo } from './tsp/parse-tst-info.js'
export type { TimeStampQuestion } from './tsp/write-time-stamp-request.js'
export { nonceInteger, writeTimeStampRequest } from './tsp/write-time-stamp-request.js'
export type { CertIdInputs } from './ocsp/cert-id-inputs.js'
export { certIdInputs } from './ocsp/cert-id-inputs.js'
export type { OcspQuestion } from './ocsp/write-ocsp-request.js'
export { writeOcspRequest } from './ocsp/write-ocsp-request.js'
export { readName } from './x509/read-name.js'
export { readSubjectPublicKeyInfo } from './x509/parse-certificate.js'
export { compareNames, nameKey, rdnKey } from './x509/name-key.js'
export { formatName } from './x509/format-name.js'
export { oidName } from './x509/oid-name.js'
export type { TextWarning } from './x509/text-warnings.js'
export { textWarnings } from './x509/text-warnings.js'
export type { AlgorithmDetail, AlgorithmProblem } from './crypto/algorithm-problem.js'
export type { SignatureAlgorithmInput } from './crypto/algorithms.js'
export { hashesAlike, resolveSignatureAlgorithm } from './crypto/algorithms.js'
export { digestAlgorithmOf, digestLength, digestOidOf } from './crypto/digest-algorithms.js'
export type { GenerationCache } from './crypto/generation-cache.js'
export { generationCache } from './crypto/generation-cache.js'
export { OctetMemory } from './der/octet-memory.js'
export { pssKeyDer } from './crypto/pss-key-der.js'
export type { PssParameters } from './crypto/pss-parameters.js'
export type { EcCurve, PublicKey } from './crypto/public-key.js'
export { readPublicKey } from './crypto/public-key.js'
export { signatureFor } from './crypto/signature-encoding.js'
export { webCrypto } from './crypto/web-crypto.js'
export { trustAnchorFromCertificate } from './trust-anchor-from-certificate.js'
export type { SmimeMessage } from './cms/smime.js'
export { extractSmime } from './cms/smime.js'
export type { AttributeName } from './cms/attributes/attribute-oids.js'
export { attributeOids } from './cms/attributes/attribute-oids.js'
export type { AlgorithmProtection } from './cms/attributes/algorithm-protection.js'
export { parseAlgorithmProtection } from './cms/attributes/algorithm-protection.js'
export type { RevocationValues } from './cms/attributes/archived-values.js'
export { parseCertificateValues, parseRevocationValues } from './cms/attributes/archived-values.js'
export type { CommitmentTypeIndication } from './cms/attributes/commitment-type.js'
export { commitmentTypeOids, parseCommitmentType } from './cms/attributes/commitment-type.js'
export type { ContentHints, ContentReference } from './cms/attributes/content-attributes.js'
export { parseContentHints, parseContentReference } from './cms/attributes/content-attributes.js'
export { parseCounterSignature } from './cms/attributes/counter-signature.js'
export type { SignaturePolicyIdentifier } from './cms/attributes/signature-policy.js'
export { parseSignaturePolicy } from './cms/attributes/signature-policy.js'
export type { Shown } from './cms/attributes/shown.js'
export { parseShown, parseShownAttribute, shownAttribute } from './cms/attributes/shown.js'
export type { SignerAttributes } from './cms/attributes/signer-attributes.js'
export {
  parseSignerAttributes,
  parseSignerAttributesV2,
} from './cms/attributes/signer-attributes.js'
export type { SignerLocation } from './cms/attributes/signer-location.js'
export { parseSignerLocation } from './cms/attributes/signer-location.js'
export type { EssCertId, SigningCertificate } from './cms/attributes/signing-certificate.js'
export {
  parseSigningCertificate,
  parseSigningCertificateV2,
} from './cms/attributes/signing-certificate.js'
export {
  parseContentIdentifier,
  parseContentType,
  parseMessageDigest,
  parseMimeType,
  parseSigningTime,
} from './cms/attributes/simple-attributes.js'
export type {
  DocumentRenderer,
  Presentation,
  ShownNode,
  ShownRow,
} from './presentation/presentation.js'
export {
  presentAgain,
  presentationOctets,
  presentDocument,
} from './presentation/present-document.js'
export type { Currency } from './transaction/currencies.js'
export type { TransactionProblem } from './transaction/parse-transaction.js'
export { parseTransaction } from './transaction/parse-transaction.js'
export type { Transaction, TransactionField } from './transaction/transaction.js'
export { transactionMediaType } from './transaction/transaction.js'
