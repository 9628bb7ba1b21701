import type { Certificate } from '@chopmark/core'
import { type Check, type CheckResult, runCheck } from '../check.js'
import { algorithmMatch } from '../checks/path/algorithm-match.js'
import { criticalExtensions } from '../checks/path/critical-extensions.js'
import { duplicateExtension } from '../checks/path/duplicate-extension.js'
import { extensionCriticality } from '../checks/path/extension-criticality.js'
import { issuerName } from '../checks/path/issuer-name.js'
import { serialNumber } from '../checks/path/serial-number.js'
import { subjectName } from '../checks/path/subject-name.js'

/** Asked of every certificate of a path, whatever its place. */
const certificateChecks: readonly Check<Certificate>[] = [
  duplicateExtension,
  criticalExtensions,
  extensionCriticality,
  algorithmMatch,
  serialNumber,
  issuerName,
  subjectName,
]

/** All of them, in deciding order, about this certificate. */
export function runCertificateChecks(certificate: Certificate, sha256: string): CheckResult[] {
  return certificateChecks.map((check) => runCheck(check, certificate, sha256))
}
