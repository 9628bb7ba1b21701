import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  instant,
  parseCertificate,
  parseCertificateList,
  trustAnchors,
  webCrypto,
} from '@chopmark/core'
import { corporaFolder, readCorpus } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { createDecisionContext } from '../create-decision-context.js'
import { anyAlgorithms } from '../default-algorithms.js'
import { definePolicy } from '../define-policy.js'
import { Moments } from '../moments.js'
import { anchorOf, rootCertificate } from './revocation.test-support.js'
import { verifySource } from './source-signature.js'
import { runSteps } from './steps.js'

interface CrlCase {
  readonly file: string
  readonly expected: {
    readonly parses?: boolean
    readonly issuer?: string
    readonly signatureValid?: boolean
  }
  readonly openssl?: { readonly revoked?: number }
}

const folder = corporaFolder()
const items = (readCorpus('crl')?.items ?? []) as unknown as readonly CrlCase[]

/** Refused here although the manifest lists them as parsable, each with its reason. */
const stricter: Readonly<Record<string, string>> = {
  'pyca/crl_inval_cert_issuer_entry_ext.pem':
    'its certificateIssuer is empty bytes; pyca, too, refuses the entry when it is looked at',
  'pyca/crl_unsupported_reason.pem':
    'reason 12 is none of CRLReason; pyca, too, refuses the entry when it is looked at',
}

describe.skipIf(folder === null)('CRL corpus, needs ../shared/corpora/crl', () => {
  it.each(items.map((test) => [test.file, test] as const))(
    'parses %s, or refuses it',
    (_, test) => {
      const parsed = parseCertificateList(bytesOf(test.file))
      const expected = (test.expected.parses ?? true) && !(test.file in stricter)
      expect(parsed.ok, parsed.ok ? '' : `${parsed.reason} at ${parsed.offset}`).toBe(expected)
      if (!parsed.ok || test.openssl?.revoked === undefined) return
      const crl = parsed.value
      expect(crl.entryCount).toBe(test.openssl.revoked)
      let entries = 0
      for (const entry of crl.entries()) {
        entries += 1
        if (entries % 97 === 1) expect(crl.find(entry.serialNumber)).toContainEqual(entry)
      }
      expect(entries).toBe(crl.entryCount)
    },
  )

  const signed = items.filter(({ expected }) => expected.signatureValid !== undefined)
  it.each(signed.map((test) => [test.file, test] as const))(
    'verifies the signature of %s, or does not',
    async (_, { file, expected }) => {
      const crl = parseCertificateList(bytesOf(file))
      const issuer = parseCertificate(bytesOf(expected.issuer ?? ''))
      if (!crl.ok || !issuer.ok) throw new Error(file)
      const context = await createDecisionContext({
        items: [],
        crypto: webCrypto(),
        policy: definePolicy({
          id: 'crl-corpus',
          trustAnchors: trustAnchors([anchorOf(rootCertificate)]),
          algorithms: anyAlgorithms(),
        }),
        validationTime: instant('2024-01-01T00:00:00Z'),
      })
      const key = issuer.value.subjectPublicKeyInfo
      const { validationTime } = context
      const moments = new Moments({ at: validationTime, validationTime })
      const { result } = await runSteps(verifySource(crl.value, key, 'issuer', moments, context))
      expect(result === 'verified').toBe(expected.signatureValid)
    },
  )
})

/** DER or PEM. */
function bytesOf(name: string): Uint8Array {
  const bytes = new Uint8Array(readFileSync(join(folder ?? '', 'crl', name)))
  if (bytes[0] === 0x30) return bytes
  const text = new TextDecoder().decode(bytes)
  const base64 = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(text)?.[1] ?? ''
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
