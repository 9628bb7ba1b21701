import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { der, hexOf } from './der.test-support.js'
import { decodePem, readEncodedObjects, toDer } from './read-encoded-objects.js'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const objects = (bytes: Uint8Array): unknown => {
  const read = readEncodedObjects(bytes)
  return read.ok
    ? read.value.map((object) => [object.label, hexOf(object.bytes)])
    : `${read.reason} at ${read.offset}`
}
const pem = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----\n`

describe('readEncodedObjects', () => {
  const one = der('30{ 02{05} }')
  const two = der('30{ 04{ 01 02 } }')

  it('tells PEM, DER and bare base64 apart by content', () => {
    expect(objects(one)).toEqual([[undefined, hexOf(one)]])
    expect(objects(text(pem('CERTIFICATE', one)))).toEqual([['CERTIFICATE', hexOf(one)]])
    expect(objects(text(Buffer.from(two).toString('base64')))).toEqual([[undefined, hexOf(two)]])
  })

  it('finds several, with text around them', () => {
    const bundle = `# Root 1\r\n${pem('CERTIFICATE', one)}\nsubject=…\n${pem('X509 CRL', two)}`
    expect(objects(text(bundle))).toEqual([
      ['CERTIFICATE', hexOf(one)],
      ['X509 CRL', hexOf(two)],
    ])
    expect(objects(der('30{ 02{05} } 30{ 04{ 01 02 } }'))).toEqual([
      [undefined, hexOf(one)],
      [undefined, hexOf(two)],
    ])
  })

  it('leaves a damaged value whole, for its parser to say where', () => {
    for (const bytes of ['30{ 02{05} } ff', '30 05 02 01', '30 80 02 01 05 00 00']) {
      expect(objects(der(bytes))).toEqual([[undefined, hexOf(der(bytes))]])
    }
  })

  it.each([
    ['hello', 'NOT_ASN1 at 0'],
    ['', 'NOT_ASN1 at 0'],
    ['<!doctype html>', 'NOT_ASN1 at 0'],
    ['-----BEGIN A-----\nMAA=\n', 'TRUNCATED at 0'],
    ['-----BEGIN A-----\nMAA=\n-----END B-----\n', 'BAD_VALUE at 23'],
    ['-----BEGIN A-----\nMA*=\n-----END A-----\n', 'BAD_VALUE at 20'],
    ['-----BEGIN A-----\nMAA\n-----END A-----\n', 'BAD_VALUE at 22'],
    ['-----BEGIN A-----\nMAB=\n-----END A-----\n', 'BAD_VALUE at 23'],
    ['-----BEGIN A-----\nMA=A\n-----END A-----\n', 'BAD_VALUE at 21'],
    ['-----BEGIN a-----\nMAA=\n-----END a-----\n', 'BAD_VALUE at 0'],
    ['-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nMAA=\n-----END A-----\n', 'BAD_VALUE at 22'],
  ])('refuses %j: %s', (given, answer) => {
    expect(objects(text(given))).toBe(answer)
  })

  it('is bounded in blocks', () => {
    expect(objects(text(pem('A', one).repeat(10_001)))).toMatch(/^TOO_MANY/)
  })

  it('gives one object to those who want one', () => {
    expect(toDer(text(pem('CERTIFICATE', one)))).toEqual({ ok: true, value: one })
    expect(toDer(text(pem('A', one) + pem('A', two)))).toMatchObject({ reason: 'TRAILING_BYTES' })
    expect(toDer(text('x'))).toMatchObject({ reason: 'NOT_ASN1' })
  })

  it('decodes what the platform encoded, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodePem(pem('X', bytes))).toEqual({ ok: true, value: [{ label: 'X', bytes }] })
        readEncodedObjects(bytes)
      }),
    )
    expect(decodePem('no block')).toMatchObject({ reason: 'NOT_ASN1' })
  })

  it('takes linear time over dashes', () => {
    const started = performance.now()
    expect(objects(text('-----BEGIN '.repeat(200_000)))).toMatch(/^BAD_VALUE|^NOT_ASN1/)
    expect(objects(text('\n-----BEGIN A'.repeat(200_000)))).toMatch(/^BAD_VALUE|^NOT_ASN1/)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
