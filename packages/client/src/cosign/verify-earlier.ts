import {
  attributeOids,
  type Certificate,
  digestAlgorithmOf,
  fromBase64url,
  type Instant,
  parseCertificate,
  parseCounterSignature,
  parseMessageDigest,
  parseSignedData,
  parseSigningTime,
  resolveSignatureAlgorithm,
  sameOctets,
  type SignatureRequest,
  type SignedData,
  type SignerInfo,
  webCrypto,
} from '@chopmark/core'
import { ClientError } from '../client-error.js'
import type { SigningHash } from '../key-sources/key-source.js'

/** One signature that is there already. */
export interface EarlierSigner {
  readonly certificate: Certificate
  /** The signer's own claim. */
  readonly signingTime?: Instant
  /** It stands over another one, not over the document. */
  readonly counter: boolean
}

/** What was found. */
export interface VerifiedEarlier {
  readonly signers: readonly EarlierSigner[]
  /** The value that the request names by its digest. */
  readonly signatureValue: Uint8Array
}

const hashes: readonly SigningHash[] = ['SHA-256', 'SHA-384', 'SHA-512']
/** More people have not signed one form in turn; each costs a verification. */
const maxSigners = 32

/**
 * Verifies that what the portal calls earlier signatures are signatures of the very document that is shown: the message
 * digest is the document's, the value was made by the certificate's key. Whether the certificates are to be trusted is the
 * portal's to say.
 * @param cms - As `GET {requestUrl}/earlier` gave it, without the document.
 * @throws ClientError `EARLIER_SIGNATURE_MISMATCH`.
 * Source: RFC 5652 §5.4, §5.6, §11.4.
 */
export async function verifyEarlier(
  cms: Uint8Array,
  request: SignatureRequest,
  digestOf: (algorithm: SigningHash) => Promise<Uint8Array>,
): Promise<VerifiedEarlier> {
  const parsed = parseSignedData(cms)
  if (!parsed.ok) mismatch()
  const signers: EarlierSigner[] = []
  const wanted = fromBase64url(request.cosign?.signatureSha256 ?? '')
  let signatureValue: Uint8Array | undefined
  const take = async (
    signerInfo: SignerInfo,
    signed: (algorithm: SigningHash) => Promise<Uint8Array>,
    counter: boolean,
  ): Promise<void> => {
    if (signers.length === maxSigners) mismatch()
    signers.push({ ...(await verifySigner(signerInfo, parsed.value, signed)), counter })
    for (const value of countersOf(signerInfo)) {
      const over = parseCounterSignature(value)
      if (!over.ok) mismatch()
      await take(over.value, (hash) => sha(hash, signerInfo.signatureValue), true)
    }
  }
  for (const signerInfo of parsed.value.signerInfos) {
    await take(signerInfo, digestOf, false)
    if (sameOctets(await sha('SHA-256', signerInfo.signatureValue), wanted)) {
      signatureValue = signerInfo.signatureValue
    }
  }
  return { signers, signatureValue: signatureValue ?? mismatch() }
}

async function verifySigner(
  signerInfo: SignerInfo,
  signedData: SignedData,
  digestOf: (algorithm: SigningHash) => Promise<Uint8Array>,
): Promise<Omit<EarlierSigner, 'counter'>> {
  const certificate = certificateOf(signerInfo, signedData)
  const digestAlgorithm = digestAlgorithmOf(signerInfo.digestAlgorithm)
  const { signedAttributes } = signerInfo
  if (!digestAlgorithm.ok || signedAttributes === undefined) mismatch()
  const [digestValue] = valuesOf(signerInfo, attributeOids.messageDigest)
  const messageDigest = digestValue && parseMessageDigest(digestValue)
  if (messageDigest?.ok !== true) mismatch()
  const hash = hashes.find((one) => one === digestAlgorithm.value)
  if (hash === undefined || !sameOctets(messageDigest.value, await digestOf(hash))) mismatch()
  const key = certificate.subjectPublicKeyInfo
  const spec = resolveSignatureAlgorithm({ ...signerInfo, key })
  if (!spec.ok) mismatch()
  const { der } = signedAttributes
  const verifies = await webCrypto().verify(spec.value, key, der, signerInfo.signatureValue)
  if (!verifies) mismatch()
  const [timeValue] = valuesOf(signerInfo, attributeOids.signingTime)
  const time = timeValue && parseSigningTime(timeValue)
  return { certificate, ...(time?.ok === true && { signingTime: time.value }) }
}

function certificateOf({ sid }: SignerInfo, { certificates }: SignedData): Certificate {
  for (const { kind, raw } of certificates) {
    const parsed = kind === 'certificate' ? parseCertificate(raw) : undefined
    if (parsed?.ok !== true || sid.kind !== 'issuerAndSerialNumber') continue
    const { issuer, serialNumber } = parsed.value
    if (sameOctets(issuer.raw, sid.issuer.raw) && sameOctets(serialNumber, sid.serialNumber)) {
      return parsed.value
    }
  }
  return mismatch()
}

function valuesOf({ signedAttributes }: SignerInfo, oid: string): readonly Uint8Array[] {
  return signedAttributes?.attributes.find((one) => one.oid === oid)?.values ?? []
}

function countersOf({ unsignedAttributes = [] }: SignerInfo): readonly Uint8Array[] {
  return unsignedAttributes.flatMap(({ oid, values }) =>
    oid === attributeOids.counterSignature ? values : [],
  )
}

async function sha(algorithm: string, octets: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(algorithm, octets as BufferSource))
}

function mismatch(): never {
  throw new ClientError('EARLIER_SIGNATURE_MISMATCH')
}
