import {
  certificationRequestInfo,
  ecdsaSignatureDer,
  type SignatureRequest,
  UsageError,
  writeCertificationRequest,
} from '@chopmark/core'
import { ClientError } from '../../client-error.js'
import { requireOwnAttributes } from '../../signing/own-attributes.js'
import { subtle } from '../../wire/portal.js'
import type { KeyAlgorithm, KeyHandle } from '../key-source.js'
import type { DeviceRecord } from './device-storage.js'

/** What kinds of key are made; both are in every browser of today. */
export type DeviceKeyAlgorithm = 'P-256' | 'RSA-2048'

/** A record that the certification authority has answered. */
export type CertifiedRecord = DeviceRecord & { readonly certificate: Uint8Array }

/** Makes a key that can sign and cannot be exported, and its record without a certificate. */
export async function generateDeviceKey(
  enrolUrl: string,
  algorithm: DeviceKeyAlgorithm,
): Promise<DeviceRecord> {
  const generation =
    algorithm === 'P-256'
      ? { name: 'ECDSA', namedCurve: 'P-256' }
      : {
          name: 'RSASSA-PKCS1-v1_5',
          hash: 'SHA-256',
          modulusLength: 2048,
          publicExponent: Uint8Array.of(1, 0, 1),
        }
  const { privateKey, publicKey } = await subtle().generateKey(generation, false, [
    'sign',
    'verify',
  ])
  return { id: crypto.randomUUID(), enrolUrl, privateKey, publicKey }
}

/** DER SubjectPublicKeyInfo of a record's key. */
export async function publicKeyInfo({ publicKey }: DeviceRecord): Promise<Uint8Array> {
  return new Uint8Array(await subtle().exportKey('spki', publicKey))
}

/**
 * A PKCS #10 request for the record's key, with an empty subject: the authority knows the holder by the code.
 * @returns The request, and of it what was signed: a current key signs the same octets to prove a renewal.
 */
export async function requestCertificate(
  record: DeviceRecord,
  challenge: string,
): Promise<{ readonly request: Uint8Array; readonly info: Uint8Array }> {
  const subjectPublicKeyInfo = await publicKeyInfo(record)
  const info = certificationRequestInfo({ subjectPublicKeyInfo, challengePassword: challenge })
  const algorithm = algorithmOf(record, 'SHA-256')
  const signature = await signOctets(record, algorithm, info)
  return { request: writeCertificationRequest(info, algorithm, signature), info }
}

/** The current key's agreement that another key takes its place: its signature over the new CertificationRequestInfo. */
export async function proveRenewal(current: DeviceRecord, info: Uint8Array): Promise<Uint8Array> {
  return signOctets(current, algorithmOf(current, 'SHA-256'), info)
}

/** A record as a key that can sign. */
export function deviceKeyHandle(record: CertifiedRecord, request: SignatureRequest): KeyHandle {
  const { certificate, chain = [] } = record
  const algorithm = algorithmOf(record, request.document.digestAlgorithm)
  let released = false
  return {
    certificate,
    chain,
    algorithm,
    renewal: 'at-source',
    async sign(attributes, { signal } = {}) {
      if (released) throw new UsageError('KEY_RELEASED', 'Sign before release().')
      signal?.throwIfAborted()
      await requireOwnAttributes(attributes, certificate)
      const signature = await signOctets(record, algorithm, attributes)
      signal?.throwIfAborted()
      return signature
    },
    release() {
      released = true
    },
  }
}

/** An RSA key of WebCrypto is bound to the hash it was made with; an elliptic one takes the request's. */
function algorithmOf(
  { privateKey }: DeviceRecord,
  hash: SignatureRequest['document']['digestAlgorithm'],
): Exclude<KeyAlgorithm, { scheme: 'Ed25519' }> {
  return privateKey.algorithm.name === 'ECDSA'
    ? { scheme: 'ECDSA', hash, curve: 'P-256' }
    : { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
}

async function signOctets(
  { privateKey }: DeviceRecord,
  { scheme, hash }: KeyAlgorithm,
  octets: Uint8Array,
): Promise<Uint8Array> {
  try {
    const signed = await subtle().sign(
      { name: scheme, hash },
      privateKey,
      octets as Uint8Array<ArrayBuffer>,
    )
    const signature = new Uint8Array(signed)
    return scheme === 'ECDSA' ? ecdsaSignatureDer(signature) : signature
  } catch (cause) {
    throw new ClientError('SIGNING_FAILED', { cause })
  }
}
