import { createHash } from 'node:crypto'
import { type Certificate, instant, parseCertificate } from '@chopmark/core'
import {
  basicConstraints,
  type CertificateTemplate,
  distinguishedName,
  type Extension,
  generateTestKey,
  keyUsage,
  signCertificate,
  type TestKey,
} from '@chopmark/test-pki'
import type { KnownCertificate } from '../decision-context.js'

/** The moment at which certificates made here are valid. */
export const midday = instant('2026-06-01T12:00:00Z')

const keys = new Map<string, Promise<TestKey>>()

/** A P-256 key, the same one for the same label. */
export function keyNamed(label: string): Promise<TestKey> {
  let key = keys.get(label)
  if (key === undefined) {
    key = generateTestKey('P-256')
    keys.set(label, key)
  }
  return key
}

/** A certificate with what is needed to issue below it. */
export interface Issued extends KnownCertificate {
  readonly der: Uint8Array
  readonly name: Uint8Array
  readonly key: TestKey
}

export interface IssueOptions extends Partial<CertificateTemplate> {
  /** Absent: self-signed. */
  readonly by?: Issued
  /** Label of the subject's key; default the common name. */
  readonly key?: string
}

export const caExtensions: readonly Extension[] = [
  basicConstraints(true),
  keyUsage(['keyCertSign', 'cRLSign']),
]

let serial = 1n

/** Issues a certificate; the common name is the default subject. */
export async function issue(commonName: string, options: IssueOptions = {}): Promise<Issued> {
  const { by, key: label = commonName, ...template } = options
  const key = await keyNamed(label)
  const name = template.subject ?? distinguishedName(['C', 'HK'], ['CN', commonName])
  serial += 1n
  const der = signCertificate(
    {
      serialNumber: serial,
      issuer: by?.name ?? name,
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2027-01-01T00:00:00Z'),
      spki: key.spki,
      extensions: [],
      ...template,
      subject: name,
    },
    by?.key ?? key,
  )
  return { der, name, key, certificate: parsed(der), sha256: sha256(der) }
}

/** A CA certificate; the extensions given come on top of those of a CA. */
export function issueCa(commonName: string, options: IssueOptions = {}): Promise<Issued> {
  const { extensions = [], ...rest } = options
  return issue(commonName, { ...rest, extensions: [...caExtensions, ...extensions] })
}

function parsed(der: Uint8Array): Certificate {
  const certificate = parseCertificate(der)
  if (!certificate.ok) throw new Error(`${certificate.reason} at ${certificate.offset}`)
  return certificate.value
}

function sha256(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex')
}
