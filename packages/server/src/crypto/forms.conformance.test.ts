import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CryptoForm,
  type DigestAlgorithm,
  ecdsaSignatureDer,
  fromHex,
  parsing,
  PlumbingError,
  readPublicKey,
  readSubjectPublicKeyInfo,
  resolveSignatureAlgorithm,
  type SignatureSpec,
  type SubjectPublicKeyInfo,
  webCrypto,
} from '@chopmark/core'
import { corporaFolder } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { nodeCrypto } from './node-crypto.js'

/** One test of Google's and C2SP's Wycheproof; https://github.com/C2SP/wycheproof. */
interface WycheproofTest {
  readonly tcId: number
  readonly comment: string
  readonly flags: readonly string[]
  readonly msg: string
  readonly sig: string
  readonly result: 'valid' | 'invalid' | 'acceptable'
}

interface WycheproofGroup {
  readonly publicKeyDer: string
  readonly sha: DigestAlgorithm
  readonly mgfSha: DigestAlgorithm
  readonly sLen: number
  readonly tests: readonly WycheproofTest[]
}

const folder = corporaFolder()
const forms: readonly CryptoForm[] = [nodeCrypto(), webCrypto()]

/** `acceptable` leaves it to us: we refuse. RFC 8017 §9.2 note 2 lets a verifier insist on the NULL. */
const acceptable = ['MissingNull']

type SpecOf = (group: WycheproofGroup, bits: number) => SignatureSpec

const pkcs1: SpecOf = ({ sha }, keyBits) => ({ scheme: 'RSASSA-PKCS1-v1_5', hash: sha, keyBits })
const pss: SpecOf = ({ sha, mgfSha, sLen }, keyBits) => ({
  scheme: 'RSASSA-PSS',
  hash: sha,
  mgfHash: mgfSha,
  saltLength: sLen,
  keyBits,
})
const ecdsa =
  (curve: 'P-256' | 'P-384' | 'P-521'): SpecOf =>
  ({ sha }) => ({ scheme: 'ECDSA', hash: sha, curve })

const files: readonly (readonly [string, SpecOf])[] = [
  ['ecdsa_secp256r1_sha256_test.json', ecdsa('P-256')],
  ['ecdsa_secp256r1_sha256_p1363_test.json', ecdsa('P-256')],
  ['ecdsa_secp384r1_sha384_test.json', ecdsa('P-384')],
  ['ecdsa_secp521r1_sha512_test.json', ecdsa('P-521')],
  ['rsa_signature_2048_sha256_test.json', pkcs1],
  ['rsa_signature_3072_sha384_test.json', pkcs1],
  ['rsa_signature_4096_sha512_test.json', pkcs1],
  ['rsa_pss_2048_sha256_mgf1_32_test.json', pss],
  ['rsa_pss_2048_sha256_mgf1_32_params_test.json', pss],
  ['rsa_pss_2048_sha384_mgf1_48_test.json', pss],
  ['rsa_pss_4096_sha512_mgf1_64_test.json', pss],
  ['rsa_pss_misc_params_test.json', pss],
  ['ed25519_test.json', () => ({ scheme: 'Ed25519' })],
]

function keyOf(der: string): SubjectPublicKeyInfo {
  const parsed = parsing(fromHex(der), readSubjectPublicKeyInfo)
  if (!parsed.ok) throw new Error(`key at ${parsed.offset}: ${parsed.reason}`)
  return parsed.value
}

/** Does a form's answer differ from what is expected? Null when it has no such algorithm. */
async function answer(
  form: CryptoForm,
  spec: SignatureSpec,
  key: SubjectPublicKeyInfo,
  { msg, sig }: WycheproofTest,
  p1363: boolean,
): Promise<boolean | null> {
  let signature = fromHex(sig)
  if (p1363) {
    // The DER that X.509 and CMS carry has no room for what this form can get wrong in length alone.
    if (signature.length !== 64) return false
    signature = ecdsaSignatureDer(signature)
  }
  try {
    return await form.verify(spec, key, fromHex(msg), signature)
  } catch (error) {
    if (error instanceof PlumbingError && error.code === 'CRYPTO_UNAVAILABLE') return null
    throw error
  }
}

describe.skipIf(folder === null)('Wycheproof through both forms of the crypto contract', () => {
  for (const form of forms) {
    for (const [file, specOf] of files) {
      it(`${form.form}: ${file}`, async () => {
        const text = readFileSync(join(folder ?? '', 'wycheproof', file), 'utf8')
        const { testGroups } = JSON.parse(text) as { testGroups: readonly WycheproofGroup[] }
        const wrong: unknown[] = []
        let ran = 0
        for (const group of testGroups) {
          const key = keyOf(group.publicKeyDer)
          const read = readPublicKey(key)
          const spec = specOf(group, read.ok && read.value.kind === 'RSA' ? read.value.bits : 0)
          for (const test of group.tests) {
            const got = await answer(form, spec, key, test, file.includes('p1363'))
            if (got === null) {
              // WebCrypto has neither SHA-224 nor two hashes in one PSS.
              expect(form.form).toBe('webcrypto')
              expect(file).toBe('rsa_pss_misc_params_test.json')
              continue
            }
            ran++
            if (test.result === 'acceptable') expect(acceptable).toEqual(test.flags)
            if (got !== (test.result === 'valid')) {
              wrong.push([test.tcId, test.comment, test.result, got])
            }
          }
        }
        expect(wrong).toEqual([])
        expect(ran).toBeGreaterThan(15)
      })
    }
  }

  it('resolves the PSS parameters of every restricted key to what its group says', () => {
    const file = join(folder ?? '', 'wycheproof', 'rsa_pss_misc_params_test.json')
    const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as {
      testGroups: readonly WycheproofGroup[]
    }
    for (const group of testGroups) {
      const key = keyOf(group.publicKeyDer)
      // The key's own algorithm identifier, taken for that of the signature.
      const resolved = resolveSignatureAlgorithm({ signatureAlgorithm: key.algorithm, key })
      expect(resolved).toMatchObject({ ok: true, value: pss(group, 2048) })
    }
  })
})
