import { type GeneralName, instant, parseCertificate } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import type { Check, CheckOutcome } from '../../check.js'
import { defaultAlgorithms } from '../../default-algorithms.js'
import { personCertificate, rootCertificate } from '../../revocation/revocation.test-support.js'
import { timestampExtensions } from './extensions.js'
import { timestampGenTime } from './gen-time.js'
import { timestampMessageImprint } from './message-imprint.js'
import { timestampNonce } from './nonce.js'
import { timestampChecks } from './timestamp-checks.js'
import { timestampToken } from './token.js'
import { timestampTsaName } from './tsa-name.js'

interface Vectors {
  readonly id: string
  readonly passing: CheckOutcome
  readonly failing: CheckOutcome
  readonly because: string
}

function vectors<Input>(
  check: Check<Input>,
  passing: Input,
  failing: Input,
  because: string,
): Vectors {
  return { id: check.id, passing: check.run(passing), failing: check.run(failing), because }
}

const certificateOf = (bytes: Uint8Array) => {
  const parsed = parseCertificate(bytes)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.value
}
const unit = certificateOf(personCertificate)
const named = (bytes: Uint8Array): GeneralName => {
  const { subject } = certificateOf(bytes)
  return { kind: 'directoryName', name: subject, raw: subject.raw }
}
const noon = instant('2026-06-15T12:00:00Z')
const second = instant('2026-06-15T12:00:01Z')
const validity = { notBefore: noon, notAfter: noon }
const octets = new Uint8Array(32)
const imprint = {
  algorithmOid: '2.16.840.1.101.3.4.2.1',
  algorithm: 'SHA-256',
  imprint: octets,
  digest: octets,
  algorithms: defaultAlgorithms(),
  validationTime: noon,
} as const
const time = { genTime: noon, validationTime: noon, clockSkewMs: 0, validity }
const extension = { oid: '2.999.1', critical: true, value: octets }

const table: readonly Vectors[] = [
  vectors(
    timestampToken,
    { problem: null },
    { problem: 'CONTENT_TYPE', contentType: '1.2.840.113549.1.7.1' },
    'FORMAT_FAILURE',
  ),
  vectors(
    timestampExtensions,
    { extensions: [{ ...extension, critical: false }] },
    { extensions: [extension] },
    'SIG_CONSTRAINTS_FAILURE',
  ),
  vectors(
    timestampMessageImprint,
    imprint,
    { ...imprint, digest: octets.map((_, index) => (index === 31 ? 1 : 0)) },
    'HASH_FAILURE',
  ),
  vectors(timestampMessageImprint, imprint, { ...imprint, digest: null }, 'SIGNED_DATA_NOT_FOUND'),
  vectors(
    timestampMessageImprint,
    imprint,
    { ...imprint, algorithm: null },
    'CRYPTO_CONSTRAINTS_FAILURE',
  ),
  vectors(timestampGenTime, time, { ...time, genTime: second }, 'TIMESTAMP_ORDER_FAILURE'),
  vectors(
    timestampGenTime,
    { ...time, genTime: second, clockSkewMs: 1000, validity: { ...validity, notAfter: second } },
    { ...time, genTime: second, clockSkewMs: 1000 },
    'CHAIN_CONSTRAINTS_FAILURE',
  ),
  vectors(
    timestampNonce,
    { sent: octets, received: octets },
    { sent: octets },
    'SIG_CONSTRAINTS_FAILURE',
  ),
  vectors(
    timestampNonce,
    { sent: octets, received: octets },
    { sent: octets, received: Uint8Array.of(1) },
    'SIG_CONSTRAINTS_FAILURE',
  ),
  vectors(
    timestampTsaName,
    { tsa: named(personCertificate), certificate: unit },
    { tsa: named(rootCertificate), certificate: unit },
    'SIG_CONSTRAINTS_FAILURE',
  ),
]

describe('the checks of time-stamp tokens', () => {
  it.each(table.map((row) => [row.id, row.because, row] as const))(
    '%s passes, and fails with %s',
    (_, because, { passing, failing }) => {
      expect(passing.status).toBe('PASSED')
      expect('subIndication' in failing ? failing.subIndication : failing.status).toBe(because)
    },
  )

  it('all have both vectors, an id of their own and a clause', () => {
    expect(timestampChecks.map(({ id }) => id).sort()).toEqual(
      [...new Set(table.map(({ id }) => id))].sort(),
    )
    for (const { clause } of timestampChecks) expect(clause).toMatch(/^(RFC|ETSI EN) \d/)
  })

  it('never pass for want of something to look at', () => {
    expect(timestampNonce.run({ received: octets }).status).toBe('NOT-APPLICABLE')
    expect(timestampGenTime.run({ ...time, validity: null }).status).toBe('NOT-APPLICABLE')
    expect(timestampTsaName.run({ tsa: null, certificate: unit }).status).toBe('NOT-APPLICABLE')
  })
})
