import type { Extension } from '@chopmark/test-pki'
import {
  crlDistributionPoints,
  crlNumber,
  deltaCrlIndicator,
  freshestCrl,
  generalName,
  issuingDistributionPoint,
  keyUsage,
  unknownExtension,
  basicConstraints,
} from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import type { FindPath } from './revocation-input.js'
import {
  ask,
  caCertificate,
  date,
  distributionPoints,
  keys,
  makeCertificate,
  makeCrl,
  makeOcsp,
  names,
  sha256,
  summary,
  tlv,
} from './revocation.test-support.js'

const revokedEntry = { serialNumber: 7n, date: date('2026-05-01T00:00:00Z') }
const held = { ...revokedEntry, reason: 'certificateHold' } as const
const number = (n: number): Extension => crlNumber(n)
const later = { thisUpdate: date('2026-06-15T10:00:00Z') }

describe('one complete CRL', () => {
  it('says good when it does not list the certificate', async () => {
    const crl = makeCrl()
    const answer = await ask({ crls: [crl] })
    expect(answer.fact).toEqual({
      certificate: answer.fact.certificate,
      status: 'good',
      source: 'crl',
      evidence: sha256(crl),
      thisUpdate: '2026-06-15T08:00:00Z',
      nextUpdate: '2026-06-16T08:00:00Z',
      revokedAt: null,
      reason: null,
      notUsed: [],
    })
    expect(answer.checks.map(({ id, status }) => [id, status])).toEqual([
      ['revocation.crl-scope', 'PASSED'],
      ['revocation.crl-extensions', 'PASSED'],
      ['revocation.crl-current', 'PASSED'],
      ['revocation.crl-fresh', 'PASSED'],
      ['revocation.expired-covered', 'PASSED'],
      ['revocation.crl-signature', 'PASSED'],
      ['revocation.crl-signer-path', 'PASSED'],
      ['revocation.crl-issuer-key-usage', 'PASSED'],
      ['revocation.evidence-present', 'PASSED'],
      ['revocation.not-revoked', 'PASSED'],
    ])
    expect(answer.missing).toEqual([])
  })

  it('says revoked, with time and reason, when it lists it', async () => {
    const entry = { ...revokedEntry, reason: 'keyCompromise' } as const
    const answer = await ask({ crls: [makeCrl({ entries: [entry] })] })
    expect(answer.fact).toMatchObject({
      status: 'revoked',
      reason: 'keyCompromise',
      revokedAt: '2026-05-01T00:00:00Z',
    })
    expect(answer.checks.at(-1)).toMatchObject({ subIndication: 'REVOKED_NO_POE' })
    const ofCa = await ask({ crls: [makeCrl({ entries: [entry] })], target: false })
    expect(ofCa.checks.at(-1)).toMatchObject({ subIndication: 'REVOKED_CA_NO_POE' })
  })

  it('asks to come back for a suspended certificate', async () => {
    const answer = await ask({ crls: [makeCrl({ entries: [held] })] })
    expect(answer.fact).toMatchObject({ status: 'revoked', reason: 'certificateHold' })
    expect(answer.checks.at(-1)).toMatchObject({ subIndication: 'TRY_LATER' })
    expect(answer.missing).toMatchObject([{ kind: 'crl' }])
  })

  it('leaves the serial numbers of others alone', async () => {
    const entries = [6n, 8n, 0x700n, -7n].map((serialNumber) => ({ ...revokedEntry, serialNumber }))
    expect(summary(await ask({ crls: [makeCrl({ entries })] }))).toBe('good')
  })
})

describe('a CRL that is not used', () => {
  const refusals: readonly [string, Uint8Array, string][] = [
    ['of another issuer', makeCrl({ issuer: names.other }), 'WRONG_ISSUER'],
    ['signed by another key under the same name', makeCrl({}, keys.other), 'BAD_SIGNATURE'],
    ['signed by the certificate itself', makeCrl({}, keys.person), 'BAD_SIGNATURE'],
    [
      'with an unknown critical extension',
      makeCrl({ extensions: [number(1), unknownExtension(true)] }),
      'UNKNOWN_CRITICAL_EXTENSION',
    ],
    [
      'with an unknown critical extension in an entry of somebody else',
      makeCrl({
        entries: [{ ...revokedEntry, serialNumber: 99n, extensions: [unknownExtension(true)] }],
      }),
      'UNKNOWN_CRITICAL_EXTENSION',
    ],
    ['with one extension twice', makeCrl({ extensions: [number(1), number(2)] }), 'MALFORMED'],
    [
      'issued in the future',
      makeCrl({ thisUpdate: date('2026-06-15T12:05:01Z') }),
      'NOT_YET_VALID',
    ],
    ['past its nextUpdate', makeCrl({ nextUpdate: date('2026-06-15T11:59:59Z') }), 'EXPIRED'],
    [
      'older than the policy accepts',
      makeCrl({ thisUpdate: date('2026-06-14T12:00:00Z') }),
      'STALE',
    ],
    [
      'without nextUpdate and too old',
      makeCrl({ thisUpdate: date('2026-06-14T12:00:00Z'), nextUpdate: null }),
      'STALE',
    ],
    [
      'for CA certificates only',
      makeCrl({ extensions: [issuingDistributionPoint({ onlyContainsCACerts: true })] }),
      'SCOPE',
    ],
    [
      'for attribute certificates only',
      makeCrl({ extensions: [issuingDistributionPoint({ onlyContainsAttributeCerts: true })] }),
      'SCOPE',
    ],
    [
      'for a distribution point the certificate does not name',
      makeCrl({ extensions: [issuingDistributionPoint({ url: 'http://ca.example/2.crl' })] }),
      'SCOPE',
    ],
    [
      'that claims two kinds at once',
      makeCrl({
        extensions: [
          issuingDistributionPoint({ onlyContainsUserCerts: true, onlyContainsCACerts: true }),
        ],
      }),
      'SCOPE',
    ],
    ['with SHA-1', makeCrl({}, keys.ca, { digest: 'SHA-1' }), 'ALGORITHM_NOT_ACCEPTED'],
    [
      'that is a delta without a complete one',
      makeCrl({ extensions: [number(11), deltaCrlIndicator(10)] }),
      'DELTA_WITHOUT_BASE',
    ],
  ]
  it.each(refusals)('%s', async (_, crl, reason) => {
    const answer = await ask({ crls: [crl] })
    expect(summary(answer)).toBe(`unknown (${reason})`)
    expect(answer.checks.some(({ status }) => status === 'INDETERMINATE')).toBe(true)
    expect(answer.missing).toMatchObject([{ kind: 'crl', urls: [] }])
  })

  it('is accepted at the edge of its window and of its age', async () => {
    const edges = [
      makeCrl({ thisUpdate: date('2026-06-15T12:05:00Z') }),
      makeCrl({ nextUpdate: date('2026-06-15T12:00:00Z') }),
      makeCrl({ thisUpdate: date('2026-06-14T12:00:01Z'), nextUpdate: null }),
    ]
    for (const crl of edges) expect(summary(await ask({ crls: [crl] }))).toBe('good')
  })

  it('signed with one algorithm and naming another inside', async () => {
    const crl = makeCrl()
    // ecdsa-with-SHA256 (…04 03 02) becomes ecdsa-with-SHA384 (…04 03 03) outside the signed part.
    const pattern = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]
    const at = lastIndexOf(crl, pattern)
    crl[at + 7] = 0x03
    expect(summary(await ask({ crls: [crl] }))).toBe('unknown (ALGORITHM_MISMATCH)')
  })

  it('whose issuer may not sign CRLs', async () => {
    const issuer = makeCertificate(
      {
        issuer: names.root,
        subject: names.ca,
        spki: keys.ca.spki,
        extensions: [basicConstraints(true), keyUsage(['keyCertSign'])],
      },
      keys.root,
    )
    expect(summary(await ask({ crls: [makeCrl()], issuer }))).toBe('unknown (KEY_USAGE)')
  })

  it('issued before the certificate was', async () => {
    const certificate = makeCertificate({ notBefore: date('2026-06-15T08:00:01Z') }, keys.ca)
    expect(summary(await ask({ crls: [makeCrl()], certificate }))).toBe(
      'unknown (BEFORE_CERTIFICATE)',
    )
    const same = makeCertificate({ notBefore: date('2026-06-15T08:00:00Z') }, keys.ca)
    expect(summary(await ask({ crls: [makeCrl()], certificate: same }))).toBe('good')
  })

  it('issued after the certificate expired, unless it says that it keeps expired ones', async () => {
    const certificate = makeCertificate({ notAfter: date('2026-06-01T00:00:00Z') }, keys.ca)
    expect(summary(await ask({ crls: [makeCrl()], certificate }))).toBe(
      'unknown (EXPIRED_CERTIFICATE)',
    )
    const keeps = (since: string): Uint8Array =>
      makeCrl({
        extensions: [
          { oid: '2.5.29.60', critical: false, value: tlv(0x18, new TextEncoder().encode(since)) },
        ],
      })
    expect(summary(await ask({ crls: [keeps('20260601000000Z')], certificate }))).toBe('good')
    expect(summary(await ask({ crls: [keeps('20260601000001Z')], certificate }))).toBe(
      'unknown (EXPIRED_CERTIFICATE)',
    )
    const listed = makeCrl({ entries: [revokedEntry] })
    expect(summary(await ask({ crls: [listed], certificate }))).toBe('revoked unspecified')
  })
})

describe('the age limit', () => {
  const monthly = makeCrl({
    thisUpdate: date('2026-06-01T00:00:00Z'),
    nextUpdate: date('2026-07-01T00:00:00Z'),
  })

  it('is for the certificate in question; a CA’s own list holds until its nextUpdate', async () => {
    expect(summary(await ask({ crls: [monthly] }))).toBe('unknown (STALE)')
    expect(summary(await ask({ crls: [monthly], target: false }))).toBe('good')
    const trail = { depth: 1, signers: ['ab'] }
    expect(summary(await ask({ crls: [monthly], trail }))).toBe('good')
  })

  it('is for CAs too when there is no nextUpdate', async () => {
    const open = makeCrl({ thisUpdate: date('2026-06-01T00:00:00Z'), nextUpdate: null })
    expect(summary(await ask({ crls: [open], target: false }))).toBe('unknown (STALE)')
  })

  it('is its own nextUpdate where the policy says so, and a day without one', async () => {
    const revocation = { maxAgeMs: 'next-update' } as const
    const ended = makeCrl({
      thisUpdate: date('2026-06-01T00:00:00Z'),
      nextUpdate: date('2026-06-15T11:59:59Z'),
    })
    const open = (thisUpdate: string): Uint8Array =>
      makeCrl({ thisUpdate: date(thisUpdate), nextUpdate: null })
    expect(summary(await ask({ crls: [monthly], revocation }))).toBe('good')
    expect(summary(await ask({ crls: [ended], revocation }))).toBe('unknown (EXPIRED)')
    expect(summary(await ask({ crls: [open('2026-06-14T12:00:01Z')], revocation }))).toBe('good')
    expect(summary(await ask({ crls: [open('2026-06-14T12:00:00Z')], revocation }))).toBe(
      'unknown (STALE)',
    )
  })
})

describe('partitioned CRLs', () => {
  const url = 'http://crl.ca.example/part1.crl'
  const certificate = makeCertificate({ extensions: [crlDistributionPoints([url])] }, keys.ca)

  it('speak for the certificates of their distribution point', async () => {
    const own = makeCrl({ extensions: [issuingDistributionPoint({ url })] })
    expect(summary(await ask({ crls: [own], certificate }))).toBe('good')
    const host = 'HTTP://CRL.CA.EXAMPLE/part1.crl'
    const spelt = makeCrl({ extensions: [issuingDistributionPoint({ url: host })] })
    expect(summary(await ask({ crls: [spelt], certificate }))).toBe('good')
    const path = 'http://crl.ca.example/PART1.crl'
    const other = makeCrl({ extensions: [issuingDistributionPoint({ url: path })] })
    expect(summary(await ask({ crls: [other], certificate }))).toBe('unknown (SCOPE)')
  })

  it('name where a missing one is published', async () => {
    const answer = await ask({ certificate })
    expect(answer.missing).toMatchObject([{ kind: 'crl', urls: [url] }])
  })

  it('by reasons speak together', async () => {
    const some = (
      onlySomeReasons: readonly ('keyCompromise' | 'cACompromise' | 'certificateHold')[],
    ): Uint8Array => makeCrl({ extensions: [issuingDistributionPoint({ onlySomeReasons })] })
    const rest = [
      'affiliationChanged',
      'superseded',
      'cessationOfOperation',
      'privilegeWithdrawn',
      'aACompromise',
    ] as const
    const restCrl = makeCrl({
      extensions: [issuingDistributionPoint({ onlySomeReasons: rest })],
    })
    const compromise = some(['keyCompromise', 'cACompromise', 'certificateHold'])
    const half = await ask({ crls: [compromise] })
    expect(summary(half)).toBe('unknown (INCOMPLETE)')
    expect(half.checks.find(({ id }) => id === 'revocation.evidence-present')).toMatchObject({
      status: 'INDETERMINATE',
      facts: { reasonsNotCovered: [...rest] },
    })
    expect(summary(await ask({ crls: [compromise, restCrl] }))).toBe('good')
    const accusing = makeCrl({
      entries: [{ ...revokedEntry, reason: 'keyCompromise' }],
      extensions: [issuingDistributionPoint({ onlySomeReasons: ['keyCompromise'] })],
    })
    expect(summary(await ask({ crls: [accusing] }))).toBe('revoked keyCompromise')
  })

  it('count only the reasons that both the certificate and the CRL name', async () => {
    // keyCompromise alone: bit 1 of ReasonFlags.
    const point = distributionPoints({ uri: url, reasons: [6, 0x40] })
    const narrow = makeCertificate({ extensions: [point] }, keys.ca)
    const crl = makeCrl({ extensions: [issuingDistributionPoint({ url })] })
    expect(summary(await ask({ crls: [crl], certificate: narrow }))).toBe('unknown (INCOMPLETE)')
  })

  it('are found by a name relative to the CRL issuer', async () => {
    // CN=part1 as a relative name.
    const attribute = tlv(
      0x30,
      Uint8Array.of(0x06, 0x03, 0x55, 0x04, 0x03),
      tlv(0x13, new TextEncoder().encode('part1')),
    )
    const relative = makeCertificate(
      { extensions: [distributionPoints({ relative: attribute })] },
      keys.ca,
    )
    const idp = (spelling: string): Extension => {
      const rdn = tlv(
        0x30,
        Uint8Array.of(0x06, 0x03, 0x55, 0x04, 0x03),
        tlv(0x0c, new TextEncoder().encode(spelling)),
      )
      return { oid: '2.5.29.28', critical: true, value: tlv(0x30, tlv(0xa0, tlv(0xa1, rdn))) }
    }
    const crl = makeCrl({ extensions: [idp('PART1')] })
    expect(summary(await ask({ crls: [crl], certificate: relative }))).toBe('good')
    const other = makeCrl({ extensions: [idp('part2')] })
    expect(summary(await ask({ crls: [other], certificate: relative }))).toBe('unknown (SCOPE)')
  })
})

describe('delta CRLs', () => {
  const complete = makeCrl({ extensions: [number(10)] })
  const delta = (entries: Parameters<typeof makeCrl>[0] = {}, base = 10, own = 12): Uint8Array =>
    makeCrl({ ...later, extensions: [number(own), deltaCrlIndicator(base)], ...entries })

  it('add revocations to the complete CRL', async () => {
    const crls = [complete, delta({ entries: [revokedEntry] })]
    const answer = await ask({ crls })
    expect(summary(answer)).toBe('revoked unspecified')
    expect(answer.fact.thisUpdate).toBe('2026-06-15T10:00:00Z')
  })

  describe('are wanted where a complete CRL says that they are published', () => {
    const url = 'http://crl.ca.example/delta.crl'
    const old = {
      thisUpdate: date('2026-06-10T00:00:00Z'),
      nextUpdate: date('2026-07-01T00:00:00Z'),
    }
    const naming = { extensions: [number(10), freshestCrl(url)] }
    const wanted = { kind: 'crl', urls: [url] }

    it('when it is too old by itself, and then speak', async () => {
      const base = makeCrl({ ...old, ...naming })
      const alone = await ask({ crls: [base] })
      expect(summary(alone)).toBe('unknown (STALE)')
      expect(alone.missing).toMatchObject([{ kind: 'crl', urls: [] }, wanted])
      const both = await ask({ crls: [base, delta()] })
      expect(summary(both)).toBe('good')
      expect(both.missing).toEqual([])
    })

    it('when they might lift a hold', async () => {
      const answer = await ask({ crls: [makeCrl({ ...naming, entries: [held] })] })
      expect(answer.missing).toMatchObject([{ kind: 'crl', urls: [] }, wanted])
    })

    it('but by nobody whom a stranger’s CRL, or one of another scope, sends there', async () => {
      const strange = [
        makeCrl({ ...old, ...naming }, keys.other),
        makeCrl({
          ...old,
          extensions: [
            ...naming.extensions,
            issuingDistributionPoint({ url: 'http://a.example/' }),
          ],
        }),
        makeCrl({ ...old, extensions: [...naming.extensions, unknownExtension(true)] }),
        makeCrl({ ...old, ...naming, issuer: names.other }, keys.other),
      ]
      for (const crl of strange) {
        expect((await ask({ crls: [crl] })).missing).toMatchObject([{ kind: 'crl', urls: [] }])
      }
    })

    it('and where the certificate itself says so', async () => {
      const point = 'http://crl.ca.example/complete.crl'
      const extensions = [crlDistributionPoints([point]), freshestCrl(url)]
      const certificate = makeCertificate({ extensions }, keys.ca)
      const answer = await ask({ certificate })
      expect(answer.missing).toMatchObject([{ kind: 'crl', urls: [point] }, wanted])
    })
  })

  it('lift a hold, and nothing else', async () => {
    const removal = { ...revokedEntry, reason: 'removeFromCRL' } as const
    const onHold = makeCrl({ entries: [held] })
    expect(summary(await ask({ crls: [onHold] }))).toBe('revoked certificateHold')
    expect(summary(await ask({ crls: [onHold, delta({ entries: [removal] })] }))).toBe('good')
    const gone = makeCrl({ entries: [{ ...revokedEntry, reason: 'keyCompromise' }] })
    expect(summary(await ask({ crls: [gone, delta({ entries: [removal] })] }))).toBe(
      'revoked keyCompromise',
    )
  })

  it('keep an outdated complete CRL alive', async () => {
    const old = makeCrl({
      thisUpdate: date('2026-06-10T08:00:00Z'),
      nextUpdate: date('2026-06-11T08:00:00Z'),
    })
    expect(summary(await ask({ crls: [old] }))).toBe('unknown (EXPIRED)')
    expect(summary(await ask({ crls: [old, delta()] }))).toBe('good')
  })

  it('fit by their numbers, scope and key identifier', async () => {
    const entries = { entries: [revokedEntry] }
    // The base number lies above the complete CRL's: a gap. What the delta accuses of still counts.
    expect(summary(await ask({ crls: [complete, delta({}, 11)] }))).toBe(
      'good (DELTA_WITHOUT_BASE)',
    )
    expect(summary(await ask({ crls: [complete, delta(entries, 11)] }))).toBe(
      'revoked unspecified (OVERRULED)',
    )
    // Its number is not above the complete CRL's.
    expect(summary(await ask({ crls: [complete, delta({}, 9, 10)] }))).toBe(
      'good (DELTA_WITHOUT_BASE)',
    )
    const otherScope = makeCrl({
      ...later,
      extensions: [
        number(12),
        deltaCrlIndicator(10),
        issuingDistributionPoint({ onlyContainsUserCerts: true }),
      ],
    })
    expect(summary(await ask({ crls: [complete, otherScope] }))).toBe('good (DELTA_WITHOUT_BASE)')
  })

  it('are not taken when their signature is bad', async () => {
    const forged = makeCrl(
      {
        ...later,
        entries: [{ ...revokedEntry, reason: 'removeFromCRL' }],
        extensions: [number(12), deltaCrlIndicator(10)],
      },
      keys.other,
    )
    const answer = await ask({ crls: [makeCrl({ entries: [held] }), forged] })
    expect(summary(answer)).toBe('revoked certificateHold (BAD_SIGNATURE)')
  })
})

describe('signers with a key of their own', () => {
  const signer = makeCertificate(
    {
      serialNumber: 3n,
      issuer: names.root,
      subject: names.ca,
      spki: keys.other.spki,
      extensions: [keyUsage(['cRLSign'])],
    },
    keys.root,
  )
  const valid: FindPath = () => ({ valid: true, stoppedBy: null, missing: [] })
  const invalid: FindPath = () => ({ valid: false, stoppedBy: 'path.validity', missing: [] })
  const crls = [makeCrl({}, keys.other)]

  it('count with a path to the same anchor', async () => {
    const question = { crls, certificates: [signer] }
    const answer = await ask({ ...question, findPath: valid })
    expect(summary(answer)).toBe('good')
    const path = answer.checks.find(({ id }) => id === 'revocation.crl-signer-path')
    expect(path?.facts).toMatchObject({ signer: 'separate', certificate: sha256(signer) })
    expect(summary(await ask({ ...question, findPath: invalid }))).toBe('unknown (SIGNER_PATH)')
  })

  it('count only when the same CA certified them', async () => {
    const namesake = makeCertificate(
      {
        issuer: names.other,
        subject: names.ca,
        spki: keys.other.spki,
        extensions: [keyUsage(['cRLSign'])],
      },
      keys.another,
    )
    const answer = await ask({ crls, certificates: [namesake], findPath: valid })
    expect(summary(answer)).toBe('unknown (WRONG_ISSUER)')
    const selfIssued = makeCertificate(
      { issuer: names.ca, subject: names.ca, spki: keys.other.spki },
      keys.ca,
    )
    const own = await ask({ crls, certificates: [selfIssued], findPath: valid })
    expect(summary(own)).toBe('good')
  })

  it('ask for the path once for all CRLs of one signer', async () => {
    let asked = 0
    const counting: FindPath = () => {
      asked += 1
      return { valid: true, stoppedBy: null, missing: [] }
    }
    const entries = [held]
    const many = [1, 2, 3].map((n) => makeCrl({ entries, extensions: [number(n)] }, keys.other))
    await ask({ crls: many, certificates: [signer], findPath: counting })
    expect(asked).toBe(1)
  })
})

describe('indirect CRLs', () => {
  const point = distributionPoints({ crlIssuer: names.other })
  const certificate = makeCertificate({ extensions: [point] }, keys.ca)
  const signer = makeCertificate(
    { serialNumber: 4n, subject: names.other, spki: keys.other.spki, extensions: [point] },
    keys.ca,
  )
  const valid: FindPath = () => ({ valid: true, stoppedBy: null, missing: [] })
  const indirect = issuingDistributionPoint({ indirectCrl: true })
  const question = { certificate, certificates: [signer], findPath: valid }
  const issuerIs = (name: Uint8Array): Uint8Array => tlv(0x30, generalName.directory(name))

  it('speak when the certificate names their issuer and they say what they are', async () => {
    const crl = makeCrl({ issuer: names.other, extensions: [indirect] }, keys.other)
    expect(summary(await ask({ ...question, crls: [crl] }))).toBe('good')
    const silent = makeCrl({ issuer: names.other }, keys.other)
    expect(summary(await ask({ ...question, crls: [silent] }))).toBe('unknown (SCOPE)')
  })

  it('carry the certificate issuer over from entry to entry', async () => {
    const entry = (serialNumber: bigint, certificateIssuer?: Uint8Array) => ({
      ...revokedEntry,
      serialNumber,
      ...(certificateIssuer !== undefined && { certificateIssuer }),
    })
    const crlWith = (...entries: ReturnType<typeof entry>[]): Uint8Array =>
      makeCrl({ issuer: names.other, entries, extensions: [indirect] }, keys.other)
    // Without a name the entry is about the CRL issuer's own certificates.
    expect(summary(await ask({ ...question, crls: [crlWith(entry(7n))] }))).toBe('good')
    const carried = crlWith(entry(5n, issuerIs(names.ca)), entry(7n))
    expect(summary(await ask({ ...question, crls: [carried] }))).toBe('revoked unspecified')
    const changed = crlWith(
      entry(5n, issuerIs(names.ca)),
      entry(6n, issuerIs(names.root)),
      entry(7n),
    )
    expect(summary(await ask({ ...question, crls: [changed] }))).toBe('good')
  })

  it('may hold the status of the certificate that signed them', async () => {
    const crl = makeCrl({ issuer: names.other, extensions: [indirect] }, keys.other)
    const about = { ...question, certificate: signer, crls: [crl] }
    const trail = { depth: 1, signers: [sha256(signer)] }
    const none: FindPath = () => ({ valid: false, stoppedBy: 'path.none', missing: [] })
    expect(summary(await ask({ ...about, trail, findPath: none }))).toBe('good')
    const entries = [
      { serialNumber: 4n, date: revokedEntry.date, certificateIssuer: issuerIs(names.ca) },
    ]
    const against = makeCrl({ issuer: names.other, entries, extensions: [indirect] }, keys.other)
    expect(summary(await ask({ ...about, crls: [against], trail, findPath: none }))).toBe(
      'revoked unspecified',
    )
    // Two signers that vouch for each other in a circle are not believed.
    const circle = { depth: 2, signers: [sha256(signer), sha256(caCertificate)] }
    expect(summary(await ask({ ...about, trail: circle, findPath: valid }))).toBe(
      'unknown (SIGNER_PATH)',
    )
  })
})

describe('many CRLs', () => {
  it('of one issuer cost one verification', async () => {
    const crls = Array.from({ length: 40 }, (_, n) => makeCrl({ extensions: [number(n)] }))
    const budget = { signatures: 1, candidates: 1, maxDepth: 4 }
    const answer = await ask({ crls, budget })
    expect(answer.fact.status).toBe('good')
    expect(new Set(answer.fact.notUsed.map(({ reason }) => reason))).toEqual(
      new Set(['NOT_NEEDED']),
    )
  })

  it('that nobody signed end at the budget', async () => {
    const crls = Array.from({ length: 70 }, (_, n) =>
      makeCrl({ extensions: [number(n)] }, keys.other),
    )
    const answer = await ask({ crls, budget: { signatures: 5, candidates: 1, maxDepth: 4 } })
    expect(answer.fact.status).toBe('unknown')
    expect(answer.fact.notUsed.length).toBe(64)
    expect(answer.fact.notUsed.filter(({ reason }) => reason === 'BAD_SIGNATURE').length).toBe(5)
  })
})

describe('a revocation among many sources', () => {
  const listing = makeCrl({
    thisUpdate: date('2026-06-15T07:00:00Z'),
    entries: [{ ...revokedEntry, reason: 'keyCompromise' }],
  })
  const junk = (entries: Parameters<typeof makeCrl>[0]): Uint8Array[] =>
    Array.from({ length: 80 }, (_, n) =>
      makeCrl({ ...later, ...entries, extensions: [number(n)] }, keys.other),
    )

  it('is found behind newer ones that do not list it', async () => {
    const answer = await ask({ crls: [...junk({}), listing, makeCrl()] })
    expect(answer.fact).toMatchObject({ status: 'revoked', reason: 'keyCompromise' })
  })

  it('is never hidden by forged revocations: what was not looked at leaves the answer open', async () => {
    const forged = junk({ entries: [revokedEntry] })
    const answer = await ask({ crls: [...forged, listing], ocsp: [makeOcsp()] })
    expect(answer.fact.status).toBe('unknown')
    expect(answer.checks.find(({ id }) => id === 'revocation.evidence-present')).toMatchObject({
      subIndication: 'TRY_LATER',
    })
    // A few of them are seen through, and the good answer stands.
    const few = await ask({ crls: forged.slice(0, 20), ocsp: [makeOcsp()] })
    expect(few.fact.status).toBe('good')
  })

  it('is not hidden behind a heap of delta CRLs', async () => {
    const forged = Array.from({ length: 20 }, (_, n) =>
      makeCrl(
        {
          thisUpdate: date('2026-06-15T11:00:00Z'),
          entries: [held],
          extensions: [number(50 + n), deltaCrlIndicator(10)],
        },
        keys.other,
      ),
    )
    const genuine = makeCrl({
      ...later,
      entries: [held],
      extensions: [number(12), deltaCrlIndicator(10)],
    })
    const answer = await ask({ crls: [makeCrl(), ...forged, genuine] })
    expect(answer.fact.status).toBe('unknown')
  })

  it('is not hidden by a crowd of certificates with its signer’s name', async () => {
    const crowd = Array.from({ length: 20 }, (_, n) =>
      makeCertificate(
        {
          serialNumber: BigInt(100 + n),
          issuer: names.root,
          subject: names.ca,
          spki: keys.another.spki,
        },
        keys.another,
      ),
    )
    const bySeparateKey = makeCrl({ entries: [revokedEntry] }, keys.other)
    const answer = await ask({ crls: [bySeparateKey], certificates: crowd, ocsp: [makeOcsp()] })
    expect(answer.fact.status).toBe('unknown')
  })
})

function lastIndexOf(bytes: Uint8Array, pattern: readonly number[]): number {
  for (let at = bytes.length - pattern.length; at >= 0; at--) {
    if (pattern.every((octet, index) => bytes[at + index] === octet)) return at
  }
  throw new Error('pattern not found')
}
