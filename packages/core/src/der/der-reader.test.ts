import * as asn1js from 'asn1js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParseReason } from '../result.js'
import type { DerReader } from './der-reader.js'
import { der, hexOf } from './der.test-support.js'
import { parsing } from './parsing.js'
import { Tag } from './tag.js'

type Read = (reader: DerReader) => unknown

const integer: Read = (reader) => reader.integer()
const any: Read = (reader) => reader.any()
const opaque: Read = (reader) => reader.opaque()
const oid: Read = (reader) => reader.objectIdentifier()
const bits: Read = (reader) => reader.namedBits(9)

/** What is refused, why, and where. */
const refused: readonly (readonly [
  what: string,
  reason: ParseReason,
  offset: number,
  bytes: string,
  read: Read,
])[] = [
  ['contents beyond the end', 'TRUNCATED', 0, '02 05 01', integer],
  ['no length octet', 'TRUNCATED', 0, '02', integer],
  ['length octets cut off', 'TRUNCATED', 0, '04 82 01', any],
  ['a long tag cut off', 'TRUNCATED', 0, '1f 81', any],
  ['nothing where anything must be', 'TRUNCATED', 0, '', any],
  ['a value behind the value', 'TRAILING_BYTES', 3, '02 01 05 05 00', integer],
  ['another type', 'UNEXPECTED_TAG', 0, '04 01 05', integer],
  [
    'another long tag with the same first octet',
    'UNEXPECTED_TAG',
    0,
    '3f 1f 00',
    (r) => r.next(0x203f),
  ],
  ['end-of-contents octets', 'UNEXPECTED_TAG', 0, '00 00', any],
  ['a primitive SEQUENCE', 'UNEXPECTED_TAG', 0, '10 00', opaque],
  ['tag 30 in the long form', 'NON_MINIMAL_TAG', 0, '1f 1e 00', any],
  ['a long tag that begins with zero', 'NON_MINIMAL_TAG', 0, '1f 80 1f 00', any],
  ['a short length in the long form', 'NON_MINIMAL_LENGTH', 0, '02 81 01 05', integer],
  ['a length with a leading zero', 'NON_MINIMAL_LENGTH', 0, `04 82 00 80 ${'00'.repeat(128)}`, any],
  ['an indefinite length', 'INDEFINITE_LENGTH', 0, '30 80 00 00', any],
  ['an OCTET STRING in pieces', 'CONSTRUCTED_STRING', 0, '24{ 04{05} }', (r) => r.octetString()],
  ['a string in pieces inside', 'CONSTRUCTED_STRING', 2, '30{ 2c{ 0c{"a"} } }', opaque],
  ['a BOOLEAN of 1', 'BAD_BOOLEAN', 0, '01 01 01', (r) => r.boolean()],
  ['an empty BOOLEAN', 'BAD_BOOLEAN', 0, '01 00', (r) => r.boolean()],
  ['a BOOLEAN of two octets', 'BAD_BOOLEAN', 0, '01 02 ff ff', opaque],
  ['an empty INTEGER', 'BAD_INTEGER', 0, '02 00', integer],
  ['an INTEGER with a zero too many', 'BAD_INTEGER', 0, '02 02 00 7f', integer],
  ['an INTEGER with a sign octet too many', 'BAD_INTEGER', 0, '02 02 ff 80', integer],
  ['a padded ENUMERATED inside', 'BAD_INTEGER', 2, '30{ 0a{00 01} }', opaque],
  ['an empty BIT STRING', 'BAD_BIT_STRING', 0, '03 00', bits],
  ['eight unused bits', 'BAD_BIT_STRING', 0, '03 02 08 00', bits],
  ['unused bits of nothing', 'BAD_BIT_STRING', 0, '03 01 01', bits],
  ['named bits with a trailing zero bit', 'BAD_BIT_STRING', 0, '03 02 06 80', bits],
  ['named bits with a trailing zero octet', 'BAD_BIT_STRING', 0, '03 03 00 01 00', bits],
  ['padding that is not zero', 'BAD_BIT_STRING', 0, '03 02 07 81', bits],
  ['a key of 7 bits', 'BAD_BIT_STRING', 0, '03 02 01 80', (r) => r.bitStringOctets()],
  ['padding that is not zero, unread', 'BAD_BIT_STRING', 0, '03 02 07 81', opaque],
  ['an empty OBJECT IDENTIFIER', 'BAD_OBJECT_IDENTIFIER', 0, '06 00', oid],
  ['an arc with a leading zero', 'BAD_OBJECT_IDENTIFIER', 0, '06 03 2a 80 01', oid],
  ['an arc cut off', 'BAD_OBJECT_IDENTIFIER', 0, '06 02 2a 81', oid],
  ['an endless OBJECT IDENTIFIER', 'BAD_OBJECT_IDENTIFIER', 0, `06{ ${'01'.repeat(129)} }`, oid],
  ['a DEFAULT that is written', 'DEFAULT_ENCODED', 0, '01 01 00', (r) => r.optionalTrue()],
  ['nothing where a type must be', 'MISSING_FIELD', 0, '', integer],
  ['a NULL with contents', 'BAD_VALUE', 0, '05 01 00', (r) => r.null()],
  ['a negative count', 'BAD_VALUE', 0, '02 01 ff', (r) => r.smallInteger(9)],
  ['a count past its greatest', 'BAD_VALUE', 0, '02 01 0a', (r) => r.smallInteger(9)],
  ['a count of 128 bits', 'BAD_VALUE', 0, `02{ 01 ${'00'.repeat(15)} }`, (r) => r.smallInteger(9)],
  ['more bits than have names', 'TOO_LARGE', 0, '03 03 06 00 40', bits],
  ['65 layers', 'TOO_DEEP', 132, nested(66), opaque],
  ['a length of five octets', 'TOO_LARGE', 0, '04 85 01 00 00 00 00', any],
  ['a length of a gibibyte', 'TOO_LARGE', 0, '04 84 40 00 00 00', any],
  ['a tag of a million', 'TOO_LARGE', 0, '1f ff ff 7f 00', any],
]

function nested(layers: number): string {
  return `${'30{'.repeat(layers)}${'}'.repeat(layers)}`
}

describe('DerReader refuses', () => {
  it.each(refused)('%s: %s at %i', (_what, reason, offset, bytes, read) => {
    expect(parsing(der(bytes), read)).toEqual({
      ok: false,
      problem: 'FORMAT_FAILURE',
      reason,
      offset,
    })
  })

  it('more octets than the parser takes', () => {
    expect(parsing(der('05 00'), (reader) => reader.null(), 1)).toMatchObject({
      reason: 'TOO_LARGE',
    })
  })

  it('counts offsets from the start of the view, not of its buffer', () => {
    const view = der('ff ff 30{ 02{00 01} }').subarray(2)
    expect(parsing(view, (reader) => reader.enter(Tag.sequence).integer())).toMatchObject({
      reason: 'BAD_INTEGER',
      offset: 2,
    })
  })
})

describe('DerReader reads', () => {
  it.each([
    ['06 03 2a 03 04', '1.2.3.4'],
    ['06 01 27', '0.39'],
    ['06 01 50', '2.0'],
    ['06 03 88 37 03', '2.999.3'],
    ['06 03 55 04 03', '2.5.4.3'],
    ['06 03 55 83 07', '2.5.391'],
    ['06 06 60 84 80 80 80 01', '2.16.1073741825'],
    ['06 0b 2a 83 ff ff ff ff ff ff ff ff 7f', '1.2.36893488147419103231'],
  ])('the OBJECT IDENTIFIER %s', (bytes, dotted) => {
    expect(parsing(der(bytes), oid)).toEqual({ ok: true, value: dotted })
  })

  it.each([
    ['03 01 00', []],
    ['03 02 07 80', [0]],
    ['03 02 01 06', [5, 6]],
    ['03 03 07 00 80', [8]],
  ])('the named bits %s', (bytes, set) => {
    expect(parsing(der(bytes), bits)).toEqual({ ok: true, value: set })
  })

  it('optional values, and leaves alone what is not there', () => {
    const read = parsing(der('a1{ 05 00 } 3f 21 00'), (reader) => [
      reader.optional(0xa0),
      reader.optional(0xa1),
      reader.optional(0x3f + 0x20 * 256),
      reader.pos,
      reader.optional(0x3f + 0x21 * 256),
      reader.atEnd,
    ])
    expect(read).toEqual({ ok: true, value: [false, true, false, 4, true, true] })
  })

  it('64 layers', () => {
    expect(parsing(der(nested(64)), opaque).ok).toBe(true)
  })

  it('views into the bytes it was given', () => {
    const bytes = der('30{ 04{ 01 02 03 } }')
    const read = parsing(bytes, (reader) => reader.enter(Tag.sequence).octetString())
    expect(read.ok && read.value.buffer).toBe(bytes.buffer)
    expect(read.ok && hexOf(read.value)).toBe('010203')
  })
})

describe('DerReader given a Buffer', () => {
  it('hands out plain views into the same memory', () => {
    const bytes = Buffer.from('ff300504030102ff', 'hex').subarray(1)
    const read = parsing(bytes.subarray(0, 6), (reader) => reader.enter(Tag.sequence).any())
    expect(read).toMatchObject({ reason: 'TRUNCATED' })
    const whole = Buffer.from('04020102', 'hex')
    const value = parsing(whole, (reader) => reader.octetString())
    expect(value.ok && value.value.constructor).toBe(Uint8Array)
    expect(value.ok && value.value.buffer).toBe(whole.buffer)
  })
})

describe('DerReader beside asn1js', () => {
  it('reads INTEGERs, OBJECT IDENTIFIERs and lengths as asn1js writes them', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
        fc.uint8Array({ maxLength: 400 }),
        (number, arcs, octets) => {
          const dotted = `2.${arcs.join('.')}`
          const bytes = new Uint8Array(
            new asn1js.Sequence({
              value: [
                asn1js.Integer.fromBigInt(number),
                new asn1js.ObjectIdentifier({ value: dotted }),
                new asn1js.OctetString({ valueHex: octets }),
              ],
            }).toBER(),
          )
          const read = parsing(bytes, (reader) => {
            const fields = reader.enter(Tag.sequence)
            return [
              signed(fields.integer()),
              fields.objectIdentifier(),
              hexOf(fields.octetString()),
            ]
          })
          expect(read).toEqual({ ok: true, value: [number, dotted, hexOf(octets)] })
        },
      ),
    )
  })

  it('takes nothing that asn1js refuses, and ends where it ends', () => {
    let taken = 0
    fc.assert(
      fc.property(likelyDer, (bytes) => {
        const own = parsing(bytes, (reader) => {
          reader.opaque()
          reader.expectEnd()
          reader.pos = 0
          return hasUnassignedTag(reader)
        })
        if (!own.ok || own.value) return
        taken++
        const witness = asn1js.fromBER(bytes)
        expect(witness.offset).toBe(bytes.length)
      }),
      { numRuns: 1000 },
    )
    expect(taken).toBeGreaterThan(20)
  })

  it('answers any bytes with a value or a problem inside them', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), likelyDer), (bytes) => {
        for (const read of [opaque, oid, integer, bits]) {
          const answer = parsing(bytes, read)
          if (answer.ok) continue
          expect(answer.offset).toBeGreaterThanOrEqual(0)
          expect(answer.offset).toBeLessThanOrEqual(bytes.length)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

/** Universal tags that X.680 has not given a type, or whose contents asn1js looks into: the reader leaves them to its caller. */
function hasUnassignedTag(reader: DerReader): boolean {
  while (reader.hasMore()) {
    const tag = reader.any()
    const known: readonly number[] = [1, 2, 3, 4, 5, 6, 0x0c, 0x30, 0x31]
    if (tag < 0x40 && !known.includes(tag)) return true
    if ((tag & 0x20) !== 0 && hasUnassignedTag(reader.inner())) return true
  }
  return false
}

/** Values built as DER wants them, then perhaps one octet changed. */
const likelyDer: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4, depthSize: 'medium' },
        fc.constantFrom(
          '05{}',
          '01{ff}',
          '02{05}',
          '02{0080}',
          '06{2a0304}',
          '03{0780}',
          '0c{"x"}',
        ),
        fc.uint8Array({ maxLength: 140 }).map((octets) => `04{${hexOf(octets)}}`),
        fc
          .tuple(fc.constantFrom('30', '31', 'a0', 'a3'), fc.array(tie('value'), { maxLength: 4 }))
          .map(([tag, values]) => `${tag}{${values.join('')}}`),
      ),
    })).value,
    fc.option(fc.tuple(fc.nat(), fc.nat(255))),
  )
  .map(([notation, change]) => {
    const bytes = der(notation)
    if (change !== null) bytes[change[0] % bytes.length] = change[1]
    return bytes
  })

function signed(octets: Uint8Array): bigint {
  const magnitude = BigInt(`0x${hexOf(octets)}`)
  return (octets[0] as number) >= 0x80 ? magnitude - (1n << BigInt(8 * octets.length)) : magnitude
}
