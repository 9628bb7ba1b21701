export { algorithmAcceptable, digestAcceptable, keyBitsOf } from './algorithm-policy.js'
export { budgetLimits } from './budget.js'
export { canonicalJson } from './canonical-json.js'
export { anyAlgorithms, defaultAlgorithms } from './default-algorithms.js'
export { definePolicy } from './define-policy.js'
export { planEvidence } from './plan-evidence.js'
export { neededDigests, readCms } from './read-cms.js'
export { serialiseReport } from './serialise-report.js'
export { validateCertificate } from './validate-certificate.js'
export { validateDocument } from './validate-document.js'
export { createValidationCache } from './validation-cache.js'
export type { AlgorithmConstraint, AlgorithmVerdict } from './algorithm-policy.js'
export type { BudgetLimits } from './budget.js'
export type { CertificateProfile, Confidence } from './certificate-profile.js'
export type { Check, CheckOutcome, CheckResult, Fact, Facts } from './check.js'
export type * from './evidence.js'
export type * from './indication.js'
export type { PathPurpose } from './path/path.js'
export type * from './policy.js'
export type * from './report.js'
export type {
  CertificateEvidence,
  CertificateFailure,
  CertificateOptions,
  CertificateReport,
} from './validate-certificate.js'
export type { ValidationOptions } from './validate-document.js'
export type { ValidationCache, ValidationCacheLimits } from './validation-cache.js'
