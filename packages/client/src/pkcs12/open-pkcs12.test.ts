import { createHmac, pbkdf2Sync } from 'node:crypto'
import * as asn1js from 'asn1js'
import { createSandboxPki, type IssuedCertificate } from '@chopmark/test-pki'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadKeys } from './load-keys.js'
import { inspectPkcs12, openPkcs12 } from './open-pkcs12.js'

let issued: IssuedCertificate
let modern: Uint8Array
let legacy: Uint8Array

beforeAll(async () => {
  const pki = await createSandboxPki()
  issued = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
  modern = issued.toPkcs12({ pin: '密碼 123', form: 'modern', iterations: 1000 }).bytes
  legacy = issued.toPkcs12({ pin: '密碼 123', form: 'legacy', iterations: 1000 }).bytes
})

function parts(bytes: Uint8Array): readonly asn1js.BaseBlock[] {
  const { result } = asn1js.fromBER(Uint8Array.from(bytes))
  if (!(result instanceof asn1js.Sequence)) throw new Error('no SEQUENCE')
  return result.valueBlock.value
}

/** The PFX of test-pki under another MAC, made with asn1js and node:crypto. */
function withMac(pfx: Uint8Array, macData: asn1js.Sequence | undefined): Uint8Array {
  const [version, authSafe] = parts(pfx)
  const value = [version, authSafe, macData].filter((part) => part !== undefined)
  return new Uint8Array(new asn1js.Sequence({ value }).toBER())
}

function authenticatedSafe(pfx: Uint8Array): Uint8Array {
  const authSafe = parts(pfx)[1] as asn1js.Sequence
  const content = authSafe.valueBlock.value[1] as asn1js.Constructed
  return new Uint8Array((content.valueBlock.value[0] as asn1js.OctetString).getValue())
}

const oid = (value: string): asn1js.ObjectIdentifier => new asn1js.ObjectIdentifier({ value })
const sequence = (...value: asn1js.BaseBlock[]): asn1js.Sequence => new asn1js.Sequence({ value })
const octets = (valueHex: Uint8Array): asn1js.OctetString =>
  new asn1js.OctetString({ valueHex: Uint8Array.from(valueHex).buffer })

/** RFC 9579: PBKDF2 with HMAC-SHA-256 around HMAC-SHA-512. */
function pbmac1(pfx: Uint8Array, pin: string, keyLength = 64): Uint8Array {
  const salt = new Uint8Array(16).fill(9)
  const key = pbkdf2Sync(Buffer.from(pin, 'utf8'), salt, 2048, keyLength, 'sha256')
  const mac = createHmac('sha512', key).update(authenticatedSafe(pfx)).digest()
  const kdf = sequence(
    oid('1.2.840.113549.1.5.12'),
    sequence(
      octets(salt),
      new asn1js.Integer({ value: 2048 }),
      new asn1js.Integer({ value: keyLength }),
      sequence(oid('1.2.840.113549.2.9'), new asn1js.Null()),
    ),
  )
  const hmac = sequence(oid('1.2.840.113549.2.11'), new asn1js.Null())
  return withMac(
    pfx,
    sequence(
      sequence(sequence(oid('1.2.840.113549.1.5.14'), sequence(kdf, hmac)), octets(mac)),
      octets(new TextEncoder().encode('NOT USED')),
      new asn1js.Integer({ value: 1 }),
    ),
  )
}

describe('openPkcs12', () => {
  it.each([
    ['modern', () => modern],
    ['legacy', () => legacy],
  ])('opens a %s file with a PIN of any script, and only with that', async (_, file) => {
    const opened = await openPkcs12(file(), '密碼 123')
    expect(opened).toMatchObject({ ok: true, value: { privateKeys: [{}] } })
    expect(await openPkcs12(file(), '密碼 124')).toEqual({ ok: false, code: 'WRONG_PIN' })
    expect(await openPkcs12(file(), '')).toEqual({ ok: false, code: 'WRONG_PIN' })
  })

  it('opens the empty PIN in both of its forms', async () => {
    const { bytes } = issued.toPkcs12({ pin: '', form: 'legacy', iterations: 1 })
    expect(await openPkcs12(bytes, '')).toMatchObject({ ok: true })
  })

  it('opens a PBMAC1 file, with the PIN in UTF-8', async () => {
    expect(await openPkcs12(pbmac1(modern, '密碼 123'), '密碼 123')).toMatchObject({ ok: true })
    expect(await openPkcs12(pbmac1(modern, '密碼 124'), '密碼 123')).toEqual({
      ok: false,
      code: 'WRONG_PIN',
    })
  })

  it('refuses a PBMAC1 key shorter than 20 octets', () => {
    expect(inspectPkcs12(pbmac1(modern, 'x', 19))).toEqual({ ok: false, code: 'P12_DAMAGED' })
    expect(inspectPkcs12(pbmac1(modern, 'x', 20))).toEqual({ ok: true })
  })

  it('refuses a file without a MAC', async () => {
    expect(await openPkcs12(withMac(modern, undefined), '密碼 123')).toEqual({
      ok: false,
      code: 'P12_UNSUPPORTED',
      what: 'no MAC',
    })
  })

  it('opens BER: indefinite lengths, strings in pieces', async () => {
    const inner = authenticatedSafe(modern)
    const piece = (from: number, to?: number): asn1js.OctetString => octets(inner.slice(from, to))
    const inPieces = new asn1js.OctetString({
      idBlock: { isConstructed: true },
      isConstructed: true,
      isIndefiniteForm: true,
      value: [piece(0, 100), piece(100)],
    })
    const [version, , mac] = parts(modern)
    const content = new asn1js.Constructed({
      idBlock: { tagClass: 3, tagNumber: 0 },
      isIndefiniteForm: true,
      value: [inPieces],
    })
    const ber = new asn1js.Sequence({
      isIndefiniteForm: true,
      value: [
        version as asn1js.BaseBlock,
        sequence(oid('1.2.840.113549.1.7.1'), content),
        mac as asn1js.BaseBlock,
      ],
    })
    const bytes = new Uint8Array(ber.toBER())
    expect(bytes[1]).toBe(0x80)
    expect(await openPkcs12(bytes, '密碼 123')).toMatchObject({ ok: true })
  })

  it('refuses ten million rounds and one before it asks for a PIN, in no time', () => {
    const mac = (rounds: number): Uint8Array =>
      withMac(
        modern,
        sequence(
          sequence(sequence(oid('1.3.14.3.2.26'), new asn1js.Null()), octets(new Uint8Array(20))),
          octets(new Uint8Array(8)),
          new asn1js.Integer({ value: rounds }),
        ),
      )
    const start = performance.now()
    // The two encrypted parts ask for 1,000 rounds each.
    expect(inspectPkcs12(mac(9_998_000))).toEqual({ ok: true })
    expect(inspectPkcs12(mac(9_998_001))).toEqual({ ok: false, code: 'P12_TOO_EXPENSIVE' })
    expect(inspectPkcs12(mac(0x7fff_ffff))).toEqual({ ok: false, code: 'P12_TOO_EXPENSIVE' })
    expect(performance.now() - start).toBeLessThan(500)
  })

  it('refuses more than one mebibyte, and what is no PFX', async () => {
    expect(inspectPkcs12(new Uint8Array(0x10_0001))).toEqual({ ok: false, code: 'P12_TOO_LARGE' })
    expect(await openPkcs12(issued.certificate, 'x')).toEqual({ ok: false, code: 'NOT_A_P12' })
    expect(await openPkcs12(new Uint8Array(), 'x')).toEqual({ ok: false, code: 'NOT_A_P12' })
  })

  it('reports progress up to the whole', async () => {
    const shares: number[] = []
    const many = issued.toPkcs12({ pin: '1', form: 'legacy', iterations: 40_000 }).bytes
    await openPkcs12(many, '1', { onProgress: (share) => shares.push(share) })
    expect(shares.length).toBeGreaterThan(3)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
  })

  it('answers any damage with a problem: never a throw, never a hang', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: legacy.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const damaged = legacy.slice()
          damaged[at] = (damaged[at] ?? 0) ^ change
          const { ok } = inspectPkcs12(damaged)
          // What looks affordable is opened too; one octet can ask for up to 16 times the rounds.
          if (ok) expect(typeof (await openPkcs12(damaged, '密碼 123')).ok).toBe('boolean')
        },
      ),
      { numRuns: 150 },
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !inspectPkcs12(bytes).ok))
  })
})

describe('loadKeys', () => {
  it('gives a key that cannot leave, with its certificate and chain, and wipes the octets', async () => {
    const opened = await openPkcs12(modern, '密碼 123')
    if (!opened.ok) throw new Error(opened.code)
    const loaded = await loadKeys(opened.value, 'SHA-256')
    expect(loaded).toMatchObject({
      ok: true,
      value: [{ certificate: issued.certificate, chain: issued.chain.slice(0, 1) }],
    })
    const key = loaded.ok ? loaded.value[0]?.key : undefined
    expect(key).toMatchObject({ extractable: false, usages: ['sign'], type: 'private' })
    expect(opened.value.privateKeys[0]?.pkcs8.every((octet) => octet === 0)).toBe(true)
  })

  it('has no key when the only certificate belongs to another key', async () => {
    const opened = await openPkcs12(modern, '密碼 123')
    if (!opened.ok) throw new Error(opened.code)
    const certificates = opened.value.certificates.slice(1)
    expect(await loadKeys({ ...opened.value, certificates }, 'SHA-256')).toEqual({
      ok: false,
      code: 'P12_NO_KEY',
    })
  })

  it('gives up at the 257th pair of key and certificate', async () => {
    const opened = await openPkcs12(modern, '密碼 123')
    if (!opened.ok) throw new Error(opened.code)
    const [privateKey] = opened.value.privateKeys
    const [, issuer] = opened.value.certificates
    if (privateKey === undefined || issuer === undefined) throw new Error('not the file expected')
    const of = (pairs: number): Parameters<typeof loadKeys>[0] => ({
      privateKeys: [{ pkcs8: privateKey.pkcs8.slice() }],
      certificates: new Array<typeof issuer>(pairs).fill(issuer),
    })
    expect(await loadKeys(of(256), 'SHA-256')).toEqual({ ok: false, code: 'P12_NO_KEY' })
    expect(await loadKeys(of(257), 'SHA-256')).toEqual({ ok: false, code: 'P12_DAMAGED' })
  })
})
