import {
  type Certificate,
  displayText,
  hex,
  type Instant,
  type Name,
  parseCertificate,
  type SignatureRequest,
} from '@chopmark/core'
import type { KeyHandle } from '../key-sources/key-source.js'
import type { MisfitCode } from '../messages/messages.js'
import { subtle } from '../wire/portal.js'

/** A certificate as a person recognises it. All texts have been through `displayText`. */
export interface CertificateSummary {
  readonly holder: string
  /** Hongkong Post writes the type of certificate into organizationName. */
  readonly kind?: string
  /** Organisation and branch, from organizational units that are not plain numbers. */
  readonly organisation?: string
  readonly issuer: string
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly serialNumber: string
}

/** Does the certificate fit the request, as far as the page can tell? The server decides; this saves a person a try. */
export interface Fit {
  readonly fits: 'yes' | 'doubtful' | 'no'
  /** Why not, or why doubtful. */
  readonly misfit?: MisfitCode
  /** For WRONG_PERSON: whom the request names. */
  readonly wanted?: string
}

/** A key with what the dialog shows of it. */
export interface Candidate {
  readonly key: KeyHandle
  readonly summary: CertificateSummary
  readonly fit: Fit
}

const oids = { commonName: '2.5.4.3', organization: '2.5.4.10', unit: '2.5.4.11' } as const
const maxNameLength = 120

/**
 * Describes a key and compares its certificate with the request.
 * @param now - This device's clock: a hint only, since it may be wrong. What is certain comes from the request's own times.
 */
export async function describeKey(
  key: KeyHandle,
  request: SignatureRequest,
  now: Instant,
): Promise<Candidate> {
  const parsed = parseCertificate(key.certificate)
  if (!parsed.ok) {
    const unknown = { holder: '?', issuer: '?', serialNumber: '?' }
    const summary = { ...unknown, notBefore: 0 as Instant, notAfter: 0 as Instant }
    return { key, summary, fit: { fits: 'no', misfit: 'KEY_KIND' } }
  }
  const certificate = parsed.value
  const digest = await subtle().digest('SHA-256', Uint8Array.from(certificate.issuer.raw))
  const issuerNameSha256 = hex(new Uint8Array(digest))
  return {
    key,
    summary: summarise(certificate),
    fit: fitOf(certificate, issuerNameSha256, request, now),
  }
}

/** What a person recognises a certificate by. */
export function summarise(certificate: Certificate): CertificateSummary {
  const { subject, issuer, notBefore, notAfter, serialNumber } = certificate
  const names = texts(subject, oids.commonName)
  const kind = texts(subject, oids.organization)[0]
  const units = texts(subject, oids.unit).filter((unit) => !/^[\d ]+$/.test(unit))
  const shown = (text: string): string => displayText(text, { maxLength: maxNameLength })
  return {
    holder: shown(names[0] ?? units[0] ?? kind ?? '?'),
    ...(kind === undefined ? {} : { kind: shown(kind) }),
    ...(units.length === 0 ? {} : { organisation: units.map(shown).join(' / ') }),
    issuer: shown(texts(issuer, oids.commonName)[0] ?? texts(issuer, oids.organization)[0] ?? '?'),
    notBefore,
    notAfter,
    serialNumber: hex(serialNumber).toUpperCase(),
  }
}

/** Texts of one attribute type in certificate order. */
function texts(name: Name, oid: string): readonly string[] {
  return name.rdns.flatMap((rdn) =>
    rdn.flatMap((attribute) =>
      attribute.oid === oid && attribute.text !== undefined ? [attribute.text] : [],
    ),
  )
}

function fitOf(
  certificate: Certificate,
  issuerNameSha256: string,
  request: SignatureRequest,
  now: Instant,
): Fit {
  const { notBefore, notAfter, extension, subject } = certificate
  const { signer, createdAt, expiresAt } = request
  const no = (misfit: MisfitCode): Fit => ({ fits: 'no', misfit })
  const { keyUsage } = extension
  if (
    keyUsage !== undefined &&
    !keyUsage.includes('digitalSignature') &&
    !keyUsage.includes('nonRepudiation')
  ) {
    return no('KEY_USAGE')
  }
  if (signer.issuerNameSha256?.includes(issuerNameSha256) === false) return no('ISSUER')
  for (const [oid, wanted] of Object.entries(signer.subject ?? {})) {
    if (!texts(subject, oid).includes(wanted)) {
      return { ...no('WRONG_PERSON'), wanted: displayText(wanted, { maxLength: maxNameLength }) }
    }
  }
  // The portal's clock made these two times: beyond them there is no doubt.
  if (notAfter < Date.parse(createdAt)) return no('EXPIRED')
  if (notBefore > Date.parse(expiresAt)) return no('NOT_YET_VALID')
  if (notAfter < now) return { fits: 'doubtful', misfit: 'CLOCK_EXPIRED' }
  if (notBefore > now) return { fits: 'doubtful', misfit: 'CLOCK_NOT_YET_VALID' }
  return { fits: 'yes' }
}
