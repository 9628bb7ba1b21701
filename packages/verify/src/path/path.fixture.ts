import {
  decodePem,
  type HeldTrustAnchor,
  parseCertificate,
  type Instant,
  trustAnchors,
} from '@chopmark/core'
import { anyAlgorithms } from '../default-algorithms.js'
import { definePolicy } from '../define-policy.js'
import type { PolicySettings } from '../policy.js'
import {
  type CertificateOptions,
  type CertificateReport,
  validateCertificate,
} from '../validate-certificate.js'

/** Any extended key usage: for vectors of servers and clients, whose purposes are not those of signers. */
export const serverPurpose = '1.3.6.1.5.5.7.3.1'
export const clientPurpose = '1.3.6.1.5.5.7.3.2'

/** A trust anchor from a certificate in DER. */
export function anchorFrom(
  der: Uint8Array,
  id = 'test/anchor',
  use: HeldTrustAnchor['use'] = 'signing',
): HeldTrustAnchor {
  const parsed = parseCertificate(der)
  if (!parsed.ok) throw new Error(`not a certificate: ${parsed.reason} at ${parsed.offset}`)
  const { subject, subjectPublicKeyInfo } = parsed.value
  return {
    kind: 'held',
    id,
    use,
    sandbox: false,
    certificatePolicies: 'any',
    recognition: [],
    name: subject,
    subjectPublicKeyInfo,
    certificate: parsed.value,
  }
}

export interface PathVector {
  readonly target: Uint8Array
  readonly anchors: readonly Uint8Array[]
  readonly certificates: readonly Uint8Array[]
  readonly at: Instant
  readonly policy?: Partial<PolicySettings>
  readonly options?: CertificateOptions
}

/** Validates without revocation and, unless `policy` says otherwise, without asking how strong algorithms are. */
export async function validateVector(vector: PathVector): Promise<CertificateReport> {
  const { target, anchors, certificates, at, policy, options } = vector
  const use = options?.purpose === 'time-stamping' ? 'time-stamping' : 'signing'
  return validateCertificate(
    {
      certificate: target,
      items: certificates.map((bytes) => ({ kind: 'certificate', bytes })),
    },
    definePolicy({
      id: 'test',
      trustAnchors: trustAnchors(anchors.map((der, i) => anchorFrom(der, `test/anchor-${i}`, use))),
      algorithms: anyAlgorithms(),
      requireRecognition: false,
      ...policy,
    }),
    at,
    { revocation: 'skip', ...options },
  )
}

/** Is this an anchor at all? Some vectors hide what is wrong in the root, where our parser finds it. */
export function isCertificate(der: Uint8Array): boolean {
  return parseCertificate(der).ok
}

/** The first certificate of a PEM text. */
export function derOf(pem: string): Uint8Array {
  const blocks = decodePem(pem)
  const [first] = blocks.ok ? blocks.value : []
  if (first === undefined) throw new Error('no PEM block')
  return first.bytes
}
