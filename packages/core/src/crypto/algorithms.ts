import type { Ok } from '../result.js'
import type { AlgorithmIdentifier } from '../x509/algorithm-identifier.js'
import type { SubjectPublicKeyInfo } from '../x509/certificate.js'
import { type AlgorithmProblem, algorithmProblem } from './algorithm-problem.js'
import type { DigestAlgorithm, SignatureSpec } from './contract.js'
import { digestAlgorithmOf, digestLength, isNull } from './digest-algorithms.js'
import { parsePssParameters, pssOid } from './pss-parameters.js'
import { type PublicKey, readPublicKey } from './public-key.js'

export interface SignatureAlgorithmInput {
  readonly signatureAlgorithm: AlgorithmIdentifier
  /** The SignerInfo's digestAlgorithm: in CMS alone, for identifiers that name no hash. */
  readonly digestAlgorithm?: AlgorithmIdentifier
  readonly key: SubjectPublicKeyInfo
}

type Family = 'RSA' | 'ECDSA' | 'DSA'

const signatureOids: Readonly<Record<string, readonly [Family, DigestAlgorithm] | undefined>> = {
  // RFC 3279 §2.2.1, RFC 4055 §5, RFC 9688 §3.1.
  '1.2.840.113549.1.1.4': ['RSA', 'MD5'],
  '1.2.840.113549.1.1.5': ['RSA', 'SHA-1'],
  '1.2.840.113549.1.1.14': ['RSA', 'SHA-224'],
  '1.2.840.113549.1.1.11': ['RSA', 'SHA-256'],
  '1.2.840.113549.1.1.12': ['RSA', 'SHA-384'],
  '1.2.840.113549.1.1.13': ['RSA', 'SHA-512'],
  '2.16.840.1.101.3.4.3.13': ['RSA', 'SHA3-224'],
  '2.16.840.1.101.3.4.3.14': ['RSA', 'SHA3-256'],
  '2.16.840.1.101.3.4.3.15': ['RSA', 'SHA3-384'],
  '2.16.840.1.101.3.4.3.16': ['RSA', 'SHA3-512'],
  // RFC 3279 §2.2.3, RFC 5758 §3.2, RFC 9688 §3.2.
  '1.2.840.10045.4.1': ['ECDSA', 'SHA-1'],
  '1.2.840.10045.4.3.1': ['ECDSA', 'SHA-224'],
  '1.2.840.10045.4.3.2': ['ECDSA', 'SHA-256'],
  '1.2.840.10045.4.3.3': ['ECDSA', 'SHA-384'],
  '1.2.840.10045.4.3.4': ['ECDSA', 'SHA-512'],
  '2.16.840.1.101.3.4.3.9': ['ECDSA', 'SHA3-224'],
  '2.16.840.1.101.3.4.3.10': ['ECDSA', 'SHA3-256'],
  '2.16.840.1.101.3.4.3.11': ['ECDSA', 'SHA3-384'],
  '2.16.840.1.101.3.4.3.12': ['ECDSA', 'SHA3-512'],
  // RFC 3279 §2.2.2, RFC 5758 §3.1.
  '1.2.840.10040.4.3': ['DSA', 'SHA-1'],
  '2.16.840.1.101.3.4.3.1': ['DSA', 'SHA-224'],
  '2.16.840.1.101.3.4.3.2': ['DSA', 'SHA-256'],
}

const rsaEncryption = '1.2.840.113549.1.1.1'

/**
 * Settles every parameter of a signature: scheme, hash, key size. Strict: an identifier with parameters that its standard
 * does not give it, a key of another kind, or a PSS key used otherwise than it says, is a problem and never a guess.
 * Whether the hash agrees with the digestAlgorithm of a SignerInfo is asked by `hashesAlike`; whether anything is strong
 * enough, by the algorithm policy.
 * RFC 3279 §2.2, RFC 4055, RFC 5758, RFC 8410, RFC 8419; in CMS RFC 3370 §3.
 */
export function resolveSignatureAlgorithm(
  input: SignatureAlgorithmInput,
): Ok<SignatureSpec> | AlgorithmProblem {
  const { oid } = input.signatureAlgorithm
  const known = oid === rsaEncryption ? rsaEncryptionInCms(input) : signatureOids[oid]
  if (known !== undefined && 'ok' in known) return known
  if (known === undefined && oid !== pssOid && oid !== '1.3.101.112') {
    return algorithmProblem('UNSUPPORTED_ALGORITHM', 'UNKNOWN_OID', oid)
  }
  const parameters = checkParameters(input.signatureAlgorithm, known?.[0])
  if (parameters !== undefined) return parameters
  const key = readPublicKey(input.key)
  if (!key.ok) return key
  return combine(input.signatureAlgorithm, known, key.value)
}

/** RFC 3370 §3.2: the hash is the SignerInfo's. */
function rsaEncryptionInCms({
  digestAlgorithm,
}: SignatureAlgorithmInput): readonly [Family, DigestAlgorithm] | AlgorithmProblem {
  if (digestAlgorithm === undefined) {
    return algorithmProblem('UNSUPPORTED_ALGORITHM', 'NO_DIGEST_ALGORITHM', rsaEncryption)
  }
  const digest = digestAlgorithmOf(digestAlgorithm)
  return digest.ok ? ['RSA', digest.value] : digest
}

/**
 * RSA PKCS #1 v1.5: NULL, or absent, which RFC 4055 §5 tells everybody to accept. ECDSA, DSA and Ed25519: absent
 * (RFC 5758 §3, RFC 8410 §3). PSS: present (RFC 4055 §3.1).
 */
function checkParameters(
  { oid, parameters }: AlgorithmIdentifier,
  family: Family | undefined,
): AlgorithmProblem | undefined {
  if (family === 'RSA') {
    return parameters === undefined || isNull(parameters)
      ? undefined
      : algorithmProblem('BAD_PARAMETERS', 'PARAMETERS_MALFORMED', oid)
  }
  if (oid === pssOid) {
    return parameters === undefined
      ? algorithmProblem('BAD_PARAMETERS', 'PARAMETERS_MISSING', oid)
      : undefined
  }
  return parameters === undefined
    ? undefined
    : algorithmProblem('BAD_PARAMETERS', 'PARAMETERS_PRESENT', oid)
}

function combine(
  { oid, parameters }: AlgorithmIdentifier,
  known: readonly [Family, DigestAlgorithm] | undefined,
  key: PublicKey,
): Ok<SignatureSpec> | AlgorithmProblem {
  if (known === undefined) {
    if (oid === pssOid && key.kind === 'RSA') return resolvePss(parameters as Uint8Array, key)
    return oid !== pssOid && key.kind === 'Ed25519'
      ? { ok: true, value: { scheme: 'Ed25519' } }
      : algorithmProblem('ALGORITHM_MISMATCH', 'KEY_KIND', oid)
  }
  const [family, hash] = known
  if (family === 'RSA' && key.kind === 'RSA') {
    return key.pss === 'allowed'
      ? { ok: true, value: { scheme: 'RSASSA-PKCS1-v1_5', hash, keyBits: key.bits } }
      : algorithmProblem('ALGORITHM_MISMATCH', 'KEY_RESTRICTION', oid)
  }
  if (family === 'ECDSA' && key.kind === 'EC') {
    return { ok: true, value: { scheme: 'ECDSA', hash, curve: key.curve } }
  }
  if (family === 'DSA' && key.kind === 'DSA') {
    return { ok: true, value: { scheme: 'DSA', hash, keyBits: key.bits } }
  }
  return algorithmProblem('ALGORITHM_MISMATCH', 'KEY_KIND', oid)
}

function resolvePss(
  parameters: Uint8Array,
  { bits, pss }: Extract<PublicKey, { kind: 'RSA' }>,
): Ok<SignatureSpec> | AlgorithmProblem {
  const parsed = parsePssParameters(parameters)
  if (!parsed.ok) return parsed
  const { hash, mgfHash, saltLength } = parsed.value
  // RFC 8017 §9.1.2: emLen = ceil((bits - 1) / 8) has to hold hash, salt and two octets.
  if (Math.ceil((bits - 1) / 8) < digestLength(hash) + saltLength + 2) {
    return algorithmProblem('BAD_PARAMETERS', 'SALT_LENGTH', pssOid)
  }
  // RFC 4055 §3.3: the same hashes, and a salt no shorter than the key says.
  const restricted =
    typeof pss === 'object' &&
    (pss.hash !== hash || pss.mgfHash !== mgfHash || pss.saltLength > saltLength)
  return restricted
    ? algorithmProblem('ALGORITHM_MISMATCH', 'KEY_RESTRICTION', pssOid)
    : { ok: true, value: { scheme: 'RSASSA-PSS', hash, mgfHash, saltLength, keyBits: bits } }
}

/**
 * Does the signature use the hash that the SignerInfo names? Ed25519 names none of its own and goes with SHA-512
 * (RFC 8419 §3). A difference is no forgery by itself, but nothing protects the digestAlgorithm then (RFC 6211 §1).
 */
export function hashesAlike(spec: SignatureSpec, digest: DigestAlgorithm): boolean {
  return (spec.scheme === 'Ed25519' ? 'SHA-512' : spec.hash) === digest
}
