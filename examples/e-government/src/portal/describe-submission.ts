import { formatInstant, formatName, type Locale } from '@chopmark/core'
import type { SignatureView } from '@chopmark/server'
import {
  explain,
  explainCheck,
  type ValidationPolicy,
  type ValidationReport,
} from '@chopmark/verify'
import type { Submission } from '../page/result.js'

const outcomes = {
  'TOTAL-PASSED': 'passed',
  'TOTAL-FAILED': 'failed',
  INDETERMINATE: 'pending',
} as const

/** Subject of the anchor's certificate: a report names an anchor by its id. */
function anchorName(report: ValidationReport, policy: ValidationPolicy): string | null {
  const id = report.path?.trustAnchorId ?? null
  const anchor = policy.trustAnchors.find((one) => one.id === id)
  if (anchor === undefined) return null
  return anchor.kind === 'pinned' ? anchor.subject : formatName(anchor.name)
}

/** One signature as the page shows it: the report in a person's words, with the facts it rests on. */
export function describeSubmission(
  view: SignatureView,
  report: ValidationReport,
  document: string,
  policy: ValidationPolicy,
): Submission {
  const certificates = report.path?.certificates ?? []
  const profile = policy.certificateProfiles.find(({ id }) => id === report.signer?.profile)
  const inLanguage = (locale: Locale): Submission['explanation'][Locale] => ({
    lines: explain(report, locale),
    checks: report.checks
      .filter(({ status }) => status !== 'NOT-APPLICABLE')
      .map((check) => ({
        id: check.id,
        clause: check.clause,
        passed: check.status === 'PASSED',
        text: explainCheck(check, locale),
      })),
  })
  return {
    signatureId: view.signatureId,
    outcome: view.state === 'refused' ? 'failed' : outcomes[report.indication],
    signer: {
      name: report.signer?.commonName ?? report.signer?.subject ?? '?',
      profile: {
        en: profile?.name.en ?? '',
        'zh-Hant-HK': profile?.name['zh-Hant-HK'] ?? '',
        'zh-Hans-HK': profile?.name['zh-Hans-HK'] ?? '',
      },
    },
    signedAt: formatInstant(view.receivedAt),
    checkedAt: report.validationTime,
    document,
    evidenceUrl: `/chopmark/signatures/${view.signatureId}/evidence`,
    chain: certificates.map(({ subject, notBefore, notAfter }) => ({
      subject,
      notBefore,
      notAfter,
    })),
    trustAnchor: anchorName(report, policy),
    revocation: report.revocation.map((fact) => ({
      subject:
        certificates.find(({ sha256 }) => sha256 === fact.certificate)?.subject ?? fact.certificate,
      status: fact.status,
      source: fact.source,
      thisUpdate: fact.thisUpdate,
      nextUpdate: fact.nextUpdate,
    })),
    explanation: {
      en: inLanguage('en'),
      'zh-Hant-HK': inLanguage('zh-Hant-HK'),
      'zh-Hans-HK': inLanguage('zh-Hans-HK'),
    },
  }
}
