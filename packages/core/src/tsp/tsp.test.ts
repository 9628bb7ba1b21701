import * as pki from '@chopmark/test-pki'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { der, hexOf } from '../der/der.test-support.js'
import { UsageError } from '../errors.js'
import type { ParseReason } from '../result.js'
import { extensionOf } from '../x509/certificate.test-support.js'
import { parseTimeStampResponse } from './parse-time-stamp-response.js'
import { parseTstInfo } from './parse-tst-info.js'
import { nonceInteger, writeTimeStampRequest } from './write-time-stamp-request.js'

const time = '18{"20260331000000.25Z"}'
const imprint = `30{ 30{ 06{608648016503040201} 0500 } 04{ ${'ab'.repeat(32)} } }`

function info(parts: { version?: string; time?: string; rest?: string }): Uint8Array {
  const { version = '020101', rest = '' } = parts
  return der(`30{ ${version} 06{2a0304} ${imprint} 02{09} ${parts.time ?? time} ${rest} }`)
}

describe('parseTstInfo (RFC 3161 §2.4.2)', () => {
  it('gives every field', () => {
    const parsed = parseTstInfo(
      info({
        rest: `30{ 02{01} 80{02} 81{03} } 0101ff 02{07} a0{ 82{"tsa.hk"} } a1{ ${extensionOf('2a03', '0500')} }`,
      }),
    )
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        policy: '1.2.3.4',
        hashAlgorithm: { oid: '2.16.840.1.101.3.4.2.1' },
        genTime: Date.UTC(2026, 2, 31) + 250,
        accuracyMicros: 1_002_003,
        ordering: true,
        nonce: Uint8Array.of(7),
        tsa: { kind: 'dNSName', text: 'tsa.hk' },
        extensions: [{ oid: '1.2.3', critical: false }],
      },
    })
  })

  it('leaves absent what is absent', () => {
    const parsed = parseTstInfo(info({}))
    if (!parsed.ok) throw new Error(parsed.reason)
    expect(Object.keys(parsed.value).sort()).toEqual([
      'extensions',
      'genTime',
      'hashAlgorithm',
      'hashedMessage',
      'ordering',
      'policy',
      'raw',
      'serialNumber',
    ])
  })

  it.each<readonly [string, ParseReason, Parameters<typeof info>[0]]>([
    ['version 2', 'BAD_VERSION', { version: '020102' }],
    ['a fraction that ends in zero', 'BAD_TIME', { time: '18{"20260331000000.50Z"}' }],
    ['a UTCTime', 'UNEXPECTED_TAG', { time: '17{"260331000000Z"}' }],
    ['ordering FALSE written out', 'DEFAULT_ENCODED', { rest: '010100' }],
    ['0 milliseconds', 'BAD_VALUE', { rest: '30{ 80{00} }' }],
    ['1000 microseconds', 'BAD_VALUE', { rest: '30{ 81{03e8} }' }],
    ['a negative accuracy', 'BAD_VALUE', { rest: '30{ 02{ff} }' }],
    ['fields out of order', 'TRAILING_BYTES', { rest: '02{07} 0101ff' }],
    ['no extension in extensions', 'MISSING_FIELD', { rest: 'a1{}' }],
    [
      'an extension twice',
      'DUPLICATE_FIELD',
      { rest: `a1{ ${extensionOf('2a03', '')} ${extensionOf('2a03', '')} }` },
    ],
  ])('refuses %s: %s', (_what, reason, parts) => {
    expect(parseTstInfo(info(parts))).toMatchObject({ ok: false, reason })
  })

  it('gives a value or a problem for any octets', () => {
    const bytes = info({ rest: '30{ 02{01} } 02{07}' })
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, octet) => {
        const changed = bytes.slice()
        changed[at] = octet
        for (const parsed of [parseTstInfo(changed), parseTimeStampResponse(changed)]) {
          if (!parsed.ok) expect(parsed.offset).toBeLessThanOrEqual(changed.length)
        }
      }),
    )
  })
})

describe('parseTimeStampResponse', () => {
  const token = der('30{ 06{2a03} }')

  it('reads a granted and a refused answer', () => {
    expect(parseTimeStampResponse(pki.timestampResponse(token))).toEqual({
      ok: true,
      value: { status: 0, statusStrings: [], token },
    })
    expect(parseTimeStampResponse(pki.timestampRejection('請稍後再試', 25))).toEqual({
      ok: true,
      value: { status: 2, statusStrings: ['請稍後再試'], failureInfo: [25] },
    })
  })

  it('lets the token be BER, as CMS may be', () => {
    const parsed = parseTimeStampResponse(der('30 80 30{ 02{00} } 30 80 06{2a03} 00 00 00 00'))
    expect(parsed).toEqual({ ok: true, value: { status: 0, statusStrings: [], token } })
  })

  it.each<readonly [string, ParseReason]>([
    ['30{ 30{ 02{00} } }', 'MISSING_FIELD'],
    ['30{ 30{ 02{02} } 30{} }', 'BAD_VALUE'],
    ['30{ 30{ 02{06} } }', 'BAD_VALUE'],
    ['30{ 30{ 02{02} 30{} } }', 'MISSING_FIELD'],
    ['30{ 30{ 02{02} 30{ 0c{ff} } } }', 'BAD_STRING'],
    [`30{ 30{ 02{02} 30{ ${'0c{}'.repeat(101)} } } }`, 'TOO_MANY'],
    ['30{ 30{ 02{02} 03{0780} 0500 } }', 'TRAILING_BYTES'],
  ])('refuses %s: %s', (bytes, reason) => {
    expect(parseTimeStampResponse(der(bytes))).toMatchObject({ ok: false, reason })
  })
})

describe('writeTimeStampRequest (RFC 3161 §2.4.1)', () => {
  it('writes what test-pki writes', () => {
    const data = new TextEncoder().encode('content')
    for (const digest of ['SHA-256', 'SHA-384', 'SHA-512'] as const) {
      const hashedMessage = pki.digestOf(digest, data)
      const wanted = pki.messageImprint(data, digest)
      expect(
        hexOf(writeTimeStampRequest({ hashAlgorithm: digest, hashedMessage, certReq: true })),
      ).toBe(hexOf(pki.timestampRequest(wanted)))
      const nonce = Uint8Array.of(0, 0x80, 1)
      expect(
        hexOf(
          writeTimeStampRequest({ hashAlgorithm: digest, hashedMessage, certReq: false, nonce }),
        ),
      ).toBe(hexOf(pki.timestampRequest(wanted, 0x8001n, false)))
    }
  })

  it('asks for a policy where the request has its place', () => {
    const request = writeTimeStampRequest({
      hashAlgorithm: 'SHA-256',
      hashedMessage: new Uint8Array(32).fill(0xab),
      policy: '1.2.3.4',
      certReq: true,
    })
    expect(hexOf(request)).toBe(hexOf(der(`30{ 020101 ${imprint} 06{2a0304} 0101ff }`)))
  })

  it('takes no digest of another length', () => {
    expect(() =>
      writeTimeStampRequest({
        hashAlgorithm: 'SHA-256',
        hashedMessage: new Uint8Array(20),
        certReq: true,
      }),
    ).toThrow(UsageError)
  })

  it.each([
    ['00', '00'],
    ['0000', '00'],
    ['0001', '01'],
    ['80', '0080'],
    ['7fff', '7fff'],
    ['', '00'],
  ])('makes of the nonce %s the INTEGER %s', (octets, contents) => {
    expect(hexOf(nonceInteger(der(octets)))).toBe(contents)
  })
})
