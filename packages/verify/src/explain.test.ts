import { describe, expect, it } from 'vitest'
import { explain } from './explain.js'
import type { ValidationReport } from './report.js'

/** What `explain` reads of a report that passed. */
const passed: ValidationReport = {
  policyId: 'test',
  policySha256: '00',
  evidenceSha256: '00',
  validationTime: '2026-11-24T06:50:50.984Z',
  signatureId: '0',
  counterSignatureOf: null,
  intact: true,
  level: 'CAdES-B-B',
  signer: null,
  claimedSigningTime: '2026-11-23T23:30:00Z',
  path: null,
  otherPaths: [],
  revocation: [],
  checks: [],
  eto: { recognisedAt: 'yes', withinValidity: 'yes', withinTerms: 'yes' },
  sandbox: false,
  indication: 'TOTAL-PASSED',
  subIndication: null,
  trustAnchorId: 'hk/hongkong-post-root-ca-2',
  bestSignatureTime: '2026-11-24T06:50:50.984Z',
}

describe('explain', () => {
  it('says times as people in Hong Kong read them, in whole seconds', () => {
    expect(explain(passed, 'en')).toContain(
      'The signature existed by 2026-11-24 14:50:50 (Hong Kong time).',
    )
    expect(explain(passed, 'zh-Hant-HK')).toContain(
      '簽署人聲稱於 2026-11-24 07:30:00（香港時間）簽署，但未經證明。',
    )
    expect(explain(passed, 'zh-Hans-HK')).toContain(
      '签署于 2026-11-24 14:50:50（香港时间）已经存在。',
    )
  })
})
