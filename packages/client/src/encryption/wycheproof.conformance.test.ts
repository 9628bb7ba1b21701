import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromHex } from '@chopmark/core'
import { corporaFolder } from '@chopmark/test-pki'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { decryptCbc } from './cbc.js'
import { decryptGcm } from './gcm.js'
import { unwrapKey } from './key-wrap.js'
import { keyFromPkcs1, messageFromOaep } from './rsa-padding.js'
import { rsaPrivateOperation } from './rsa-private-operation.js'

interface Test {
  readonly tcId: number
  readonly comment: string
  readonly result: 'valid' | 'invalid' | 'acceptable'
  readonly msg: string
  readonly ct: string
  readonly key: string
  readonly iv: string
  readonly aad: string
  readonly tag: string
  readonly label: string
}
interface Group {
  readonly privateKeyPkcs8: string
  readonly keySize: number
  readonly tagSize: number
  readonly tests: readonly Test[]
}

const folder = join(corporaFolder() ?? '', 'wycheproof')
const groupsOf = (name: string): readonly Group[] =>
  (
    JSON.parse(readFileSync(join(folder, `${name}_test.json`), 'utf8')) as {
      readonly testGroups: readonly Group[]
    }
  ).testGroups
const aesBytes = (hex: string): 16 | 24 | 32 => (hex.length / 2) as 16 | 24 | 32
const octets = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(fromHex(text))

/** Takes from the engine what Chromium has not: AES with 192 bits. */
function withoutAes192(): void {
  const { subtle } = globalThis.crypto
  const original = subtle.importKey.bind(subtle) as (...args: unknown[]) => Promise<CryptoKey>
  vi.spyOn(subtle, 'importKey').mockImplementation(async (...args: unknown[]) => {
    const [, key, algorithm] = args
    if (String(algorithm).startsWith('AES') && (key as Uint8Array).length === 24) {
      throw new DOMException('192-bit AES keys are not supported', 'OperationError')
    }
    return original(...args)
  })
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe.skipIf(!existsSync(folder))('Wycheproof (needs ../shared/corpora)', () => {
  it('RSA v1.5: the key, or a random one that nothing tells from it', () => {
    let valid = 0
    for (const { privateKeyPkcs8, tests } of groupsOf('rsa_pkcs1_2048')) {
      for (const { tcId, result, msg, ct } of tests) {
        const block = rsaPrivateOperation(fromHex(privateKeyPkcs8), fromHex(ct))
        const lengths = result === 'valid' ? [msg.length / 2] : [16, 24, 32, msg.length / 2]
        for (const length of lengths) {
          if (block === undefined || length === 0) continue
          const twice = [keyFromPkcs1(block, length), keyFromPkcs1(block, length)]
          expect(twice.map((one) => one.length)).toEqual([length, length])
          if (result === 'valid')
            expect([tcId, ...twice]).toEqual([tcId, fromHex(msg), fromHex(msg)])
          // One octet can be the same by chance.
          else if (length > 8) expect([tcId, twice[0]]).not.toEqual([tcId, twice[1]])
          valid += result === 'valid' ? 1 : 0
        }
      }
    }
    expect(valid).toBeGreaterThan(20)
  })

  it('RSA-OAEP, where it is done without WebCrypto', () => {
    for (const { privateKeyPkcs8, tests } of groupsOf('rsa_oaep_2048_sha256_mgf1sha256')) {
      for (const { tcId, result, msg, ct, label } of tests) {
        const block = rsaPrivateOperation(fromHex(privateKeyPkcs8), fromHex(ct))
        const message = block && messageFromOaep(block, 'SHA-256', 'SHA-256', fromHex(label))
        expect([tcId, message]).toEqual([tcId, result === 'invalid' ? undefined : fromHex(msg)])
      }
    }
  })

  it.each([false, true])('AES key wrap; without AES-192 in the engine: %s', async (lacking) => {
    if (lacking) withoutAes192()
    for (const { tests } of groupsOf('aes_wrap')) {
      for (const { tcId, result, key, msg, ct } of tests) {
        const wrap = { name: 'AES', keyBytes: aesBytes(key) } as const
        const opened = await unwrapKey(wrap, fromHex(key), fromHex(ct))
        // Content-encryption keys have 128 bits or more, and no more than 512.
        const wanted = result === 'valid' && msg.length >= 32 && msg.length <= 128
        if (wanted) expect([tcId, opened]).toEqual([tcId, fromHex(msg)])
        else if (result !== 'acceptable') expect([tcId, opened]).toEqual([tcId, undefined])
      }
    }
  })

  it.each([false, true])(
    'AES-CBC and AES-GCM; without AES-192 in the engine: %s',
    async (lacking) => {
      if (lacking) withoutAes192()
      for (const { tests } of groupsOf('aes_cbc_pkcs5')) {
        for (const { tcId, result, key, iv, msg, ct } of tests) {
          const cipher = { name: 'AES', keyBytes: aesBytes(key) } as const
          const opened = await decryptCbc(cipher, fromHex(key), fromHex(iv), octets(ct))
          expect([tcId, opened]).toEqual([tcId, result === 'valid' ? fromHex(msg) : undefined])
        }
      }
      for (const { tagSize, tests } of groupsOf('aes_gcm')) {
        for (const { tcId, result, key, iv, aad, msg, ct, tag } of tests) {
          if (tagSize < 96 || (iv.length !== 24 && iv.length !== 32)) continue
          const cipher = {
            mode: 'GCM',
            cipher: { name: 'AES', keyBytes: aesBytes(key) },
            nonce: fromHex(iv),
            tagBytes: tagSize / 8,
          } as const
          const opened = await decryptGcm(cipher, fromHex(key), octets(ct + tag), fromHex(aad))
          // Short nonces, which Wycheproof calls acceptable, some engines refuse.
          if (result !== 'acceptable') {
            expect([tcId, opened]).toEqual([tcId, result === 'valid' ? fromHex(msg) : undefined])
          }
        }
      }
    },
  )
})
