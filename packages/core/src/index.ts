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
export type * from './trust-anchor.js'
export type { Ok, ParseProblem, ParseReason, Problem, Result } from './result.js'
export type { Instant } from './instant.js'
export { formatInstant, instant } from './instant.js'
export { PlumbingError, UsageError } from './errors.js'
export { contentIdentifier } from './cms/request-binding.js'
export { base64url, fromBase64url, fromHex, hex } from './encoding.js'
export { trustAnchors } from './trust-anchors.js'
export type { ContentInfo } from './cms/content-info.js'
export { contentTypeOids, parseContentInfo } from './cms/content-info.js'
export { parseSignedData } from './cms/parse-signed-data.js'
