import {
  type CertificateKinds,
  hex,
  instant,
  parseCertificate,
  type SignatureRequest,
} from '@chopmark/core'
import {
  createSandboxPki,
  type ECertKind,
  type ECertRequest,
  sandboxCertificateProfiles,
  type SandboxPki,
} from '@chopmark/test-pki'
import { beforeAll, describe, expect, it } from 'vitest'
import type { KeyHandle } from '../key-sources/key-source.js'
import { requestFor } from '../testing/request-for.js'
import { describeKey } from './describe-key.js'
import type { Fit } from './fit-of.js'

let pki: SandboxPki
let request: SignatureRequest
const now = instant('2026-11-24T06:05:00Z')

beforeAll(async () => {
  pki = await createSandboxPki({ clock: () => new Date(now) })
  request = await requestFor(new Uint8Array(1))
})

function handle(certificate: Uint8Array): KeyHandle {
  const algorithm = { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
  const sign = async (): Promise<Uint8Array> => Promise.reject(new Error('not asked for'))
  return { certificate, chain: [], algorithm, sign, release: () => undefined }
}

async function fitOf(
  kind: ECertKind,
  issue: ECertRequest,
  signer: SignatureRequest['signer'] = {},
  kinds?: CertificateKinds,
): Promise<Fit> {
  const { certificate } = await pki.issue(kind, issue)
  return (await describeKey(handle(certificate), { ...request, signer }, now, kinds)).fit
}

describe('describeKey', () => {
  it('shows holder, kind and issuer, and what a name hides', async () => {
    const { certificate } = await pki.issue('e-cert-personal', { name: 'CHAN\u202e NAT' })
    const { summary, fit } = await describeKey(handle(certificate), request, now)
    expect(summary.holder).toBe('CHAN‹U+202E› NAT')
    expect(summary.kind).toContain('Personal')
    expect(fit).toEqual({ fits: 'yes' })
  })

  it('tells the wrong person, whom the request names', async () => {
    const signer = { subject: { '2.5.4.3': 'CHAN TAI MAN' } }
    expect(await fitOf('e-cert-personal', { name: 'CHAN TAI MAN' }, signer)).toEqual({
      fits: 'yes',
    })
    expect(await fitOf('e-cert-personal', { name: 'CHAN TAI MAN ' }, signer)).toEqual({
      fits: 'no',
      misfit: 'WRONG_PERSON',
      wanted: 'CHAN TAI MAN',
    })
  })

  it('tells a certificate for encryption only', async () => {
    const fit = await fitOf('e-cert-encipherment', { keyUsage: ['keyEncipherment'] })
    expect(fit).toEqual({ fits: 'no', misfit: 'KEY_USAGE' })
  })

  it('tells an issuer that is not accepted', async () => {
    const parsed = parseCertificate(pki.ca.certificate)
    const name = parsed.ok ? parsed.value.subject.raw : new Uint8Array()
    const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(name))
    const accepted = hex(new Uint8Array(digest))
    expect(await fitOf('e-cert-personal', {}, { issuerNameSha256: [accepted] })).toEqual({
      fits: 'yes',
    })
    expect(await fitOf('e-cert-personal', {}, { issuerNameSha256: ['00'.repeat(32)] })).toEqual({
      fits: 'no',
      misfit: 'ISSUER',
    })
  })

  it.each([
    // The request was made at 06:00: what had expired by then has expired, whatever this device's clock says.
    ['2026-11-24T05:59:59Z', { fits: 'no', misfit: 'EXPIRED' }],
    ['2026-11-24T06:00:00Z', { fits: 'doubtful', misfit: 'CLOCK_EXPIRED' }],
    ['2026-11-24T06:04:59Z', { fits: 'doubtful', misfit: 'CLOCK_EXPIRED' }],
    ['2026-11-24T06:05:00Z', { fits: 'yes' }],
  ])('expiring at %s', async (notAfter, fit) => {
    expect(await fitOf('e-cert-personal', { notAfter: new Date(notAfter) })).toEqual(fit)
  })

  it.each([
    ['2026-11-24T06:05:00Z', { fits: 'yes' }],
    ['2026-11-24T06:05:01Z', { fits: 'doubtful', misfit: 'CLOCK_NOT_YET_VALID' }],
    ['2026-11-24T06:15:00Z', { fits: 'doubtful', misfit: 'CLOCK_NOT_YET_VALID' }],
    ['2026-11-24T06:15:01Z', { fits: 'no', misfit: 'NOT_YET_VALID' }],
  ])('beginning at %s', async (notBefore, fit) => {
    expect(await fitOf('e-cert-personal', { notBefore: new Date(notBefore) })).toEqual(fit)
  })

  it('refuses what is no certificate', async () => {
    const { fit } = await describeKey(handle(Uint8Array.of(0x30, 0)), request, now)
    expect(fit).toEqual({ fits: 'no', misfit: 'KEY_KIND' })
  })
})

const commonUnit = '2.5.4.11'
const bank = { en: 'Sandbox Bank', 'zh-Hant-HK': '測試銀行', 'zh-Hans-HK': '测试银行' }
const kinds: CertificateKinds = {
  profiles: sandboxCertificateProfiles,
  renewalUrls: {
    'sandbox/e-cert-personal': 'https://ca.example/renew',
  },
  brands: [
    {
      profiles: ['sandbox/bank-cert'],
      subject: { [commonUnit]: 'Sandbox Bank Limited' },
      name: bank,
      confidence: 'seen',
    },
  ],
}

describe('describeKey with kinds of certificate', () => {
  const personal = ['sandbox/e-cert-personal']

  it('tells another kind than the request asks for, and which one that is', async () => {
    const [kind] = sandboxCertificateProfiles
    expect(await fitOf('e-cert-organisational', {}, { profiles: personal }, kinds)).toEqual({
      fits: 'no',
      misfit: 'PROFILE',
      wantedKinds: [kind?.name],
    })
    expect(await fitOf('e-cert-personal', {}, { profiles: personal }, kinds)).toEqual({
      fits: 'yes',
    })
  })

  it('only doubts a kind that it does not know', async () => {
    const few = { profiles: kinds.profiles.filter(({ id }) => id !== 'sandbox/e-cert-personal') }
    expect(await fitOf('e-cert-personal', {}, { profiles: personal }, few)).toEqual({
      fits: 'doubtful',
      misfit: 'PROFILE',
      wantedKinds: [],
    })
  })

  it.each([
    ['e-cert-encipherment', {}, { fits: 'no', misfit: 'TERMS' }],
    ['bank-cert', {}, { fits: 'doubtful', misfit: 'DESIGNATED' }],
    ['bank-cert', { profiles: ['sandbox/bank-cert'] }, { fits: 'yes' }],
  ] as const)('reads the terms of %s under %o', async (kind, signer, fit) => {
    expect(await fitOf(kind, {}, signer, kinds)).toEqual(fit)
  })

  it('looks at no kind when it knows none', async () => {
    expect(await fitOf('e-cert-encipherment', {}, { profiles: personal })).toEqual({ fits: 'yes' })
  })

  it('names the bank behind a Bank-Cert, and no bank behind another', async () => {
    const at = async (organisation: string): Promise<unknown> => {
      const { certificate } = await pki.issue('bank-cert', { organisation })
      return (await describeKey(handle(certificate), request, now, kinds)).brand?.name
    }
    expect(await at('Sandbox Bank Limited')).toEqual(bank)
    expect(await at('SANDBOX BANK LIMITED')).toBeUndefined()
  })

  it.each([
    ['2027-01-23T06:05:01Z', undefined],
    ['2027-01-23T06:05:00Z', { days: 60, renewalUrl: 'https://ca.example/renew' }],
    ['2026-11-25T06:04:59Z', { days: 0, renewalUrl: 'https://ca.example/renew' }],
    ['2026-11-24T06:04:59Z', undefined],
  ])('reminds of an end at %s', async (notAfter, ending) => {
    const { certificate } = await pki.issue('e-cert-personal', { notAfter: new Date(notAfter) })
    expect((await describeKey(handle(certificate), request, now, kinds)).ending).toEqual(ending)
  })
})
