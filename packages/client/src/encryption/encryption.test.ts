import { X509Certificate } from 'node:crypto'
import { type Instant, instant, parsing, Tag } from '@chopmark/core'
import { createSandboxPki, type IssuedCertificate, type SandboxPki } from '@chopmark/test-pki'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { decryptWith } from './decrypt-with.js'
import { encryptFor } from './encrypt-for.js'
import { inspectEnveloped } from './inspect-enveloped.js'
import { maxAttempts, maxContentBytes, maxMessageBytes } from './limits.js'

// Every certificate comes with a fresh key, and RSA keys take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const now = instant('2026-11-24T06:00:00Z')
const content = new TextEncoder().encode('保密文件')
const cannot = { ok: false, code: 'CANNOT_DECRYPT' }
let pki: SandboxPki
let rsa: IssuedCertificate
let ec: IssuedCertificate
let stranger: IssuedCertificate

beforeAll(async () => {
  pki = await createSandboxPki({ clock: () => new Date(now) })
  rsa = await pki.issue('e-cert-encipherment', { name: 'REGISTRY' })
  ec = await pki.issue('e-cert-encipherment', { keyAlgorithm: 'P-256', keyUsage: ['keyAgreement'] })
  stranger = await pki.issue('e-cert-encipherment', { name: 'SOMEBODY ELSE' })
})

async function encrypted(
  recipients: readonly IssuedCertificate[],
  form: 'authenticated' | 'cbc' = 'authenticated',
): Promise<Uint8Array> {
  const certificates = recipients.map(({ certificate }) => certificate)
  const message = await encryptFor({ content, recipients: certificates, at: now, form })
  if (!message.ok) throw new Error(message.code)
  return message.value
}

const fileOf = (one: IssuedCertificate, form: 'legacy' | 'modern' = 'modern') => {
  const { bytes, pin } = one.toPkcs12({ form, iterations: 1000 })
  return { kind: 'pkcs12', file: bytes, pin } as const
}

const pairOf = ({ key, certificate }: IssuedCertificate) => {
  const pkcs8 = new Uint8Array(key.privateKey.export({ type: 'pkcs8', format: 'der' }))
  return { kind: 'pkcs8', pkcs8, certificate } as const
}

describe('encryptFor and decryptWith', () => {
  it.each(['legacy', 'modern'] as const)('open with an e-Cert file, %s', async (form) => {
    for (const as of ['authenticated', 'cbc'] as const) {
      const message = await encrypted([rsa, ec], as)
      for (const one of [rsa, ec]) {
        const opened = await decryptWith({ message, key: fileOf(one, form) })
        expect(opened).toEqual({
          ok: true,
          value: {
            content,
            contentType: '1.2.840.113549.1.7.1',
            authenticated: as === 'authenticated',
          },
        })
      }
      expect(await decryptWith({ message, key: fileOf(stranger, form) })).toEqual(cannot)
      const wrongPin = { ...fileOf(rsa, form), pin: 'another' }
      expect(await decryptWith({ message, key: wrongPin })).toEqual({
        ok: false,
        code: 'WRONG_PIN',
      })
    }
  })

  it('open with keys of WebCrypto that cannot be exported', async () => {
    const message = await encrypted([rsa, ec])
    const oaep = { name: 'RSA-OAEP', hash: 'SHA-256' }
    const ecdh = { name: 'ECDH', namedCurve: 'P-256' }
    const { subtle } = globalThis.crypto
    const keys = [
      [await subtle.importKey('pkcs8', pairOf(rsa).pkcs8, oaep, false, ['decrypt']), rsa] as const,
      [await subtle.importKey('pkcs8', pairOf(ec).pkcs8, ecdh, false, ['deriveBits']), ec] as const,
    ]
    for (const [key, { certificate }] of keys) {
      const opened = await decryptWith({ message, key: { kind: 'crypto-key', key, certificate } })
      expect(opened).toMatchObject({ ok: true, value: { content } })
    }
    const sha1 = { name: 'RSA-OAEP', hash: 'SHA-1' }
    const other = await subtle.importKey('pkcs8', pairOf(rsa).pkcs8, sha1, false, ['decrypt'])
    const { certificate } = rsa
    expect(
      await decryptWith({ message, key: { kind: 'crypto-key', key: other, certificate } }),
    ).toEqual({ ok: false, code: 'UNSUPPORTED_ALGORITHM', what: 'RSA-OAEP with SHA-256' })
    const signing = { name: 'ECDSA', namedCurve: 'P-256' }
    const key = await subtle.importKey('pkcs8', pairOf(ec).pkcs8, signing, false, ['sign'])
    await expect(
      decryptWith({ message, key: { kind: 'crypto-key', key, certificate } }),
    ).rejects.toMatchObject({ code: 'UNSUITABLE_KEY' })
  })

  it('never give the same octets twice', async () => {
    expect(await encrypted([rsa])).not.toEqual(await encrypted([rsa]))
  })

  it('tell for whom a message is, without a key', async () => {
    const summary = inspectEnveloped(await encrypted([rsa, ec]))
    if (!summary.ok) throw new Error(summary.code)
    expect(summary.value).toMatchObject({
      authenticated: true,
      contentAlgorithm: '2.16.840.1.101.3.4.1.46',
    })
    expect(summary.value.recipients.map(({ kind }) => kind).sort()).toEqual([
      'key-agreement',
      'key-transport',
    ])
    expect(inspectEnveloped(content)).toEqual({ ok: false, code: 'NOT_ENVELOPED' })
  })

  it('refuse EnvelopedData to who wants proof that it was not changed', async () => {
    const key = pairOf(rsa)
    const old = await encrypted([rsa], 'cbc')
    expect(await decryptWith({ message: old, key, requireAuthenticated: true })).toEqual({
      ok: false,
      code: 'NOT_AUTHENTICATED',
    })
    const message = await encrypted([rsa])
    expect(await decryptWith({ message, key, requireAuthenticated: true })).toMatchObject({
      ok: true,
    })
  })

  it('hear a cancel', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    const recipients = [rsa.certificate]
    await expect(encryptFor({ content, recipients, at: now, signal })).rejects.toThrow('enough')
    const message = await encrypted([rsa])
    await expect(decryptWith({ message, key: pairOf(rsa), signal })).rejects.toThrow('enough')
  })

  it('leave what they were given as it was', async () => {
    const message = await encrypted([rsa])
    const key = pairOf(rsa)
    const copies = [message.slice(), key.pkcs8.slice(), content.slice()]
    await decryptWith({ message, key })
    expect([message, key.pkcs8, content]).toEqual(copies)
  })
})

describe('encryptFor looks at the recipients', () => {
  const codeFor = async (recipients: readonly Uint8Array[], at: Instant = now) => {
    const message = await encryptFor({ content, recipients, at })
    return message.ok ? 'encrypted' : [message.code, message.recipient]
  }
  const issue = async (request: Parameters<SandboxPki['issue']>[1]): Promise<Uint8Array> =>
    (await pki.issue('e-cert-encipherment', request)).certificate

  it('key usage: keyEncipherment for RSA, keyAgreement for EC', async () => {
    const good = rsa.certificate
    const rsaFor = (keyUsage: ('digitalSignature' | 'keyEncipherment' | 'keyAgreement')[]) =>
      issue({ keyUsage })
    expect(await codeFor([await rsaFor(['keyEncipherment'])])).toBe('encrypted')
    expect(await codeFor([good, await rsaFor(['digitalSignature'])])).toEqual([
      'RECIPIENT_KEY_USAGE',
      1,
    ])
    expect(await codeFor([await rsaFor(['keyAgreement'])])).toEqual(['RECIPIENT_KEY_USAGE', 0])
    const curve = { keyAlgorithm: 'P-256' } as const
    expect(await codeFor([await issue({ ...curve, keyUsage: ['keyAgreement'] })])).toBe('encrypted')
    expect(await codeFor([await issue({ ...curve, keyUsage: ['keyEncipherment'] })])).toEqual([
      'RECIPIENT_KEY_USAGE',
      0,
    ])
    const bank = await pki.issue('bank-cert')
    expect(await codeFor([bank.certificate])).toEqual(['RECIPIENT_KEY_USAGE', 0])
    const without = await issue({
      extensions: (standard) => standard.filter(({ oid }) => oid !== '2.5.29.15'),
    })
    expect(await codeFor([without])).toBe('encrypted')
  })

  it('time, to the second and with both ends inside', async () => {
    const certificate = await issue({
      notBefore: new Date('2026-11-24T05:00:00Z'),
      notAfter: new Date('2026-11-24T07:00:00Z'),
    })
    const at = (iso: string) => codeFor([certificate], instant(iso))
    expect(await at('2026-11-24T04:59:59.999Z')).toEqual(['RECIPIENT_NOT_YET_VALID', 0])
    expect(await at('2026-11-24T05:00:00Z')).toBe('encrypted')
    expect(await at('2026-11-24T07:00:00Z')).toBe('encrypted')
    expect(await at('2026-11-24T07:00:00.001Z')).toEqual(['RECIPIENT_EXPIRED', 0])
  })

  it('kind and length of the key, and form', async () => {
    const ed25519 = await issue({ keyAlgorithm: 'Ed25519' })
    expect(await codeFor([ed25519])).toEqual(['RECIPIENT_KEY_UNSUPPORTED', 0])
    const short = await issue({ keyAlgorithm: 'RSA-1024' })
    expect(await codeFor([short])).toEqual(['RECIPIENT_KEY_WEAK', 0])
    expect(await codeFor([content])).toEqual(['RECIPIENT_MALFORMED', 0])
    expect(await codeFor([rsa.certificate, rsa.certificate])).toEqual(['RECIPIENT_TWICE', 1])
  })

  it('a point that is not on its curve', async () => {
    const broken = ec.certificate.slice()
    const { publicKey } = new X509Certificate(broken)
    const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-64)
    const at = Buffer.from(broken).indexOf(point)
    broken[at + 63] = (broken[at + 63] ?? 0) ^ 1
    expect(await codeFor([broken])).toEqual(['RECIPIENT_KEY_UNSUPPORTED', 0])
  })

  it('how many they are, and how much is encrypted', async () => {
    await expect(codeFor([])).rejects.toMatchObject({ code: 'NO_RECIPIENTS' })
    const many = Array.from({ length: 257 }, () => rsa.certificate)
    await expect(codeFor(many)).rejects.toMatchObject({ code: 'TOO_MANY_RECIPIENTS' })
    const large = { size: maxContentBytes + 1 } as Blob
    const recipients = [rsa.certificate]
    expect(await encryptFor({ content: large, recipients, at: now })).toEqual({
      ok: false,
      code: 'CONTENT_TOO_LARGE',
    })
  })
})

describe('decryptWith and hostile messages', () => {
  it('refuses every changed octet of an authenticated message, without a word about where', async () => {
    const message = await encrypted([ec])
    const key = pairOf(ec)
    for (let at = 0; at < message.length; at++) {
      const changed = message.slice()
      changed[at] = (changed[at] ?? 0) ^ 0x01
      const opened = await decryptWith({ message: changed, key })
      // The version numbers and the name of the inner type are not under the tag, and say nothing that is relied on.
      if (opened.ok) expect(opened.value.content).toEqual(content)
      else
        expect(opened.code).toMatch(
          /^(?:NOT_ENVELOPED|MESSAGE_DAMAGED|UNSUPPORTED_ALGORITHM|CANNOT_DECRYPT)$/,
        )
    }
  })

  it('gives one answer for padding, tag, key and length', async () => {
    for (const form of ['authenticated', 'cbc'] as const) {
      const long = await encryptFor({
        content: new Uint8Array(1000),
        recipients: [rsa.certificate],
        at: now,
        form,
      })
      const message = long.ok ? long.value : content
      const encryptedKey = Buffer.from(message).indexOf(Uint8Array.of(0x04, 0x82, 0x01, 0x00)) + 4
      // In the last block or tag, in the content, in the encrypted key.
      const backs = [
        1,
        16,
        40,
        900,
        message.length - encryptedKey,
        message.length - encryptedKey - 255,
      ]
      for (const back of backs) {
        const changed = message.slice()
        changed[message.length - back] = (changed[message.length - back] ?? 0) ^ 0x80
        const opened = await decryptWith({ message: changed, key: pairOf(rsa) })
        // CBC notices nothing of a change ahead of the last two blocks, which is why it says `authenticated: false`.
        if (form === 'cbc' && back > 32 && back < 1000) expect(opened.ok).toBe(true)
        else if (form === 'authenticated' || back <= 32) expect(opened).toEqual(cannot)
        // A wrong key gives right padding once in 256 times.
        else if (!opened.ok) expect(opened).toEqual(cannot)
      }
    }
  })

  it('tries a certificate named over and over only so often', async () => {
    let operations = 0
    const rsaPrivateOperation = (): Uint8Array => {
      operations++
      return new Uint8Array(256)
    }
    const message = repeatedRecipient(await encrypted([rsa], 'cbc'), 100)
    expect(inspectEnveloped(message)).toMatchObject({ ok: true })
    // A wrong key gives right padding once in 256 times, and then there is no next one.
    for (let ok = true; ok;) {
      operations = 0
      ;({ ok } = await decryptWith({ message, key: pairOf(rsa), rsaPrivateOperation }))
    }
    expect(operations).toBe(maxAttempts)
  })

  it('refuses messages that are too large unread', async () => {
    const message = new Uint8Array(maxMessageBytes + 1)
    expect(await decryptWith({ message, key: { kind: 'password', password: '' } })).toEqual({
      ok: false,
      code: 'MESSAGE_TOO_LARGE',
    })
  })

  it('never throws, whatever the octets (property)', async () => {
    const messages = [await encrypted([rsa, ec]), await encrypted([rsa, ec], 'cbc')]
    const key = pairOf(ec)
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 })
    const changed = fc
      .tuple(fc.constantFrom(...messages), changes, fc.nat())
      .map(([message, list, cut]) => {
        const copy = message.slice(0, cut % 4 === 0 ? cut % message.length : message.length)
        for (const [at, octet] of list) if (copy.length > 0) copy[at % copy.length] = octet
        return copy
      })
    const any = fc.oneof(fc.uint8Array({ maxLength: 200 }), changed)
    await fc.assert(
      fc.asyncProperty(any, async (message) => {
        const opened = await decryptWith({ message, key })
        expect(typeof opened.ok).toBe('boolean')
        expect(typeof inspectEnveloped(message).ok).toBe('boolean')
      }),
      { numRuns: 400 },
    )
    const certificates = fc.uint8Array({ maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(certificates, async (certificate) => {
        const [message = certificate] = messages
        expect(
          await decryptWith({ message, key: { kind: 'pkcs8', pkcs8: certificate, certificate } }),
        ).toEqual(cannot)
      }),
      { numRuns: 50 },
    )
  })
})

/** The one KeyTransRecipientInfo so many times, under RSA v1.5. */
function repeatedRecipient(message: Uint8Array, count: number): Uint8Array {
  const values = readTree(message)
  const info = values.recipient
  const v15 = tlv(0x30, Buffer.from('06092a864886f70d0101010500', 'hex'))
  const one = tlv(0x30, Buffer.concat([info.version, info.id, v15, info.key]))
  const set = tlv(0x31, Buffer.concat(Array.from({ length: count }, () => one)))
  const data = tlv(0x30, Buffer.concat([values.version, set, values.content]))
  return tlv(0x30, Buffer.concat([values.type, tlv(0xa0, data)]))
}

function readTree(message: Uint8Array) {
  const parsed = parsing(message, (reader) => {
    const info = reader.enter(Tag.sequence)
    const type = info.next(Tag.objectIdentifier).raw()
    const data = info.enter(0xa0).enter(Tag.sequence)
    const version = data.next(Tag.integer).raw()
    const recipient = data.enter(Tag.set).enter(Tag.sequence)
    const content = data.next(Tag.sequence).raw()
    const fields = [0, 1, 2, 3].map(() => (recipient.any(), Buffer.from(recipient.raw())))
    const [first, id, , key] = fields as [Buffer, Buffer, Buffer, Buffer]
    return { type, version, content, recipient: { version: first, id, key } }
  })
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.value
}

function tlv(tag: number, contents: Uint8Array): Buffer {
  const { length } = contents
  const header =
    length < 0x80 ? [tag, length] : [tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]
  const minimal =
    length < 0x80 || length > 0xffff
      ? header
      : length > 0xff
        ? [tag, 0x82, length >> 8, length & 0xff]
        : [tag, 0x81, length]
  return Buffer.concat([Uint8Array.from(minimal), contents])
}
