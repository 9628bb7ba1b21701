import {
  canonicalise,
  type Certificate,
  certIdInputs,
  compareNames,
  decodePem,
  digestAlgorithmOf,
  displayText,
  extractSmime,
  formatName,
  type Name,
  nameKey,
  oidName,
  parseAlgorithmProtection,
  parseBasicOcspResponse,
  parseCertificate,
  parseCertificateList,
  parseCertificateValues,
  parseCommitmentType,
  parseContentHints,
  parseContentIdentifier,
  parseContentInfo,
  parseContentReference,
  parseContentType,
  parseCounterSignature,
  parseMessageDigest,
  parseMimeType,
  parseOcspResponse,
  parseRevocationValues,
  parseShown,
  parseSignaturePolicy,
  parseSignedData,
  parseSignerAttributes,
  parseSignerAttributesV2,
  parseSignerLocation,
  parseSigningCertificate,
  parseSigningCertificateV2,
  parseSigningTime,
  parseTimeStampResponse,
  parseTstInfo,
  parsing,
  readEncodedObjects,
  readName,
  readPublicKey,
  readSubjectPublicKeyInfo,
  readTime,
  resolveSignatureAlgorithm,
  type Result,
  signatureFor,
  textWarnings,
  toDer,
} from '@chopmark/core'
import { neededDigests, readCms } from '@chopmark/verify'
import type { Base, Execution, Target } from './target.js'
import { Finding } from './target.js'
import { parseBudget } from './work.js'

type Parse = (bytes: Uint8Array) => Result<unknown>

const attributeParsers: readonly Parse[] = [
  ...[parseAlgorithmProtection, parseCertificateValues, parseCommitmentType, parseContentHints],
  ...[parseContentIdentifier, parseContentReference, parseContentType, parseCounterSignature],
  ...[parseMessageDigest, parseMimeType, parseRevocationValues, parseShown, parseSignaturePolicy],
  ...[parseSignerAttributes, parseSignerAttributesV2, parseSignerLocation],
  ...[parseSigningCertificate, parseSigningCertificateV2, parseSigningTime],
]

/** Runs a parser twice: a value or a problem inside the bytes, the same again, and the bytes as they were. */
function parseTwice<T>(bytes: Uint8Array, parse: (bytes: Uint8Array) => Result<T>): T | null {
  const before = Buffer.from(bytes)
  const one = parse(bytes)
  const other = parse(bytes)
  if (!before.equals(bytes)) throw new Finding('the parser changed the bytes given')
  if (one.ok !== other.ok) throw new Finding('the parser answered differently the second time')
  if (one.ok) return one.value
  if (!other.ok && (one.reason !== other.reason || one.offset !== other.offset)) {
    throw new Finding('the parser refused differently the second time')
  }
  if (!(one.offset >= 0 && one.offset <= bytes.length)) {
    throw new Finding(`the offset ${one.offset} lies outside the ${bytes.length} bytes given`)
  }
  return null
}

function useName(name: Name): void {
  nameKey(name)
  if (!compareNames(name, { ...name })) throw new Finding('a name differs from itself')
  const text = formatName(name)
  displayText(text, { maxLength: 200 })
  textWarnings(text)
  for (const rdn of name.rdns) for (const { oid } of rdn) oidName(oid)
}

function useCertificate(certificate: Certificate): void {
  useName(certificate.issuer)
  useName(certificate.subject)
  certIdInputs(certificate, certificate)
  const { subjectPublicKeyInfo: key, signatureAlgorithm, signatureValue } = certificate
  const publicKey = readPublicKey(key)
  const spec = resolveSignatureAlgorithm({ signatureAlgorithm, key })
  if (publicKey.ok && spec.ok) signatureFor(spec.value, publicKey.value, signatureValue)
}

function parseTarget(
  name: string,
  bases: readonly Base[],
  run: (bytes: Uint8Array, execution: Execution) => void,
): Target {
  return {
    name,
    bases,
    budget: parseBudget,
    run: (parts, execution) => {
      for (const bytes of parts) run(bytes, execution)
    },
  }
}

/** Inputs for the parsers, by what they are. */
export interface ParseBases {
  readonly certificates: readonly Base[]
  readonly crls: readonly Base[]
  readonly ocsp: readonly Base[]
  readonly cms: readonly Base[]
  readonly tsp: readonly Base[]
  readonly texts: readonly Base[]
}

/** Every public function of `core` that takes bytes. */
export function parseTargets(bases: ParseBases): readonly Target[] {
  const { certificates, crls, ocsp, cms, tsp, texts } = bases
  return [
    parseTarget('certificate', certificates, (bytes) => {
      const certificate = parseTwice(bytes, parseCertificate)
      if (certificate !== null) useCertificate(certificate)
    }),
    parseTarget('crl', crls, (bytes) => {
      const crl = parseTwice(bytes, parseCertificateList)
      if (crl === null) return
      useName(crl.issuer)
      let count = 0
      for (const { serialNumber } of crl.entries()) {
        count += 1
        if (count < 20 && crl.find(serialNumber).length === 0) {
          throw new Finding('a CRL does not find an entry of its own')
        }
      }
      if (count !== crl.entryCount) throw new Finding('entryCount differs from the entries')
      crl.find(Uint8Array.of(0x12, 0x34))
    }),
    parseTarget('ocsp', ocsp, (bytes) => {
      parseTwice(bytes, parseOcspResponse)
      parseTwice(bytes, parseBasicOcspResponse)
    }),
    parseTarget('cms', cms, (bytes) => {
      parseTwice(bytes, parseContentInfo)
      const signedData = parseTwice(bytes, parseSignedData)
      const document = readCms(bytes)
      if (document.ok) neededDigests(document.value)
      for (const {
        digestAlgorithm,
        signedAttributes,
        unsignedAttributes,
      } of signedData?.signerInfos ?? []) {
        digestAlgorithmOf(digestAlgorithm)
        const attributes = [...(signedAttributes?.attributes ?? []), ...(unsignedAttributes ?? [])]
        for (const { values } of attributes) {
          for (const value of values.slice(0, 4)) for (const parse of attributeParsers) parse(value)
        }
      }
    }),
    parseTarget('tsp', tsp, (bytes) => {
      parseTwice(bytes, parseTimeStampResponse)
      parseTwice(bytes, parseTstInfo)
    }),
    parseTarget('attributes', [...cms, ...tsp], (bytes) => {
      for (const parse of attributeParsers) parseTwice(bytes, parse)
    }),
    parseTarget('der', [...certificates, ...cms], (bytes) => {
      const canonical = parseTwice(bytes, canonicalise)
      if (canonical !== null) {
        const again = canonicalise(canonical)
        if (!again.ok || !Buffer.from(again.value).equals(canonical)) {
          throw new Finding('what canonicalise gave is not canonical')
        }
      }
      const name = parseTwice(bytes, (all) => parsing(all, (reader) => readName(reader)))
      if (name !== null) useName(name)
      parseTwice(bytes, (all) => parsing(all, readTime))
      const key = parseTwice(bytes, (all) => parsing(all, readSubjectPublicKeyInfo))
      if (key !== null) readPublicKey(key)
    }),
    parseTarget('texts', texts, (bytes) => {
      parseTwice(bytes, readEncodedObjects)
      parseTwice(bytes, toDer)
      parseTwice(bytes, decodePem)
      parseTwice(bytes, extractSmime)
      const text = Buffer.from(bytes).toString('utf8')
      displayText(text)
      displayText(text, { multiline: true, maxLength: 100 })
      textWarnings(text)
    }),
  ]
}
