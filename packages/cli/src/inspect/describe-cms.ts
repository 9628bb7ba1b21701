import { createHash } from 'node:crypto'
import {
  attributeOids,
  formatInstant,
  formatName,
  hex,
  oidName,
  parseCertificate,
  parseShown,
  parseTstInfo,
  type Attribute,
  type SignedData,
  type SignerInfo,
} from '@chopmark/core'
import { describeCertificate } from './describe-certificate.js'
import { fields, type Description } from './description.js'

const tstInfoOid = '1.2.840.113549.1.9.16.1.4'

function describeAttributes(attributes: readonly Attribute[] | undefined): Description | undefined {
  return attributes?.map(({ oid, values }) => `${oidName(oid)} (${values.map(hex).join(', ')})`)
}

/** What the signing dialog says it showed, when the signature says so once and in due form. */
function describeShown(attributes: readonly Attribute[] = []): Description | undefined {
  const [value, ...more] = attributes
    .filter(({ oid }) => oid === attributeOids.shown)
    .flatMap(({ values }) => values)
  const parsed = value === undefined || more.length > 0 ? undefined : parseShown(value)
  if (parsed?.ok !== true) return undefined
  const shown = parsed.value
  return shown.extent === 'none' ? { ...shown } : { ...shown, sha256: hex(shown.sha256) }
}

function describeSigner(signer: SignerInfo): Description {
  return fields({
    version: signer.version,
    signer:
      signer.sid.kind === 'issuerAndSerialNumber'
        ? `${formatName(signer.sid.issuer)} serial ${hex(signer.sid.serialNumber)}`
        : `key identifier ${hex(signer.sid.keyIdentifier)}`,
    digestAlgorithm: oidName(signer.digestAlgorithm.oid),
    signatureAlgorithm: oidName(signer.signatureAlgorithm.oid),
    signedAttributes: describeAttributes(signer.signedAttributes?.attributes),
    shown: describeShown(signer.signedAttributes?.attributes),
    unsignedAttributes: describeAttributes(signer.unsignedAttributes),
  })
}

/** The facts of a time-stamp, when the content is one. */
function describeTstInfo(content: Uint8Array): Description | undefined {
  const parsed = parseTstInfo(content)
  if (!parsed.ok) return undefined
  const { policy, hashAlgorithm, hashedMessage, serialNumber, genTime, accuracyMicros, nonce } =
    parsed.value
  return fields({
    genTime: formatInstant(genTime),
    policy,
    hashAlgorithm: oidName(hashAlgorithm.oid),
    hashedMessage: hex(hashedMessage),
    serialNumber: hex(serialNumber),
    accuracyMicros,
    nonce: nonce === undefined ? undefined : hex(nonce),
  })
}

/** A SignedData field by field; a timestamp token shows its TSTInfo. */
export function describeCms(cms: SignedData): Description {
  const timestamp =
    cms.eContentType === tstInfoOid && cms.eContent !== undefined
      ? describeTstInfo(cms.eContent)
      : undefined
  return fields({
    type: timestamp === undefined ? 'signed-data' : 'timestamp-token',
    sha256: createHash('sha256').update(cms.raw).digest('hex'),
    encoding: cms.encoding,
    version: cms.version,
    contentType: oidName(cms.eContentType),
    contentBytes: cms.eContent?.length ?? null,
    timestamp,
    signers: cms.signerInfos.map(describeSigner),
    certificates: cms.certificates.map((choice) => {
      const parsed = choice.kind === 'certificate' ? parseCertificate(choice.raw) : undefined
      return parsed?.ok === true ? describeCertificate(parsed.value) : { kind: choice.kind }
    }),
    revocationInfos: cms.revocationInfos.map(({ kind, raw }) => ({ kind, sizeBytes: raw.length })),
  })
}
