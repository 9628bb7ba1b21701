import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  sign,
  type SignKeyObjectInput,
} from 'node:crypto'
import {
  type CryptoForm,
  type DigestAlgorithm,
  parsing,
  readSubjectPublicKeyInfo,
  type SignatureSpec,
  type SubjectPublicKeyInfo,
  webCrypto,
} from '@chopmark/core'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nodeCrypto } from './node-crypto.js'

/** Both forms of the crypto contract; a case names those that have its algorithm. */
const node = nodeCrypto()
const web = webCrypto()
const both: readonly CryptoForm[] = [node, web]

const data = new TextEncoder().encode('what was signed')

function spki(key: KeyObject): SubjectPublicKeyInfo {
  const der = new Uint8Array(key.export({ type: 'spki', format: 'der' }))
  const parsed = parsing(der, readSubjectPublicKeyInfo)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.value
}

interface Case {
  readonly name: string
  readonly spec: SignatureSpec
  readonly key: SubjectPublicKeyInfo
  readonly signature: Uint8Array
  readonly forms: readonly CryptoForm[]
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const dsa = generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 })
const ed25519 = generateKeyPairSync('ed25519')
const ec = {
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
}

function make(
  spec: SignatureSpec,
  pair: { publicKey: KeyObject; privateKey: KeyObject },
  forms: readonly CryptoForm[],
  options: Omit<SignKeyObjectInput, 'key'> = {},
): Case {
  const hash = 'hash' in spec ? spec.hash.replace('SHA-', 'sha').toLowerCase() : null
  return {
    name: Object.values(spec).join(' '),
    spec,
    key: spki(pair.publicKey),
    signature: new Uint8Array(sign(hash, data, { key: pair.privateKey, ...options })),
    forms,
  }
}

const keyBits = 2048
const hashes: readonly DigestAlgorithm[] = ['MD5', 'SHA-1', 'SHA-224', 'SHA-256', 'SHA3-256']
const cases: readonly Case[] = [
  ...hashes.map((hash) =>
    make(
      { scheme: 'RSASSA-PKCS1-v1_5', hash, keyBits },
      rsa,
      hash === 'SHA-1' || hash === 'SHA-256' ? both : [node],
    ),
  ),
  ...(['SHA-256', 'SHA-512'] as const).map((hash) =>
    make({ scheme: 'RSASSA-PSS', hash, mgfHash: hash, saltLength: 32, keyBits }, rsa, both, {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: 32,
    }),
  ),
  ...(['P-256', 'P-384', 'P-521'] as const).flatMap((curve) =>
    (['SHA-1', 'SHA-256', 'SHA-512', 'SHA3-384'] as const).map((hash) =>
      make({ scheme: 'ECDSA', hash, curve }, ec[curve], hash === 'SHA3-384' ? [node] : both),
    ),
  ),
  make({ scheme: 'Ed25519' }, ed25519, both),
  make({ scheme: 'DSA', hash: 'SHA-256', keyBits }, dsa, [node]),
]

/** The answer, or the code of the plumbing that is missing. */
async function answer(
  form: CryptoForm,
  of: Case,
  over = data,
  value = of.signature,
): Promise<unknown> {
  try {
    return await form.verify(of.spec, of.key, over, value)
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('both forms of the crypto contract', () => {
  afterEach(() => vi.unstubAllGlobals())

  it.each(cases)('$name: the signature, and nothing near it', async (of) => {
    for (const form of both) {
      const has = of.forms.includes(form)
      expect(await answer(form, of)).toBe(has ? true : 'CRYPTO_UNAVAILABLE')
      expect(await answer(form, of, data.subarray(1))).toBe(has ? false : 'CRYPTO_UNAVAILABLE')
      // What fails by its form alone is false whether or not the algorithm is there.
      expect(await answer(form, of, data, of.signature.subarray(1))).toBe(false)
      expect(await answer(form, of, data, new Uint8Array())).toBe(false)
      expect(await answer(form, of, data, Uint8Array.of(...of.signature, 0))).toBe(false)
    }
  })

  it('answers false for a key of another kind', async () => {
    for (const of of cases) {
      for (const other of cases) {
        if (of.key.algorithm.oid === other.key.algorithm.oid) continue
        for (const form of both) {
          expect(await answer(form, { ...of, key: other.key })).toBe(false)
        }
      }
    }
  })

  it('digests alike', async () => {
    for (const algorithm of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const) {
      const expected = createHash(algorithm.replace('-', '').toLowerCase()).update(data).digest()
      for (const form of both) {
        expect(Buffer.from(await form.digest(algorithm, data))).toEqual(expected)
      }
    }
    expect(Buffer.from(node.digest('SHA3-256', data))).toEqual(
      createHash('sha3-256').update(data).digest(),
    )
    await expect(web.digest('SHA3-256', data)).rejects.toMatchObject({ code: 'CRYPTO_UNAVAILABLE' })
  })

  it('answers alike, and never throws, for any change of key or signature', async () => {
    const edit = fc.record({ at: fc.nat(), octet: fc.nat(255) })
    const shared = cases.filter(({ forms }) => forms.length === 2)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...shared),
        edit,
        fc.boolean(),
        async (of, change, inKey) => {
          const original = inKey ? of.key.raw : of.signature
          const bytes = original.slice()
          bytes[change.at % bytes.length] = change.octet
          const parsed = parsing(inKey ? bytes : of.key.raw, readSubjectPublicKeyInfo)
          if (!parsed.ok) return
          const changed = { ...of, key: parsed.value, signature: inKey ? of.signature : bytes }
          const [first, second] = await Promise.all(both.map((form) => answer(form, changed)))
          expect(first).toBe(second)
          const same = bytes.every((octet, i) => octet === original[i])
          // The tag of a field may change without a change of the key; the answer then is still one answer.
          if (!inKey) expect(first).toBe(same)
        },
      ),
      { numRuns: 400 },
    )
  }, 60_000)

  it('verifies PSS with two hashes by node:crypto alone', async () => {
    // @types/node 20 has the salt length as a string; Node wants a number.
    const options = {
      modulusLength: 2048,
      hashAlgorithm: 'sha256',
      mgf1HashAlgorithm: 'sha1',
      saltLength: 20 as unknown as string,
    }
    const pair = generateKeyPairSync('rsa-pss', options)
    const value = new Uint8Array(sign('sha256', data, { key: pair.privateKey, saltLength: 20 }))
    const spec = { scheme: 'RSASSA-PSS', hash: 'SHA-256', saltLength: 20, keyBits } as const
    const key = spki(pair.publicKey)
    expect(node.verify({ ...spec, mgfHash: 'SHA-1' }, key, data, value)).toBe(true)
    expect(node.verify({ ...spec, mgfHash: 'SHA-256' }, key, data, value)).toBe(false)
    await expect(web.verify({ ...spec, mgfHash: 'SHA-1' }, key, data, value)).rejects.toMatchObject(
      {
        code: 'CRYPTO_UNAVAILABLE',
      },
    )
  })

  it('tells apart keys that share everything but their octets', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const [of] = cases.filter(({ name }) => name === 'ECDSA SHA-256 P-256')
    if (of === undefined) throw new Error('no such case')
    for (let i = 0; i < 3; i++) {
      expect(node.verify(of.spec, of.key, data, of.signature)).toBe(true)
      expect(node.verify(of.spec, spki(other.publicKey), data, of.signature)).toBe(false)
    }
  })

  it('says so when a page has no WebCrypto', () => {
    vi.stubGlobal('crypto', {})
    expect(() => webCrypto()).toThrow(expect.objectContaining({ code: 'CRYPTO_UNAVAILABLE' }))
  })
})
