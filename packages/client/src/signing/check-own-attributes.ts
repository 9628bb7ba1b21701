import { parsing, Tag, UsageError } from '@chopmark/core'
import { subtle } from '../wire/portal.js'

const contentIdentifierOid = '1.2.840.113549.1.9.16.2.7'
const signingCertificateV2Oid = '1.2.840.113549.1.9.16.2.47'

/**
 * What has to be there, each with exactly one value: message-digest, signing-certificate-v2, content-identifier. A
 * counter-signature has no content-type (RFC 5652 §11.4).
 */
const required: readonly string[] = [
  '1.2.840.113549.1.9.4',
  signingCertificateV2Oid,
  contentIdentifierOid,
]

/** More attributes than any Chopmark signature carries. */
const maxAttributes = 24

/** The work of `requireOwnAttributes`, in a chunk of its own. */
export async function checkOwnAttributes(
  octets: Uint8Array,
  certificate: Uint8Array,
): Promise<void> {
  const hash = new Uint8Array(await subtle().digest('SHA-256', Uint8Array.from(certificate)))
  const parsed = parsing(octets, (reader) => {
    const set = reader.enter(Tag.set)
    const seen = new Set<string>()
    while (!set.atEnd) {
      const attribute = set.enter(Tag.sequence)
      const oid = attribute.objectIdentifier()
      if (seen.has(oid) || seen.size === maxAttributes) attribute.fail('BAD_VALUE')
      seen.add(oid)
      const values = attribute.enter(Tag.set)
      attribute.expectEnd()
      if (oid === contentIdentifierOid) {
        const value = values.octetString()
        if (value.length !== 65 || value[0] !== 1) values.fail('BAD_VALUE')
      } else if (oid === signingCertificateV2Oid) {
        // SigningCertificateV2 → certs → ESSCertIDv2; SHA-256 is the default and so left out.
        const essCertId = values.enter(Tag.sequence).enter(Tag.sequence).enter(Tag.sequence)
        const certHash = essCertId.octetString()
        if (!certHash.every((octet, i) => octet === hash[i]) || certHash.length !== 32) {
          essCertId.fail('BAD_VALUE')
        }
      } else values.any()
      values.expectEnd()
    }
    if (!required.every((oid) => seen.has(oid))) set.fail('MISSING_FIELD')
  })
  if (!parsed.ok) {
    throw new UsageError(
      'NOT_OWN_ATTRIBUTES',
      'A key handle signs the attributes that signWithKey made, and nothing else.',
    )
  }
}
