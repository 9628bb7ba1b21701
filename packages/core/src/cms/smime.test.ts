import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractSmime } from './smime.js'

const octets = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

const opaque = [
  'MIME-Version: 1.0',
  'Content-Type: application/pkcs7-mime; smime-type=signed-data;',
  '\tname="smime.p7m"',
  'Content-Transfer-Encoding: base64',
  '',
  'MAMC',
  'AQE=',
  '',
]

const signed = [
  'Content-Type: multipart/signed; protocol="application/pkcs7-signature";',
  ' micalg=sha-256; boundary="a (b)"',
  '',
  'preamble',
  '--a (b)',
  'Content-Type: text/plain',
  '',
  'first',
  '',
  '--a (b) no delimiter',
  '--a (b)',
  'Content-Type: application/pkcs7-signature',
  'Content-Transfer-Encoding: BASE64',
  '',
  'MAMCAQE=',
  '--a (b)--',
  'epilogue',
]

const content = 'Content-Type: text/plain\r\n\r\nfirst\r\n\r\n--a (b) no delimiter'
const cms = Uint8Array.of(0x30, 3, 2, 1, 1)

describe('extractSmime', () => {
  it.each(['\n', '\r\n'])('takes both forms apart, lines ended by %j', (end) => {
    expect(extractSmime(octets(opaque.join(end)))).toEqual({ ok: true, value: { cms } })
    const result = extractSmime(octets(signed.join(end)))
    expect(result).toMatchObject({ ok: true, value: { cms } })
    if (result.ok) expect(text(result.value.content)).toBe(content)
  })

  it('has an empty first part sign nothing but its own lines', () => {
    const lines = [
      'Content-Type: multipart/signed; boundary=b',
      '',
      '--b',
      '',
      '--b',
      ...signed.slice(11, 15),
      '--b--',
    ]
    const result = extractSmime(octets(lines.join('\n')))
    expect(result).toMatchObject({ ok: true, value: { cms, content: new Uint8Array() } })
  })

  const without = (lines: readonly string[], line: string): string[] =>
    lines.filter((each) => each !== line)

  it.each([
    ['no boundary', signed.map((line) => line.replace(/; boundary.*/, '')), 'MISSING_FIELD'],
    ['no end', without(signed, '--a (b)--'), 'TRUNCATED'],
    ['one part', [...signed.slice(0, 10), '--a (b)--'], 'MISSING_FIELD'],
    ['three parts', [...signed.slice(0, 15), ...signed.slice(10, 16)], 'TOO_MANY'],
    [
      'another signature type',
      signed.map((line) => line.replace('Type: application/', 'Type: image/')),
      'BAD_VALUE',
    ],
    ['no transfer encoding', without(opaque, 'Content-Transfer-Encoding: base64'), 'BAD_VALUE'],
    ['base64 that is none', opaque.map((line) => line.replace('MAMC', 'MA*C')), 'BAD_VALUE'],
    ['two content types', ['Content-Type: text/plain', ...opaque], 'DUPLICATE_FIELD'],
    [
      'two boundaries',
      signed.map((line) => line.replace('micalg', 'boundary=x; micalg')),
      'DUPLICATE_FIELD',
    ],
    ['a header that is none', ['From nobody', ...opaque], 'BAD_VALUE'],
    ['no body', opaque.slice(0, 4), 'TRUNCATED'],
    ['a header without end', ['X: y'.repeat(20_000), ...opaque], 'TOO_LARGE'],
    ['something else', ['Content-Type: text/plain', '', 'hello'], 'BAD_VALUE'],
  ])('refuses %s', (_name, lines, reason) => {
    expect(extractSmime(octets(lines.join('\n')))).toMatchObject({ ok: false, reason })
  })

  it('gives a value or a problem for any lines', () => {
    const line = fc.oneof(fc.constantFrom(...opaque, ...signed), fc.string())
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const bytes = octets(lines.join('\n'))
        const result = extractSmime(bytes)
        if (!result.ok) expect(result.offset).toBeLessThanOrEqual(bytes.length)
      }),
    )
  })
})
