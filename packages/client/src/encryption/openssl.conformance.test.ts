import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodePem, type Instant, toDer } from '@chopmark/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DecryptionKey, decryptWith } from './decrypt-with.js'
import { encryptFor } from './encrypt-for.js'

const withoutOpenssl = spawnSync('openssl', ['version']).status !== 0
const folder = withoutOpenssl ? '' : mkdtempSync(join(tmpdir(), 'chopmark-encryption-'))
const path = (name: string): string => join(folder, name)
/** A minute ahead: the certificates are made only after this line. */
const at = (Date.now() + 60_000) as Instant

function openssl(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`)
}

/** The first PEM block of a file. */
function pem(name: string): Uint8Array {
  const blocks = decodePem(readFileSync(path(name)))
  return (blocks.ok ? blocks.value[0]?.bytes : undefined) ?? new Uint8Array(0)
}

const rsaKeys = ['rsa2048', 'rsa3072']
const ecKeys = ['P-256', 'P-384', 'P-521']
const keyNames = [...rsaKeys, ...ecKeys]
const certificate = (name: string): Uint8Array => pem(`${name}.pem`)
const keyOf = (name: string): DecryptionKey => ({
  kind: 'pkcs8',
  pkcs8: pem(`${name}.key`),
  certificate: certificate(name),
})

const contents: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array(0)],
  ['one octet', Uint8Array.of(0)],
  ['a whole block', new Uint8Array(16).fill(16)],
  ['three megabytes', Uint8Array.from({ length: 3_000_001 }, (_, i) => (i * 7) % 251)],
]

describe.skipIf(withoutOpenssl)(
  'OpenSSL and this, each opening the other’s (needs openssl)',
  () => {
    beforeAll(() => {
      const common = ['-nodes', '-days', '30']
      for (const name of keyNames) {
        const key = rsaKeys.includes(name)
          ? ['-newkey', name.replace('rsa', 'rsa:')]
          : ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${name}`]
        const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`, '-subj', `/C=HK/CN=${name}`]
        openssl('req', '-x509', ...key, ...common, ...files)
      }
      for (const [name, content] of contents) writeFileSync(path(`${name}.txt`), content)
    })
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true })
    })

    describe('ours, opened by OpenSSL', () => {
      const cases = keyNames.flatMap((key) =>
        (['authenticated', 'cbc'] as const).map((form) => [key, form] as const),
      )
      it.each(cases)('to %s, %s', async (name, form) => {
        for (const [, content] of contents) {
          const encrypted = await encryptFor({ content, recipients: [certificate(name)], at, form })
          if (!encrypted.ok) throw new Error(encrypted.code)
          writeFileSync(path('ours.der'), encrypted.value)
          const files = ['-in', 'ours.der', '-inform', 'DER', '-out', 'opened', '-binary']
          openssl('cms', '-decrypt', ...files, '-inkey', `${name}.key`, '-recip', `${name}.pem`)
          expect(Buffer.compare(readFileSync(path('opened')), content)).toBe(0)
        }
      })

      it.each(['authenticated', 'cbc'] as const)(
        'to five at once, %s: each opens it',
        async (form) => {
          const content = new TextEncoder().encode('to all of you')
          const encrypted = await encryptFor({
            content: new Blob([content]),
            recipients: keyNames.map(certificate),
            at,
            form,
          })
          if (!encrypted.ok) throw new Error(encrypted.code)
          writeFileSync(path('ours.der'), encrypted.value)
          for (const name of keyNames) {
            const files = ['-in', 'ours.der', '-inform', 'DER', '-out', 'opened', '-binary']
            openssl('cms', '-decrypt', ...files, '-inkey', `${name}.key`, '-recip', `${name}.pem`)
            expect(Buffer.compare(readFileSync(path('opened')), content)).toBe(0)
            const opened = await decryptWith({ message: encrypted.value, key: keyOf(name) })
            expect(opened).toMatchObject({ ok: true, value: { content } })
          }
        },
      )
    })

    describe('OpenSSL’s, opened here', () => {
      const encrypt = (
        cipher: string,
        content: string,
        ...recipients: readonly string[]
      ): Uint8Array => {
        const files = ['-in', `${content}.txt`, '-out', 'theirs', '-outform', 'DER', '-binary']
        openssl('cms', '-encrypt', `-${cipher}`, ...files, ...recipients)
        return readFileSync(path('theirs'))
      }
      const expectOpens = async (
        message: Uint8Array,
        key: DecryptionKey,
        content: Uint8Array,
        authenticated: boolean,
      ): Promise<void> => {
        const opened = await decryptWith({ message, key })
        if (!opened.ok) throw new Error(`${opened.code} ${opened.what ?? ''}`)
        expect(opened.value).toMatchObject({ contentType: '1.2.840.113549.1.7.1', authenticated })
        expect(Buffer.compare(opened.value.content, content)).toBe(0)
      }

      const ciphers = [
        ...['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des3'],
        ...['aes-128-gcm', 'aes-192-gcm', 'aes-256-gcm'],
      ]
      it.each(ciphers)('%s, all lengths, to RSA v1.5 and ECDH', async (cipher) => {
        for (const [name, content] of contents) {
          // The command cannot write AuthEnvelopedData around nothing.
          if (cipher.endsWith('gcm') && content.length === 0) continue
          for (const key of ['rsa2048', 'P-256']) {
            // The stream of BER pieces that OpenSSL writes for a pipe, and DER.
            for (const form of [['-stream'], []]) {
              const message = encrypt(cipher, name, ...form, '-recip', `${key}.pem`)
              await expectOpens(message, keyOf(key), content, cipher.endsWith('gcm'))
            }
          }
        }
      })

      it.each(['rc2-40', 'rc2-64', 'rc2-128'])('%s, of old mail', async (cipher) => {
        for (const [name, content] of contents) {
          const legacy = ['-provider', 'legacy', '-provider', 'default', '-recip', 'rsa2048.pem']
          await expectOpens(encrypt(cipher, name, ...legacy), keyOf('rsa2048'), content, false)
        }
      })

      const oaep = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512']
      const pairs = oaep.flatMap((hash) => [
        [hash, hash],
        [hash, 'sha1'],
        [hash, 'sha256'],
      ])
      it.each(pairs)('RSA-OAEP with %s, masks by %s', async (hash, mask) => {
        const options = ['rsa_padding_mode:oaep', `rsa_oaep_md:${hash}`, `rsa_mgf1_md:${mask}`]
        const keyopts = options.flatMap((option) => ['-keyopt', option])
        for (const key of rsaKeys) {
          const recipient = ['-recip', `${key}.pem`, ...keyopts]
          const message = encrypt('aes-256-cbc', 'one octet', ...recipient)
          await expectOpens(message, keyOf(key), Uint8Array.of(0), false)
        }
      })

      it('RSA-OAEP with a label', async () => {
        const options = ['rsa_padding_mode:oaep', 'rsa_oaep_label:48656c6c6f']
        const keyopts = options.flatMap((option) => ['-keyopt', option])
        const message = encrypt('aes-128-cbc', 'one octet', '-recip', 'rsa2048.pem', ...keyopts)
        await expectOpens(message, keyOf('rsa2048'), Uint8Array.of(0), false)
      })

      const agreements = ecKeys.flatMap((curve) =>
        ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'].flatMap((hash) =>
          ['0', '1'].map((cofactor) => [curve, hash, cofactor] as const),
        ),
      )
      it.each(agreements)(
        'ECDH on %s, KDF with %s, cofactor mode %s',
        async (curve, hash, cofactor) => {
          const keyopts = [
            '-keyopt',
            `ecdh_kdf_md:${hash}`,
            '-keyopt',
            `ecdh_cofactor_mode:${cofactor}`,
          ]
          const wraps = ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des3']
          for (const cipher of wraps) {
            const message = encrypt(cipher, 'one octet', '-recip', `${curve}.pem`, ...keyopts)
            await expectOpens(message, keyOf(curve), Uint8Array.of(0), false)
          }
        },
      )

      it('several recipients, by certificate and by key identifier', async () => {
        for (const form of [[], ['-keyid']]) {
          const recipients = keyNames.flatMap((name) => ['-recip', `${name}.pem`])
          const message = encrypt('aes-256-gcm', 'a whole block', ...form, ...recipients)
          for (const name of keyNames) {
            await expectOpens(message, keyOf(name), new Uint8Array(16).fill(16), true)
          }
        }
      })

      it.each([16, 24, 32])('a key both sides have, %i octets', async (length) => {
        const key = new Uint8Array(length).fill(7)
        const secret = ['-secretkey', Buffer.from(key).toString('hex'), '-secretkeyid', '0102']
        const message = encrypt('aes-128-cbc', 'one octet', ...secret)
        await expectOpens(message, { kind: 'secret-key', key }, Uint8Array.of(0), false)
        const keyIdentifier = Uint8Array.of(1, 2)
        const named = { kind: 'secret-key', key, keyIdentifier } as const
        await expectOpens(message, named, Uint8Array.of(0), false)
        const other = { ...named, keyIdentifier: Uint8Array.of(1, 3) }
        const refusal = { ok: false, code: 'CANNOT_DECRYPT' }
        expect(await decryptWith({ message, key: other })).toEqual(refusal)
        const wrong = { kind: 'secret-key', key: new Uint8Array(length) } as const
        expect(await decryptWith({ message, key: wrong })).toEqual(refusal)
      })

      it.each(['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des3'])(
        'a password, %s',
        async (cipher) => {
          const message = encrypt(cipher, 'one octet', '-pwri_password', 'Pässwörd密碼')
          const key = { kind: 'password', password: 'Pässwörd密碼' } as const
          await expectOpens(message, key, Uint8Array.of(0), false)
          const wrong = { kind: 'password', password: 'another' } as const
          const refusal = { ok: false, code: 'CANNOT_DECRYPT' }
          expect(await decryptWith({ message, key: wrong })).toEqual(refusal)
        },
      )

      it('never with another key', async () => {
        for (const name of keyNames) {
          const message = encrypt('aes-256-cbc', 'a whole block', '-recip', `${name}.pem`)
          for (const other of keyNames.filter((one) => one !== name)) {
            const mixed = {
              kind: 'pkcs8',
              pkcs8: pem(`${other}.key`),
              certificate: certificate(name),
            } as const
            for (const key of [keyOf(other), mixed]) {
              const refusal = { ok: false, code: 'CANNOT_DECRYPT' }
              expect(await decryptWith({ message, key })).toEqual(refusal)
            }
          }
        }
      })

      it('the same messages as PEM', async () => {
        encrypt('aes-256-cbc', 'one octet', '-recip', 'P-384.pem')
        openssl(
          'cms',
          '-cmsout',
          '-in',
          'theirs',
          '-inform',
          'DER',
          '-outform',
          'PEM',
          '-out',
          'pem',
        )
        const der = toDer(readFileSync(path('pem')))
        const message = der.ok ? der.value : new Uint8Array(0)
        await expectOpens(message, keyOf('P-384'), Uint8Array.of(0), false)
      })
    })
  },
)
