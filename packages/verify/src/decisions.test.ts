import { instant, type Instant } from '@chopmark/core'
import {
  type CadesMessage,
  createSandboxPki,
  type IssuedCertificate,
  type SandboxPki,
  signCades,
} from '@chopmark/test-pki'
import { beforeAll, describe, expect, it } from 'vitest'
import { planEvidence } from './plan-evidence.js'
import type { PolicySettings } from './policy.js'
import type { ValidationReport } from './report.js'
import { evidenceOf, sandboxPolicy, why } from './sandbox.fixture.js'
import { validateDocument } from './validate-document.js'

const now = new Date('2026-03-31T12:00:00Z')
const hourMs = 3_600_000
const content = new TextEncoder().encode('Change of address\n')

let pki: SandboxPki

beforeAll(async () => {
  let clock = new Date('2025-01-01T00:00:00Z')
  pki = await createSandboxPki({ clock: () => clock })
  clock = now
})

const later = (ms: number): Instant => instant(new Date(now.getTime() + ms).toISOString())
const date = (at: Instant): Date => new Date(at)

function crlsFor(signer: IssuedCertificate, thisUpdate = now): Uint8Array[] {
  const name = signer.crlName
  return [pki.root.crl({ thisUpdate }), pki.ca.crl({ thisUpdate, ...(name !== null && { name }) })]
}

async function validate(
  signer: IssuedCertificate,
  at: Instant,
  options: {
    readonly settings?: Partial<PolicySettings>
    readonly crls?: readonly Uint8Array[]
    readonly message?: Partial<CadesMessage>
  } = {},
): Promise<ValidationReport> {
  const signature = signCades({ signer, content, signingTime: now, ...options.message })
  const crls = options.crls ?? crlsFor(signer, date(at))
  const evidence = evidenceOf({ signature, content, detached: false, crls })
  const { reports } = await validateDocument(evidence, sandboxPolicy(pki, options.settings), at)
  return reports[0]
}

const expired = (): Promise<IssuedCertificate> =>
  pki.issue('e-cert-personal', {
    notBefore: date(later(-100 * hourMs)),
    notAfter: date(later(-10 * hourMs)),
  })

describe('D2: expired at validation, no proof of time', () => {
  it('is undecided without revocation evidence that speaks of expired certificates', async () => {
    const report = await validate(await expired(), later(0))
    expect(report, why(report)).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'OUT_OF_BOUNDS_NO_POE',
      intact: true,
    })
  })

  it('is OUT_OF_BOUNDS_NOT_REVOKED when fresh evidence from before the end says good', async () => {
    const signer = await expired()
    const crls = crlsFor(signer, date(later(-12 * hourMs)))
    const report = await validate(signer, later(0), { crls })
    expect(report.subIndication, why(report)).toBe('OUT_OF_BOUNDS_NOT_REVOKED')
  })

  it('never takes the claimed signing time for proof', async () => {
    const message = { signingTime: date(later(-20 * hourMs)) }
    const report = await validate(await expired(), later(0), { message })
    expect(report.indication).toBe('INDETERMINATE')
    expect(report.claimedSigningTime).toBe('2026-03-30T16:00:00Z')
  })

  it('lasts to the end of its last second', async () => {
    const signer = await pki.issue('e-cert-personal', { notAfter: now })
    const crls = crlsFor(signer, date(later(-1000)))
    const inTime = await validate(signer, later(999), { crls })
    expect(inTime.indication, why(inTime)).toBe('TOTAL-PASSED')
    const over = await validate(signer, later(1000), { crls })
    expect(over.subIndication, why(over)).toBe('OUT_OF_BOUNDS_NOT_REVOKED')
  })
})

describe('D3: expired and revoked', () => {
  it('says revoked, and lists both', async () => {
    const signer = await expired()
    pki.ca.revoke(signer.serialNumber, 'keyCompromise', date(later(-20 * hourMs)))
    const crls = crlsFor(signer, date(later(-12 * hourMs)))
    const report = await validate(signer, later(0), { crls })
    expect(report.subIndication, why(report)).toBe('REVOKED_NO_POE')
    expect(report.checks).toContainEqual(
      expect.objectContaining({
        id: 'signing-certificate.validity',
        subIndication: 'OUT_OF_BOUNDS_NO_POE',
      }),
    )
  })
})

describe('D4: proof from before the end, expired since', () => {
  it('passes with evidence of not being revoked, and asks for it without', async () => {
    const signer = await expired()
    const settings = { bestSignatureTime: later(-12 * hourMs) }
    const crls = crlsFor(signer, date(later(-11 * hourMs)))
    const report = await validate(signer, later(0), { settings, crls })
    expect(report.indication, why(report)).toBe('TOTAL-PASSED')
    const without = await validate(signer, later(0), { settings, crls: [] })
    expect(without.subIndication, why(without)).toBe('OUT_OF_BOUNDS_NO_POE')
  })
})

describe('D5: revoked after the signature', () => {
  it('passes only with a proof from before the revocation', async () => {
    const signer = await pki.issue('e-cert-personal', { notBefore: date(later(-50 * hourMs)) })
    pki.ca.revoke(signer.serialNumber, 'superseded', date(later(-2 * hourMs)))
    const proved = await validate(signer, later(0), {
      settings: { bestSignatureTime: later(-3 * hourMs) },
    })
    expect(proved.indication, why(proved)).toBe('TOTAL-PASSED')
    const unproved = await validate(signer, later(0))
    expect(unproved.subIndication, why(unproved)).toBe('REVOKED_NO_POE')
  })
})

describe('D5: an invalidityDate before the proof', () => {
  it('is shown, and speaks where the policy says so', async () => {
    const signer = await pki.issue('e-cert-personal', { notBefore: date(later(-50 * hourMs)) })
    const invalidityDate = date(later(-4 * hourMs))
    pki.ca.revoke(signer.serialNumber, 'keyCompromise', date(later(-2 * hourMs)), invalidityDate)
    const settings = { bestSignatureTime: later(-3 * hourMs) }
    const shown = await validate(signer, later(0), { settings })
    expect(shown.indication, why(shown)).toBe('TOTAL-PASSED')
    expect(shown.checks).toContainEqual(
      expect.objectContaining({
        id: 'revocation.not-revoked',
        facts: expect.objectContaining({ invalidityDate: '2026-03-31T08:00:00Z' }) as unknown,
      }),
    )
    const revocation = { invalidityDate: 'decides' as const }
    const decided = await validate(signer, later(0), { settings: { ...settings, revocation } })
    expect(decided.subIndication, why(decided)).toBe('REVOKED_NO_POE')
    const before = { bestSignatureTime: later(-5 * hourMs), revocation }
    const earlier = await validate(signer, later(0), { settings: before })
    expect(earlier.indication, why(earlier)).toBe('TOTAL-PASSED')
  })
})

describe('D6: freshness', () => {
  it('asks for newer evidence at the age limit', async () => {
    const signer = await pki.issue('e-cert-personal', { notBefore: date(later(-50 * hourMs)) })
    const thisUpdate = later(-5 * hourMs)
    const crls = [
      pki.root.crl({ thisUpdate: date(later(0)) }),
      pki.ca.crl({
        thisUpdate: date(thisUpdate),
        ...(signer.crlName !== null && { name: signer.crlName }),
      }),
    ]
    const revocation = { required: 'always' as const, maxAgeMs: 5 * hourMs }
    const atLimit = await validate(signer, later(0), { settings: { revocation }, crls })
    expect(atLimit, why(atLimit)).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'TRY_LATER',
      decidedBy: 'revocation.evidence-present',
    })
    const before = await validate(signer, later(-1), { settings: { revocation }, crls })
    expect(before.indication, why(before)).toBe('TOTAL-PASSED')
  })
})

describe('D7: suspended', () => {
  it('is TRY_LATER, and good again when the hold is lifted', async () => {
    const signer = await pki.issue('e-cert-personal', { notBefore: date(later(-50 * hourMs)) })
    pki.ca.hold(signer.serialNumber, date(later(-hourMs)))
    const held = await validate(signer, later(0))
    expect(held, why(held)).toMatchObject({ subIndication: 'TRY_LATER' })
    expect(held.revocation).toContainEqual(expect.objectContaining({ reason: 'certificateHold' }))
    pki.ca.unhold(signer.serialNumber)
    const lifted = await validate(signer, later(0))
    expect(lifted.indication, why(lifted)).toBe('TOTAL-PASSED')
  })
})

describe('D8: the verdict of Cap. 553 beside it', () => {
  it('says yes thrice for a personal e-Cert in order', async () => {
    const signer = await pki.issue('e-cert-personal', { notBefore: date(later(-50 * hourMs)) })
    const { eto } = await validate(signer, later(0))
    expect(eto).toEqual({ recognisedAt: 'yes', withinValidity: 'yes', withinTerms: 'yes' })
  })

  it('says no to an Encipherment e-Cert, whose terms forbid it', async () => {
    const signer = await pki.issue('e-cert-encipherment', {
      notBefore: date(later(-50 * hourMs)),
      keyUsage: ['digitalSignature'],
    })
    const report = await validate(signer, later(0))
    expect(report.subIndication, why(report)).toBe('CHAIN_CONSTRAINTS_FAILURE')
    expect(report.eto.withinTerms).toBe('no')
  })

  it('leaves an expired one unproven', async () => {
    const { eto } = await validate(await expired(), later(0))
    expect(eto.withinValidity).toBe('unproven')
  })
})

describe('what speaks', () => {
  it('is the changed document, not the unknown CA', async () => {
    const stranger = await createSandboxPki({ clock: () => now })
    const signer = await stranger.issue('e-cert-personal', {})
    const signature = signCades({ signer, content, detached: true, signingTime: now })
    const other = new TextEncoder().encode('Another address\n')
    const evidence = evidenceOf({ signature, content: other, detached: true, crls: [] })
    const { reports } = await validateDocument(evidence, sandboxPolicy(pki), later(0))
    expect(reports[0], why(reports[0])).toMatchObject({
      indication: 'TOTAL-FAILED',
      subIndication: 'HASH_FAILURE',
      intact: false,
    })
  })

  it('is one FORMAT_FAILURE for bytes that are no signature', async () => {
    const evidence = { ...evidenceOf({ signature: content, content, detached: false, crls: [] }) }
    const { reports } = await validateDocument(evidence, sandboxPolicy(pki), later(0))
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject({ subIndication: 'FORMAT_FAILURE', intact: null })
    expect(reports[0].checks[0]).toMatchObject({ facts: { offset: 0 } })
  })
})

describe('planEvidence', () => {
  it('asks for the content first, then for revocation, and for nothing once all is there', async () => {
    const signer = await pki.issue('e-cert-personal', { notBefore: date(later(-50 * hourMs)) })
    const signature = signCades({ signer, content, detached: true, signingTime: now })
    const whole = evidenceOf({ signature, content, detached: true, crls: crlsFor(signer) })
    const policy = sandboxPolicy(pki)
    const { document } = whole
    const needs = await planEvidence({ document, items: [] }, policy, later(0))
    expect(needs[0]).toEqual({ kind: 'content', algorithm: 'SHA-256' })
    expect(needs.some(({ kind }) => kind === 'crl' || kind === 'ocsp')).toBe(true)
    expect(await planEvidence(whole, policy, later(0))).toEqual([])
  })
})
