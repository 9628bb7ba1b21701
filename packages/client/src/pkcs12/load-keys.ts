import { sameOctets } from '@chopmark/core'
import { type CertificateHead, parseCertificateHead } from '../certificate/certificate-head.js'
import { keyAlgorithm, webCryptoAlgorithm } from '../certificate/key-algorithm.js'
import type { KeyAlgorithm, SigningHash } from '../key-sources/key-source.js'
import type { OpenedCertificate, OpenedPkcs12, OpenedPrivateKey } from './open-pkcs12.js'
import type { Pkcs12Problem } from './pkcs12-error.js'

/** A private key ready to sign, with the certificate that fits it. */
export interface LoadedKey {
  /** Non-extractable, for signing only. */
  readonly key: CryptoKey
  readonly algorithm: KeyAlgorithm
  readonly certificate: Uint8Array
  /** Issuer first, as far as the file holds them. */
  readonly chain: readonly Uint8Array[]
  readonly name?: string
}

type Candidate = OpenedCertificate & { readonly head: CertificateHead }

/** Pairs of key and certificate tried, each a signature: a file with hundreds of both must not keep the worker busy. */
const maxPairs = 256

/** A signer's certificate and its issuers: no hierarchy is deeper. */
const maxChain = 8

/**
 * Imports the private keys, non-extractable, each with its certificate: the one with the same localKeyId first, but in any
 * case one whose public key verifies what the private key signs. The PKCS#8 octets are overwritten.
 * @param hash - What the keys will sign with.
 * @returns `P12_NO_KEY` when no key has its certificate, `P12_UNSUPPORTED` when only kinds that cannot sign here are there.
 */
export async function loadKeys(
  opened: OpenedPkcs12,
  hash: SigningHash,
): Promise<{ readonly ok: true; readonly value: readonly LoadedKey[] } | Pkcs12Problem> {
  const candidates = opened.certificates.flatMap((certificate): Candidate[] => {
    const head = parseCertificateHead(certificate.der)
    return head.ok ? [{ ...certificate, head: head.value }] : []
  })
  const loaded: LoadedKey[] = []
  let unsupported: string | undefined
  let pairs = 0
  for (const privateKey of opened.privateKeys) {
    try {
      for (const candidate of likelyFirst(candidates, privateKey)) {
        const algorithm = keyAlgorithm(candidate.head, hash)
        if (algorithm === undefined) {
          unsupported = candidate.head.keyOid
          continue
        }
        if (++pairs > maxPairs) return { ok: false, code: 'P12_DAMAGED' }
        const key = await importFitting(privateKey.pkcs8, candidate, algorithm)
        if (key === 'unsupported') unsupported = algorithm.scheme
        if (key === undefined || key === 'unsupported') continue
        const name = privateKey.friendlyName ?? candidate.friendlyName
        loaded.push({
          key,
          algorithm,
          certificate: candidate.der.slice(),
          chain: chainOf(candidate, candidates),
          ...(name === undefined ? {} : { name }),
        })
        break
      }
    } finally {
      privateKey.pkcs8.fill(0)
    }
  }
  if (loaded.length > 0) return { ok: true, value: loaded }
  return opened.privateKeys.length > 0 && unsupported !== undefined
    ? { ok: false, code: 'P12_UNSUPPORTED', what: unsupported }
    : { ok: false, code: 'P12_NO_KEY' }
}

function likelyFirst(
  candidates: readonly Candidate[],
  { localKeyId }: OpenedPrivateKey,
): readonly Candidate[] {
  const same = (candidate: Candidate): boolean =>
    localKeyId !== undefined && sameOctets(candidate.localKeyId ?? new Uint8Array(), localKeyId)
  return [...candidates.filter(same), ...candidates.filter((candidate) => !same(candidate))]
}

/** @returns Undefined when key and certificate do not belong together; `unsupported` when the engine lacks the kind of key. */
async function importFitting(
  pkcs8: Uint8Array,
  { head }: Candidate,
  algorithm: KeyAlgorithm,
): Promise<CryptoKey | 'unsupported' | undefined> {
  const { subtle } = globalThis.crypto
  const parameters = webCryptoAlgorithm(algorithm)
  const copy = Uint8Array.from(pkcs8)
  try {
    const spki = Uint8Array.from(head.subjectPublicKeyInfo)
    const publicKey = await subtle.importKey('spki', spki, parameters, false, ['verify'])
    const key = await subtle.importKey('pkcs8', copy, parameters, false, ['sign'])
    // A random question nobody else can put: it never leaves this function.
    const question = globalThis.crypto.getRandomValues(new Uint8Array(32))
    const answer = await subtle.sign(parameters, key, question)
    return (await subtle.verify(parameters, publicKey, answer, question)) ? key : undefined
  } catch (error) {
    const { name } = error as { readonly name?: unknown }
    return name === 'NotSupportedError' ? 'unsupported' : undefined
  } finally {
    copy.fill(0)
  }
}

/** Follows issuer names upwards through the file. No trust is drawn from it: the server builds its own path. */
function chainOf(signer: Candidate, candidates: readonly Candidate[]): readonly Uint8Array[] {
  const chain: Candidate[] = [signer]
  for (let top = signer; chain.length < maxChain;) {
    const issuer = candidates.find(
      (candidate) =>
        sameOctets(candidate.head.subject, top.head.issuer) && !chain.includes(candidate),
    )
    if (issuer === undefined || sameOctets(top.head.subject, top.head.issuer)) break
    chain.push(issuer)
    top = issuer
  }
  return chain.slice(1).map(({ der }) => der.slice())
}
