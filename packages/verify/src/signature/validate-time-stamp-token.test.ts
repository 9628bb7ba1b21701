import { type Instant, parseCertificate, trustAnchors, webCrypto } from '@chopmark/core'
import {
  createSandboxPki,
  messageImprint,
  sandboxTrust,
  type TimestampOptions,
} from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { createDecisionContext } from '../create-decision-context.js'
import { definePolicy } from '../define-policy.js'
import type { EvidenceItem } from '../evidence.js'
import { type TimeStampAnswer, validateTimeStampToken } from './validate-time-stamp-token.js'

const start = new Date('2026-06-15T12:00:00Z')
const pki = await createSandboxPki({ clock: () => start, keyAlgorithm: 'P-256' })
const trust = sandboxTrust(pki)
const data = new TextEncoder().encode('a signature value')

function policy(use: 'time-stamping' | 'signing') {
  const parsed = parseCertificate(trust.rootCertificate)
  if (!parsed.ok) throw new Error(parsed.reason)
  const { subject: name, subjectPublicKeyInfo } = parsed.value
  const facts = trust.anchors.find((anchor) => anchor.use === use)
  if (facts === undefined) throw new Error(use)
  return definePolicy({
    id: 'time-stamps',
    trustAnchors: trustAnchors([
      { kind: 'held', ...facts, name, subjectPublicKeyInfo, certificate: parsed.value },
    ]),
  })
}

async function validate(
  token: Uint8Array,
  more: {
    readonly stamped?: Uint8Array
    readonly nonce?: Uint8Array
    readonly at?: Date
    readonly use?: 'time-stamping' | 'signing'
    readonly crls?: readonly Uint8Array[]
  } = {},
): Promise<TimeStampAnswer> {
  const crls = more.crls ?? [pki.ca.crl(), pki.root.crl()]
  const items: EvidenceItem[] = [
    ...trust.intermediateCertificates.map((bytes) => ({ kind: 'certificate', bytes }) as const),
    ...crls.map((bytes) => ({ kind: 'crl', bytes }) as const),
  ]
  const context = await createDecisionContext({
    items,
    crypto: webCrypto(),
    policy: policy(more.use ?? 'time-stamping'),
    validationTime: (more.at ?? start).getTime() as Instant,
  })
  const { nonce } = more
  return validateTimeStampToken(
    { token, stamped: more.stamped ?? data, ...(nonce !== undefined && { nonce }) },
    context,
  )
}

async function spoken(options: TimestampOptions, more: Parameters<typeof validate>[1] = {}) {
  const { speaker } = await validate(await pki.timestamp(data, options), more)
  return speaker === null ? 'PASSED' : `${speaker.id} ${speaker.subIndication}`
}

describe('a time-stamp token', () => {
  it('passes, and proves that the bytes existed by its time and accuracy', async () => {
    const answer = await validate(await pki.timestamp(data))
    expect(answer.speaker, JSON.stringify(answer.speaker)).toBeNull()
    expect(answer.genTime).toBe(start.getTime())
    expect(answer.provenAt).toBe(start.getTime() + 1000)
    expect(answer.path?.best.valid).toBe(true)
    expect(answer.checks.map(({ id }) => id)).toContain('timestamp.message-imprint')
    expect(answer.missing).toEqual([])
  })

  it('passes under SHA-384 and SHA-512 imprints', async () => {
    for (const digest of ['SHA-384', 'SHA-512'] as const) {
      expect(await spoken({ digest })).toBe('PASSED')
    }
  })

  it('is refused for other bytes', async () => {
    const imprint = messageImprint(Uint8Array.of(1))
    expect(await spoken({ imprint })).toBe('timestamp.message-imprint HASH_FAILURE')
  })

  it('is refused for an imprint under a broken hash', async () => {
    expect(await spoken({ digest: 'SHA-1' })).toMatch(/^timestamp.message-imprint CRYPTO_/)
    expect(await spoken({ digest: 'MD5' })).toMatch(/^timestamp.message-imprint CRYPTO_/)
  })

  it('is refused from the future', async () => {
    const time = new Date(start.getTime() + 5 * 60 * 1000 + 1000)
    expect(await spoken({ time })).toBe('timestamp.gen-time TIMESTAMP_ORDER_FAILURE')
    const edge = new Date(start.getTime() + 5 * 60 * 1000)
    expect(await spoken({ time: edge })).toBe('PASSED')
  })

  it('is refused with another nonce than was sent', async () => {
    const nonce = Uint8Array.of(7)
    expect(await spoken({ nonce: 7n }, { nonce })).toBe('PASSED')
    expect(await spoken({ nonce: 8n }, { nonce })).toBe('timestamp.nonce SIG_CONSTRAINTS_FAILURE')
    expect(await spoken({}, { nonce })).toBe('timestamp.nonce SIG_CONSTRAINTS_FAILURE')
  })

  it('needs an anchor listed for time-stamping', async () => {
    expect(await spoken({}, { use: 'signing' })).toMatch(/ NO_CERTIFICATE_CHAIN_FOUND$/)
  })

  it('needs revocation evidence for its unit', async () => {
    const answer = await validate(await pki.timestamp(data), { crls: [] })
    expect(answer.speaker?.subIndication).toBe('TRY_LATER')
    expect(answer.provenAt).toBeNull()
    expect(answer.missing.length).toBeGreaterThan(0)
  })

  it('does not pass once its unit’s certificate has expired', async () => {
    const unit = await pki.issueTimestampUnit({ notAfter: new Date('2026-06-15T13:00:00Z') })
    expect(await spoken({ unit }, { at: new Date('2026-06-15T13:00:00Z') })).toBe('PASSED')
    const at = new Date('2026-06-15T13:00:01Z')
    expect(await spoken({ unit }, { at })).toBe(
      'signing-certificate.validity OUT_OF_BOUNDS_NOT_REVOKED',
    )
  })

  it('without the unit’s certificate names nobody', async () => {
    expect(await spoken({ withCertificates: false })).toBe(
      'signing-certificate.found NO_SIGNING_CERTIFICATE_FOUND',
    )
  })

  it('must name its certificate under the signature', async () => {
    const attributes: TimestampOptions['attributes'] = (standard) => standard.slice(0, -1)
    expect(await spoken({ attributes })).toBe(
      'signing-certificate.reference-present SIG_CONSTRAINTS_FAILURE',
    )
  })

  it('is refused from a certificate that is not for time-stamping alone, critically', async () => {
    for (const extKeyUsage of ['absent', 'not-critical'] as const) {
      const unit = await pki.issueTimestampUnit({ extKeyUsage })
      expect(await spoken({ unit })).toMatch(/^path.ext-key-usage /)
    }
    const person = await pki.issue('e-cert-personal', {
      name: 'CHAN TAI MAN',
      email: 'chan@example.hk',
    })
    expect(await spoken({ unit: person })).toMatch(/^path.ext-key-usage /)
  })

  it('is no token when one byte is changed anywhere', async () => {
    const token = await pki.timestamp(data)
    for (let at = 0; at < token.length; at += 41) {
      const changed = token.slice()
      changed[at] = (changed[at] ?? 0) ^ 0x01
      const { provenAt } = await validate(changed)
      // A byte of an enclosed certificate that is not the unit's own may change without harm.
      if (provenAt !== null) expect(provenAt).toBe(start.getTime() + 1000)
    }
  })

  it('is no token when it is something else', async () => {
    for (const bytes of [new Uint8Array(0), Uint8Array.of(0x30, 0x00), data]) {
      const answer = await validate(bytes)
      expect(answer.speaker).toMatchObject({
        id: 'timestamp.token',
        subIndication: 'FORMAT_FAILURE',
      })
      expect(answer.genTime).toBeNull()
    }
  })
})
