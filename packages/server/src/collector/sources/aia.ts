import { type Instant, parseCertificate, parseSignedData } from '@chopmark/core'
import type { EvidenceItem } from '@chopmark/verify'
import type { Inspected } from '../answer-cache.js'
import { askInTurn, type EvidenceSource } from '../evidence-source.js'
import { derValues } from '../der-values.js'

/** An issuer's certificate hardly ever changes; a day is soon enough to see that it did. */
const keepMs = 24 * 60 * 60 * 1000
/** A certs-only message or PEM file may hold so many. */
const maxCertificates = 16

/**
 * Collects an issuer's certificate from where its subject's certificate says it is, RFC 5280 §4.2.2.1: one certificate,
 * or a certs-only CMS message. Nobody vouches for a certificate whose issuer is missing: its URLs are followed only to
 * hosts that the operator's trust list names.
 */
export const aiaSource: EvidenceSource<'issuer'> = {
  kind: 'issuer',
  collect: (need, context) =>
    askInTurn(
      need,
      context,
      (url) => ({
        key: url,
        refuse: !context.issuerHosts.includes(hostOf(url)),
        url,
        accept: 'application/pkix-cert, application/pkcs7-mime;q=0.9, */*;q=0.1',
        maxBytes: context.limits.maxOtherBytes,
        inspect: (bytes) => inspectCertificates(bytes, context.now),
      }),
      ({ bytes }) =>
        certificatesIn(bytes).map((found): EvidenceItem => ({ kind: 'certificate', bytes: found })),
    ),
}

function inspectCertificates(bytes: Uint8Array, now: Instant): Inspected | undefined {
  return certificatesIn(bytes).length === 0
    ? undefined
    : { bytes, currentUntil: (now + keepMs) as Instant }
}

function certificatesIn(bytes: Uint8Array): readonly Uint8Array[] {
  return derValues(bytes, maxCertificates)
    .flatMap((der) => {
      if (parseCertificate(der).ok) return [der]
      const message = parseSignedData(der)
      if (!message.ok) return []
      return message.value.certificates
        .filter(({ kind }) => kind === 'certificate')
        .map(({ raw }) => raw)
    })
    .slice(0, maxCertificates)
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
