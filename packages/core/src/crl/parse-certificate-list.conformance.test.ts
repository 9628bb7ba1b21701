import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { corporaFolder, pkitsFolder, readCorpus } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { readEncodedObjects } from '../der/read-encoded-objects.js'
import type { ParseReason, Result } from '../result.js'
import type { CertificateList } from './crl.js'
import { parseCertificateList } from './parse-certificate-list.js'

const corpora = corporaFolder()
const pkits = pkitsFolder()

interface CrlItem {
  readonly file: string
  readonly expected: { readonly parses?: boolean }
  readonly openssl?: { readonly revoked?: number }
}

/** What we refuse and the corpus takes: its own reader looks into these extensions only when asked, and refuses them then. */
const answeredDifferently: Readonly<Record<string, readonly [ParseReason, clause: string]>> = {
  'pyca/crl_inval_cert_issuer_entry_ext.pem': [
    'MISSING_FIELD',
    'RFC 5280 §5.3.3: GeneralNames, one or more',
  ],
  'pyca/crl_unsupported_reason.pem': ['BAD_VALUE', 'RFC 5280 §5.3.1: reasons 0 to 6 and 8 to 10'],
}

function parse(path: string): Result<CertificateList> {
  const objects = readEncodedObjects(readFileSync(path))
  if (!objects.ok) return objects
  return parseCertificateList(objects.value[0]?.bytes ?? new Uint8Array())
}

/** Every entry that the list gives is found again, at its own place among those with its serial number. */
function findsItsEntries(crl: CertificateList): void {
  let count = 0
  for (const entry of crl.entries()) {
    count++
    if (count % 97 !== 1) continue
    expect(crl.find(entry.serialNumber)).toContainEqual(entry)
  }
  expect(count).toBe(crl.entryCount)
}

describe('every certificate list parses or is refused by a clause', () => {
  const items = (readCorpus('crl')?.items ?? []) as unknown as readonly CrlItem[]

  it.skipIf(corpora === null)('of corpora/crl (else: no ../shared/corpora)', () => {
    expect(items.length).toBe(41)
    const different: Record<string, ParseReason> = {}
    for (const { file, expected, openssl } of items) {
      const parsed = parse(join(corpora ?? '', 'crl', file))
      if (parsed.ok !== (expected.parses ?? true)) {
        different[file] = parsed.ok ? 'NOT_ASN1' : parsed.reason
        continue
      }
      if (!parsed.ok) continue
      if (openssl?.revoked !== undefined)
        expect(parsed.value.entryCount, file).toBe(openssl.revoked)
      findsItsEntries(parsed.value)
    }
    const listed = Object.entries(answeredDifferently).map(([file, [reason]]) => [file, reason])
    expect(different).toEqual(Object.fromEntries(listed))
  })

  it.skipIf(corpora === null)('says what the oddities are (else: no ../shared/corpora)', () => {
    const of = (file: string): CertificateList => {
      const parsed = parse(join(corpora ?? '', 'crl', file))
      if (!parsed.ok) throw new Error(parsed.reason)
      return parsed.value
    }
    expect(of('pyca/crl_dup_entry_ext.pem').duplicateExtension).toBe('2.5.29.21')
    expect(
      of('pyca/crl_md2_unknown_crit_entry_ext.pem').unknownCriticalEntryExtensions,
    ).toHaveLength(1)
    expect(of('pyca/crl_no_next_update.pem').nextUpdate).toBeUndefined()
    expect([...of('pyca/crl_all_reasons.pem').entries()].map(({ reason }) => reason)).toContain(
      'aACompromise',
    )
    expect(of('dss/crl-expiredCertsOnCRL-UTCTime.crl').extension.expiredCertsOnCRL).toBeDefined()
  })

  it.skipIf(pkits === null)('of PKITS (else: no PKITS files on this machine)', () => {
    const folder = join(pkits ?? '', 'crls')
    const refused: Record<string, ParseReason> = {}
    let accepted = 0
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.crl'))) {
      const parsed = parse(join(folder, name))
      if (parsed.ok) {
        accepted++
        findsItsEntries(parsed.value)
      } else {
        refused[name] = parsed.reason
      }
    }
    // Its signature BIT STRING counts an unused bit: no RSA signature has one, RFC 8017 §8.
    expect(refused).toEqual({ 'BadCRLSignatureCACRL.crl': 'BAD_BIT_STRING' })
    expect(accepted).toBe(172)
  })
})
