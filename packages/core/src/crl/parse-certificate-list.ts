import type { DerReader } from '../der/der-reader.js'
import { parsing } from '../der/parsing.js'
import { Tag } from '../der/tag.js'
import { readTime } from '../der/time.js'
import type { Result } from '../result.js'
import type { Extension } from '../x509/extensions.js'
import { readAlgorithmIdentifier } from '../x509/read-algorithm-identifier.js'
import { readExtensions } from '../x509/read-extensions.js'
import { readName } from '../x509/read-name.js'
import type { CertificateList } from './crl.js'
import { CrlEntryIndex } from './crl-entry-index.js'
import { type MutableCrlExtensions, readCrlExtension } from './read-crl-extensions.js'
import { type CrlEntryScan, scanCrlEntries } from './scan-crl-entries.js'

/**
 * Parses one DER certificate list, RFC 5280 §5.1. Every entry is checked once here; none is kept as an object.
 * @param bytes - The whole list and nothing behind it; the result looks into it for as long as it is used.
 */
export function parseCertificateList(bytes: Uint8Array): Result<CertificateList> {
  return parsing(bytes, readCertificateList)
}

function readCertificateList(reader: DerReader): CertificateList {
  const outer = reader.enter(Tag.sequence)
  const raw = reader.raw()
  const tbs = outer.enter(Tag.sequence)
  const tbsRaw = outer.raw()

  const version = readVersion(tbs)
  const tbsSignatureAlgorithm = readAlgorithmIdentifier(tbs)
  const issuer = readName(tbs)
  const thisUpdate = readTime(tbs)
  const nextTag = tbs.peek()
  const nextUpdate =
    nextTag === Tag.utcTime || nextTag === Tag.generalizedTime ? readTime(tbs) : undefined

  let scan: CrlEntryScan = { entryCount: 0, issuerStarts: [], unknownCritical: [] }
  let duplicateExtension: string | undefined
  let from = tbs.pos
  let to = from
  if (tbs.peek() === Tag.sequence) {
    // An empty list MUST be absent (RFC 5280 §5.1.2.6); real CAs (DS_NA2_CA in the corpora) write one, and it says
    // the same thing.
    const list = tbs.enter(Tag.sequence)
    from = list.pos
    to = list.end
    scan = scanCrlEntries(list, version)
    duplicateExtension = scan.duplicate
  }

  let extensions: readonly Extension[] = []
  const extension: MutableCrlExtensions = {}
  if (tbs.peek() === 0xa0) {
    const explicit = tbs.enter(0xa0)
    if (version !== 2) tbs.fail('BAD_VERSION')
    const parsed = readExtensions(explicit, ({ oid }, value) =>
      readCrlExtension(oid, value, extension),
    )
    explicit.expectEnd()
    extensions = parsed.extensions
    duplicateExtension ??= parsed.duplicate
  }
  tbs.expectEnd()

  const signatureAlgorithm = readAlgorithmIdentifier(outer)
  const signatureValue = outer.bitStringOctets()
  outer.expectEnd()

  const index = new CrlEntryIndex(reader.bytes, from, to, scan.entryCount, scan.issuerStarts)
  return {
    raw,
    tbsRaw,
    version,
    tbsSignatureAlgorithm,
    signatureAlgorithm,
    signatureValue,
    issuer,
    thisUpdate,
    ...(nextUpdate !== undefined && { nextUpdate }),
    entryCount: scan.entryCount,
    extensions,
    extension,
    ...(duplicateExtension !== undefined && { duplicateExtension }),
    unknownCriticalEntryExtensions: scan.unknownCritical,
    find: (serialNumber) => index.find(serialNumber),
    matching: (serialNumber) => index.matching(serialNumber),
    entries: () => index.entries(),
  }
}

/** `Version OPTIONAL, if present MUST be v2`, RFC 5280 §5.1.2.1. */
function readVersion(tbs: DerReader): 1 | 2 {
  if (tbs.peek() !== Tag.integer) return 1
  const octets = tbs.integer()
  if (octets.length !== 1 || octets[0] !== 1) tbs.fail('BAD_VERSION')
  return 2
}
