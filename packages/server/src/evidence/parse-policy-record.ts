import {
  type CertificateProfile,
  type HeldTrustAnchor,
  parseCertificate,
  parsing,
  type PinnedTrustAnchor,
  readName,
  readSubjectPublicKeyInfo,
  type Result,
  type TrustAnchor,
  trustAnchors,
  UsageError,
} from '@chopmark/core'
import { type AlgorithmConstraint, definePolicy, type ValidationPolicy } from '@chopmark/verify'
import {
  count,
  dictionary,
  either,
  type Fields,
  flag,
  hexText,
  list,
  moment,
  object,
  octets,
  oneOf,
  type Shape,
  ShapeError,
  text,
} from './shape.js'

export const digestName = oneOf(
  'MD5',
  'SHA-1',
  'SHA-224',
  'SHA-256',
  'SHA-384',
  'SHA-512',
  'SHA3-224',
  'SHA3-256',
  'SHA3-384',
  'SHA3-512',
)

const maxDerBytes = 64 * 1024
const texts = list(text())
const anyOr = either(oneOf('any'), texts)

/**
 * Reads what `policyRecord` wrote. A policy out of a file says whom that decision trusted; nobody else has to.
 * @throws ShapeError naming the place that is not what it should be.
 */
export const policyShape: Shape<ValidationPolicy> = (value, at) => {
  const settings = object((fields) => ({
    id: fields.get('id', text()),
    trustAnchors: fields.get('trustAnchors', list(anchor)),
    revocation: fields.get('revocation', revocation),
    signature: fields.get('signature', signature),
    path: fields.get('path', path),
    clockSkewMs: fields.get('clockSkewMs', count),
    algorithms: fields.get('algorithms', list(algorithm)),
    certificateProfiles: fields.get('certificateProfiles', list(profile)),
    acceptedProfiles: fields.get('acceptedProfiles', anyOr),
    requireRecognition: fields.get('requireRecognition', flag),
    ...fields.maybe('bestSignatureTime', moment),
    ...fields.maybe('documentDigests', list(digestName)),
  }))(value, at)
  try {
    return definePolicy({ ...settings, trustAnchors: trustAnchors(settings.trustAnchors) })
  } catch (error) {
    if (error instanceof UsageError) throw new ShapeError(at)
    throw error
  }
}

const revocation = object((fields) => ({
  required: fields.get('required', oneOf('always', 'if-published', 'never')),
  maxAgeMs: fields.get('maxAgeMs', either(oneOf('next-update'), count)),
  ...fields.maybe('invalidityDate', oneOf('shown', 'decides')),
}))

const signature = object((fields) => ({
  level: fields.get('level', oneOf('CAdES-B-B', 'CMS')),
  keyUsage: fields.get('keyUsage', list(oneOf('digitalSignature', 'nonRepudiation'))),
  extKeyUsage: fields.get('extKeyUsage', texts),
  ...fields.maybe('signaturePolicies', anyOr),
}))

const path = object((fields) => ({
  initialPolicySet: fields.get('initialPolicySet', anyOr),
  initialExplicitPolicy: fields.get('initialExplicitPolicy', flag),
  initialPolicyMappingInhibit: fields.get('initialPolicyMappingInhibit', flag),
  initialAnyPolicyInhibit: fields.get('initialAnyPolicyInhibit', flag),
  ...fields.maybe('requireConformingCertificates', flag),
}))

const acceptableUntil = either(oneOf('no-limit', 'never'), moment)

const algorithm = object((fields): AlgorithmConstraint => {
  const until = fields.get('acceptableUntil', acceptableUntil)
  return fields.get('kind', oneOf('digest', 'signature')) === 'digest'
    ? { kind: 'digest', algorithm: fields.get('algorithm', digestName), acceptableUntil: until }
    : {
        kind: 'signature',
        scheme: fields.get(
          'scheme',
          oneOf('RSASSA-PKCS1-v1_5', 'RSASSA-PSS', 'ECDSA', 'Ed25519', 'DSA'),
        ),
        minKeyBits: fields.get('minKeyBits', count),
        acceptableUntil: until,
      }
})

const confidence = oneOf('seen', 'inferred', 'memory')

const names: Shape<Readonly<Record<string, string>>> = (value, at) =>
  Object.fromEntries(dictionary(text())(value, at))

const profile = object((fields): CertificateProfile => ({
  id: fields.get('id', text()),
  name: fields.get('name', localizedText),
  match: fields.get(
    'match',
    object((match) => ({
      ...match.maybe('policyPrefixes', texts),
      ...match.maybe('issuerCommonNames', texts),
      ...match.maybe('subject', names),
    })),
  ),
  subjectLayout: fields.get('subjectLayout', list(subjectPlace)),
  signing: fields.get('signing', oneOf('allowed', 'forbidden', 'designated')),
  terms: fields.get('terms', text()),
  sandbox: fields.get('sandbox', flag),
  confidence: fields.get('confidence', confidence),
}))

const subjectPlace = object((fields) => ({
  role: fields.get(
    'role',
    oneOf(
      'subscriberReferenceNumber',
      'registrationNumber',
      'organisation',
      'branch',
      'holderName',
      'email',
      'certificateType',
    ),
  ),
  oid: fields.get('oid', text()),
  index: fields.get('index', count),
  confidence: fields.get('confidence', confidence),
}))

/** A sentence in three languages. */
export const localizedText = object((fields) => ({
  en: fields.get('en', text()),
  'zh-Hant-HK': fields.get('zh-Hant-HK', text()),
  'zh-Hans-HK': fields.get('zh-Hans-HK', text()),
}))

const recognition = object((fields) => ({
  status: fields.get('status', oneOf('recognised', 'suspended', 'revoked')),
  from: fields.get('from', moment),
  ...fields.maybe('to', moment),
  source: fields.get('source', text()),
  readOn: fields.get('readOn', text()),
}))

const anchor = object((fields): TrustAnchor => {
  const facts = {
    id: fields.get('id', text()),
    use: fields.get('use', oneOf('signing', 'time-stamping')),
    sandbox: fields.get('sandbox', flag),
    certificatePolicies: fields.get('certificatePolicies', anyOr),
    recognition: fields.get('recognition', list(recognition)),
  }
  return fields.get('kind', oneOf('held', 'pinned')) === 'held'
    ? { ...facts, ...heldParts(fields) }
    : { ...facts, ...pinnedParts(fields) }
})

function heldParts(fields: Fields) {
  const der =
    <T>(parse: (bytes: Uint8Array) => Result<T>): Shape<T> =>
    (value, at) => {
      const parsed = parse(octets(maxDerBytes)(value, at))
      if (!parsed.ok) throw new ShapeError(at)
      return parsed.value
    }
  const nameOf = der((bytes) => parsing(bytes, (reader) => readName(reader)))
  const keyOf = der((bytes) => parsing(bytes, readSubjectPublicKeyInfo))
  return {
    kind: 'held',
    name: fields.get('name', nameOf),
    subjectPublicKeyInfo: fields.get('subjectPublicKeyInfo', keyOf),
    ...fields.maybe('certificate', der(parseCertificate)),
  } satisfies Partial<HeldTrustAnchor>
}

function pinnedParts(fields: Fields) {
  return {
    kind: 'pinned',
    certificateSha256: fields.get('certificateSha256', hexText),
    subject: fields.get('subject', text()),
    notBefore: fields.get('notBefore', moment),
    notAfter: fields.get('notAfter', moment),
    publishedAt: fields.get('publishedAt', text()),
  } satisfies Partial<PinnedTrustAnchor>
}
