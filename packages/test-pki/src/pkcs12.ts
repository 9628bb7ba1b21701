import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import forge from 'node-forge'
import type { Der } from './der/der.js'
import {
  bmpString,
  concat,
  context,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  setOf,
} from './der/der.js'
import type { TestKey } from './keys.js'
import { digestAlgorithm, digestOf } from './keys.js'

/**
 * `legacy`: as Hongkong Post delivers (3DES around the key, RC2-40 around the certificates, HMAC-SHA-1, 2048 rounds);
 * `modern`: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC, HMAC-SHA-256.
 */
export type Pkcs12Form = 'legacy' | 'modern'

export interface Pkcs12Options {
  readonly form: Pkcs12Form
  /** Each BMP character counts; the empty string is a PIN too. */
  readonly pin: string
  readonly friendlyName?: string
  /** Default 2048 for `legacy`, 100,000 for `modern`. */
  readonly iterations?: number
}

const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  pbeSha1TripleDes: '1.2.840.113549.1.12.1.3',
  pbeSha1Rc2With40Bits: '1.2.840.113549.1.12.1.6',
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
} as const

/**
 * Writes a PKCS#12 file, RFC 7292, with the key's certificate first and its issuers after it.
 * RC2 and the old key derivation come from node-forge: neither WebCrypto nor OpenSSL 3's default provider has them.
 */
export function writePkcs12(
  key: TestKey,
  certificates: readonly [Der, ...Der[]],
  options: Pkcs12Options,
): Uint8Array {
  const localKeyId = digestOf('SHA-1', certificates[0])
  const attributes = (withKey: boolean): Der =>
    setOf(
      ...(withKey ? [sequence(oid(oids.localKeyId), setOf(octetString(localKeyId)))] : []),
      ...(withKey && options.friendlyName !== undefined
        ? [sequence(oid(oids.friendlyName), setOf(bmpString(options.friendlyName)))]
        : []),
    )
  const certBags = certificates.map((certificate, index) =>
    sequence(
      oid(oids.certBag),
      context(0, sequence(oid(oids.x509Certificate), context(0, octetString(certificate)))),
      ...(index === 0 ? [attributes(true)] : []),
    ),
  )
  const pkcs8 = new Uint8Array(key.privateKey.export({ type: 'pkcs8', format: 'der' }))
  const shrouded = encrypt(pkcs8, 'key', options)
  const keyBag = sequence(
    oid(oids.keyBag),
    context(0, sequence(shrouded.algorithm, octetString(shrouded.ciphertext))),
    attributes(true),
  )
  const authenticatedSafe = sequence(
    encryptedContentInfo(sequence(...certBags), options),
    sequence(oid(oids.data), context(0, octetString(sequence(keyBag)))),
  )
  return sequence(
    integer(3),
    sequence(oid(oids.data), context(0, octetString(authenticatedSafe))),
    macData(authenticatedSafe, options),
  )
}

function encryptedContentInfo(safeContents: Der, options: Pkcs12Options): Der {
  const { algorithm, ciphertext } = encrypt(safeContents, 'certificates', options)
  const implicitContent = concat(Uint8Array.of(0x80), octetString(ciphertext).subarray(1))
  const content = sequence(integer(0), sequence(oid(oids.data), algorithm, implicitContent))
  return sequence(oid(oids.encryptedData), context(0, content))
}

function encrypt(
  plaintext: Uint8Array,
  what: 'key' | 'certificates',
  { form, pin, iterations }: Pkcs12Options,
): { readonly algorithm: Der; readonly ciphertext: Uint8Array } {
  if (form === 'modern') return encryptPbes2(plaintext, pin, iterations ?? 100_000)
  const rounds = iterations ?? 2048
  const salt = new Uint8Array(randomBytes(8))
  const scheme = what === 'key' ? oids.pbeSha1TripleDes : oids.pbeSha1Rc2With40Bits
  const algorithm = sequence(oid(scheme), sequence(octetString(salt), integer(rounds)))
  const iv = derive(pin, salt, 2, rounds, 8)
  if (what === 'certificates') {
    const cipher = forge.rc2.createEncryptionCipher(derive(pin, salt, 1, rounds, 5), 40)
    cipher.start(iv)
    cipher.update(forge.util.createBuffer(binary(plaintext)))
    cipher.finish()
    return { algorithm, ciphertext: octets(cipher.output.getBytes()) }
  }
  const secret = octets(derive(pin, salt, 1, rounds, 24))
  const cipher = createCipheriv('des-ede3-cbc', secret, octets(iv))
  return { algorithm, ciphertext: concat(cipher.update(plaintext), cipher.final()) }
}

function encryptPbes2(
  plaintext: Uint8Array,
  pin: string,
  rounds: number,
): { readonly algorithm: Der; readonly ciphertext: Uint8Array } {
  const salt = new Uint8Array(randomBytes(16))
  const iv = new Uint8Array(randomBytes(16))
  const prf = sequence(oid(oids.hmacSha256), nullValue())
  const derivation = sequence(oid(oids.pbkdf2), sequence(octetString(salt), integer(rounds), prf))
  const encryption = sequence(oid(oids.aes256Cbc), octetString(iv))
  const secret = pbkdf2Sync(pin, salt, rounds, 32, 'sha256')
  const cipher = createCipheriv('aes-256-cbc', secret, iv)
  return {
    algorithm: sequence(oid(oids.pbes2), sequence(derivation, encryption)),
    ciphertext: concat(cipher.update(plaintext), cipher.final()),
  }
}

function macData(authenticatedSafe: Der, { form, pin, iterations }: Pkcs12Options): Der {
  const legacy = form === 'legacy'
  const rounds = iterations ?? 2048
  const salt = new Uint8Array(randomBytes(legacy ? 8 : 16))
  const hash = legacy ? 'SHA-1' : 'SHA-256'
  const secret = octets(derive(pin, salt, 3, rounds, legacy ? 20 : 32, hash))
  const mac = createHmac(legacy ? 'sha1' : 'sha256', secret)
    .update(authenticatedSafe)
    .digest()
  return sequence(
    sequence(digestAlgorithm(hash, true), octetString(mac)),
    octetString(salt),
    integer(rounds),
  )
}

/** RFC 7292 appendix B.2; `purpose` 1 key, 2 initial vector, 3 MAC key. A binary string, as node-forge likes them. */
function derive(
  pin: string,
  salt: Uint8Array,
  purpose: 1 | 2 | 3,
  rounds: number,
  length: number,
  hash: 'SHA-1' | 'SHA-256' = 'SHA-1',
): string {
  const digest = hash === 'SHA-1' ? forge.md.sha1.create() : forge.md.sha256.create()
  const saltBuffer = forge.util.createBuffer(binary(salt))
  const generateKey = forge.pkcs12.generateKey as GenerateKey
  return generateKey(pin, saltBuffer, purpose, rounds, length, digest).getBytes()
}

/** What `forge.pkcs12.generateKey` takes; its published types lag behind. */
type GenerateKey = (
  password: string,
  salt: forge.util.ByteStringBuffer,
  id: number,
  iterations: number,
  length: number,
  digest: forge.md.MessageDigest,
) => forge.util.ByteStringBuffer

function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

function octets(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
