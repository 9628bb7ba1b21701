import { type CommitmentType, fromBase64url, type SignatureRequest } from '@chopmark/core'
import { ClientError } from '../client-error.js'
import { maxHeldBytes } from './document-content.js'

/** 2 GiB: digested as a stream; beyond, nobody waits for it in a dialog. */
export const maxContentBytes = 2 * 1024 * 1024 * 1024

const digestBytes = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 } as const
const commitmentTypes: readonly CommitmentType[] = [
  'proofOfOrigin',
  'proofOfReceipt',
  'proofOfDelivery',
  'proofOfSender',
  'proofOfApproval',
  'proofOfCreation',
]
const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/

/**
 * Parses a signature request. Nothing in it is trusted: every field has to be there, of its type and within its limits,
 * and only the known fields are taken over, so that a request from another version cannot smuggle a meaning in.
 * @param json - The parsed JSON.
 * @throws ClientError `REQUEST_MALFORMED` (its cause names the field), `DOCUMENT_TOO_LARGE`.
 */
export function parseRequest(json: unknown): SignatureRequest {
  const root = record(json, 'request')
  const document = record(root['document'], 'document')
  const signer = record(root['signer'], 'signer')
  const digestAlgorithm = oneOf(
    document['digestAlgorithm'],
    ['SHA-256', 'SHA-384', 'SHA-512'] as const,
    'document.digestAlgorithm',
  )
  const sizeBytes = document['sizeBytes']
  if (!Number.isSafeInteger(sizeBytes) || (sizeBytes as number) < 0) fail('document.sizeBytes')
  const most = root['packaging'] === 'attached' ? maxHeldBytes : maxContentBytes
  if ((sizeBytes as number) > most) throw new ClientError('DOCUMENT_TOO_LARGE')
  if (root['version'] !== 1) fail('version')
  if (typeof root['sandbox'] !== 'boolean') fail('sandbox')
  return {
    version: 1,
    id: text(root['id'], 'id', 200),
    nonce: octets(root['nonce'], 32, 'nonce'),
    origin: origin(root['origin'], 'origin'),
    ...optional('dialogOrigin', root['dialogOrigin'], (value) => origin(value, 'dialogOrigin')),
    requester: localized(root['requester'], 'requester', 300),
    purpose: localized(root['purpose'], 'purpose', 2000),
    document: {
      name: text(document['name'], 'document.name', 300),
      mediaType: text(document['mediaType'], 'document.mediaType', 200),
      sizeBytes: sizeBytes as number,
      digestAlgorithm,
      digest: octets(document['digest'], digestBytes[digestAlgorithm], 'document.digest'),
    },
    packaging: oneOf(root['packaging'], ['attached', 'detached'] as const, 'packaging'),
    commitmentType: oneOf(root['commitmentType'], commitmentTypes, 'commitmentType'),
    signer: {
      ...optional('profiles', signer['profiles'], (value) => texts(value, 'signer.profiles')),
      ...optional('issuerNameSha256', signer['issuerNameSha256'], (value) =>
        texts(value, 'signer.issuerNameSha256', /^[0-9a-f]{64}$/),
      ),
      ...optional('subject', signer['subject'], subjectConstraint),
    },
    ...optional('shown', root['shown'], (value) => oneOf(value, ['whole'] as const, 'shown')),
    ...optional('cosign', root['cosign'], cosign),
    createdAt: time(root['createdAt'], 'createdAt'),
    expiresAt: time(root['expiresAt'], 'expiresAt'),
    sandbox: root['sandbox'],
  }
}

function cosign(value: unknown): NonNullable<SignatureRequest['cosign']> {
  const fields = record(value, 'cosign')
  const { anotherPerson } = fields
  return {
    as: oneOf(fields['as'], ['parallel', 'counter'] as const, 'cosign.as'),
    signatureId: text(fields['signatureId'], 'cosign.signatureId', 200),
    signatureSha256: octets(fields['signatureSha256'], 32, 'cosign.signatureSha256'),
    anotherPerson: typeof anotherPerson === 'boolean' ? anotherPerson : fail('cosign'),
  }
}

function fail(field: string): never {
  throw new ClientError('REQUEST_MALFORMED', { cause: field })
}

function record(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(field)
  return value as Readonly<Record<string, unknown>>
}

function text(value: unknown, field: string, maxLength: number): string {
  if (typeof value !== 'string' || value === '' || value.length > maxLength) fail(field)
  return value
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], field: string): T {
  const found = allowed.find((candidate) => candidate === value)
  return found ?? fail(field)
}

function octets(value: unknown, length: number, field: string): string {
  const encoded = text(value, field, 100)
  try {
    if (fromBase64url(encoded).length === length) return encoded
  } catch {
    // Not base64url: the same refusal.
  }
  return fail(field)
}

function origin(value: unknown, field: string): string {
  const candidate = text(value, field, 300)
  if (!URL.canParse(candidate) || new URL(candidate).origin !== candidate) fail(field)
  return candidate
}

function time(value: unknown, field: string): string {
  const candidate = text(value, field, 30)
  if (!timePattern.test(candidate) || Number.isNaN(Date.parse(candidate))) fail(field)
  return candidate
}

function localized(value: unknown, field: string, maxLength: number): SignatureRequest['purpose'] {
  const languages = record(value, field)
  return {
    en: text(languages['en'], `${field}.en`, maxLength),
    'zh-Hant-HK': text(languages['zh-Hant-HK'], `${field}.zh-Hant-HK`, maxLength),
    'zh-Hans-HK': text(languages['zh-Hans-HK'], `${field}.zh-Hans-HK`, maxLength),
  }
}

function texts(value: unknown, field: string, pattern = /./u): readonly string[] {
  if (!Array.isArray(value) || value.length > 100) fail(field)
  return value.map((item) => {
    const candidate = text(item, field, 200)
    return pattern.test(candidate) ? candidate : fail(field)
  })
}

function subjectConstraint(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(record(value, 'signer.subject'))
  if (entries.length > 20) fail('signer.subject')
  // A null prototype: an attribute called `__proto__` stays a plain (and here refused) name.
  const subject = Object.create(null) as Record<string, string>
  for (const [oid, wanted] of entries) {
    if (!/^\d+(?:\.\d+){1,30}$/.test(oid)) fail('signer.subject')
    subject[oid] = text(wanted, 'signer.subject', 300)
  }
  return subject
}

function optional<K extends string, T>(
  key: K,
  value: unknown,
  parse: (value: unknown) => T,
): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: parse(value) } as { readonly [P in K]?: T })
}
