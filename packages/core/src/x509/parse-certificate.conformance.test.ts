import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { corporaFolder, hkCertificates, pkitsFolder } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { readEncodedObjects } from '../der/read-encoded-objects.js'
import type { ParseReason } from '../result.js'
import { parseCertificate } from './parse-certificate.js'

const corpora = corporaFolder()
const pkits = pkitsFolder()
const hk = hkCertificates()

/** Certificates that we refuse, with the clause that refuses them; node:crypto takes all but those marked otherwise. */
const refusals: Readonly<Record<string, readonly [ParseReason, clause: string]>> = {
  'certs/pyca/badasn1time.pem': ['BAD_TIME', 'RFC 5280 §4.1.2.5.1: seconds and Z'],
  'certs/pyca/cryptography-scts-tbs-precert.der': ['UNEXPECTED_TAG', 'a TBSCertificate alone'],
  'certs/pyca/custom/alternate-rsa-sha1-oid.der': ['BAD_BIT_STRING', 'X.690 §11.2.2'],
  'certs/pyca/custom/inhibit_any_policy_negative.pem': ['BAD_VALUE', 'RFC 5280 §4.2.1.14: 0..MAX'],
  'certs/pyca/custom/invalid_utf8_common_name.pem': ['BAD_STRING', 'RFC 3629 §3'],
  'certs/pyca/custom/invalid_version.pem': ['BAD_VERSION', 'RFC 5280 §4.1.2.1'],
  'certs/pyca/custom/nc_ip_invalid_length.pem': ['BAD_VALUE', 'RFC 5280 §4.2.1.10'],
  'certs/pyca/utf8-dnsname.pem': ['BAD_STRING', 'RFC 5280 §4.2.1.6: IA5String'],
  'openssl-verify/certs/ee-cert-policies-bad.pem': ['DUPLICATE_FIELD', 'RFC 5280 §4.2.1.4'],
  'pkits/certs/BadSignedCACert.crt': ['BAD_BIT_STRING', 'RFC 8017 §8: signatures are whole octets'],
  'pkits/certs/InvalidDSASignatureTest6EE.crt': ['BAD_BIT_STRING', 'RFC 3279 §2.2.2'],
}

function* files(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* files(path)
    else yield path
  }
}

/** Parses all certificates of a folder, the accepted ones beside node:crypto; requests (CSR) are no certificates. */
function sweep(
  folder: string,
  name: (path: string) => string,
): { accepted: number; trusted: number; refused: Record<string, ParseReason> } {
  let accepted = 0
  let trusted = 0
  const refused: Record<string, ParseReason> = {}
  for (const path of files(folder)) {
    if (!/\.(?:pem|crt|der|cer)$/.test(path) || path.includes('requests')) continue
    const objects = readEncodedObjects(readFileSync(path))
    if (!objects.ok) throw new Error(`${path}: ${objects.reason}`)
    for (const { label = 'CERTIFICATE', bytes } of objects.value) {
      // OpenSSL's own form, a certificate with its trust settings behind it, is no standard's.
      if (label === 'TRUSTED CERTIFICATE') trusted++
      if (label !== 'CERTIFICATE') continue
      const parsed = parseCertificate(bytes)
      if (parsed.ok) {
        accepted++
        compareWithWitness(bytes, path)
      } else {
        refused[name(path)] = parsed.reason
      }
    }
  }
  return { accepted, trusted, refused }
}

/** What we accept, node:crypto reads alike, as far as it reads it. */
function compareWithWitness(bytes: Uint8Array, path: string): void {
  const parsed = parseCertificate(bytes)
  if (!parsed.ok) throw new Error(path)
  let witness: X509Certificate
  try {
    witness = new X509Certificate(bytes)
  } catch {
    return
  }
  const { serialNumber, notBefore, notAfter, extension } = parsed.value
  // node:crypto shows a negative serial number with a sign of its own.
  if ((serialNumber[0] as number) < 0x80) {
    const serial = BigInt(`0x${Buffer.from(serialNumber).toString('hex')}`)
    expect(serial, path).toBe(BigInt(`0x${witness.serialNumber}`))
  }
  const [from, to] = [Date.parse(witness.validFrom), Date.parse(witness.validTo)]
  if (!Number.isNaN(from)) expect(notBefore, path).toBe(from)
  if (!Number.isNaN(to)) expect(notAfter, path).toBe(to)
  if (parsed.value.duplicateExtension === undefined && parsed.value.version === 3) {
    expect(extension.basicConstraints?.cA ?? false, path).toBe(
      extension.basicConstraints === undefined
        ? false
        : witness.ca || extension.basicConstraints.cA,
    )
  }
}

const expected = (folder: string): Record<string, ParseReason> =>
  Object.fromEntries(
    Object.entries(refusals)
      .filter(([path]) => path.startsWith(`${folder}/`))
      .map(([path, [reason]]) => [path, reason]),
  )

describe('every certificate parses or is refused by a clause', () => {
  it.skipIf(corpora === null).each([
    ['certs', 93, 0],
    ['openssl-verify', 62, 48],
  ] as const)('of corpora/%s (else: no ../shared/corpora)', (folder, accepted, trusted) => {
    const root = corpora ?? ''
    expect(sweep(join(root, folder), (path) => relative(root, path))).toEqual({
      accepted,
      trusted,
      refused: expected(folder),
    })
  })

  it.skipIf(pkits === null)('of PKITS (else: no PKITS files on this machine)', () => {
    const folder = join(pkits ?? '', 'certs')
    const { accepted, refused } = sweep(folder, (path) => `pkits/certs/${relative(folder, path)}`)
    expect(refused).toEqual(expected('pkits'))
    expect(accepted).toBe(403)
  })

  it.skipIf(hk === null)('of Hong Kong (else: no ../shared/hk/certs)', () => {
    expect(sweep(hk ?? '', (path) => path)).toEqual({ accepted: 8, trusted: 0, refused: {} })
  })

  const betterTls = join(corpora ?? '', 'bettertls', 'pathbuilding.even.json')
  it.skipIf(!existsSync(betterTls))('of BetterTLS (else: no ../shared/corpora)', () => {
    const { suites } = JSON.parse(readFileSync(betterTls, 'utf8')) as {
      suites: { pathbuilding: { testCases: readonly { certificates: readonly string[] }[] } }
    }
    const all = suites.pathbuilding.testCases.flatMap(({ certificates }) => certificates)
    for (const certificate of all) {
      const bytes = new Uint8Array(Buffer.from(certificate, 'base64'))
      expect(parseCertificate(bytes)).toMatchObject({ ok: true })
      compareWithWitness(bytes, 'bettertls')
    }
    expect(all.length).toBe(471)
  })

  const limbo = join(corpora ?? '', 'limbo', 'limbo.json')
  it.skipIf(!existsSync(limbo))(
    'of x509-limbo: refused ones are in cases to fail (else: no ../shared/corpora)',
    () => {
      interface LimboCase {
        readonly id: string
        readonly expected_result: string
        readonly trusted_certs: readonly string[]
        readonly untrusted_intermediates: readonly string[]
        readonly peer_certificate: string
      }
      const { testcases } = JSON.parse(readFileSync(limbo, 'utf8')) as {
        testcases: readonly LimboCase[]
      }
      const refused: string[] = []
      for (const one of testcases) {
        const pems = [...one.trusted_certs, ...one.untrusted_intermediates, one.peer_certificate]
        const objects = readEncodedObjects(new TextEncoder().encode(pems.join('\n')))
        if (!objects.ok) throw new Error(one.id)
        if (objects.value.every(({ bytes }) => parseCertificate(bytes).ok)) continue
        refused.push(one.id)
        expect(one.expected_result, one.id).toBe('FAILURE')
      }
      expect(refused.sort()).toEqual([
        'rfc5280::nc::invalid-ipv4-address',
        'rfc5280::nc::invalid-ipv6-address',
        'rfc5280::nc::nc-permits-invalid-ip-san',
        'rfc5280::san::malformed',
        'webpki::malformed-aia',
        'webpki::nc::intermediate-permitted-excluded-subtrees-both-empty-sequences',
        'webpki::nc::intermediate-permitted-excluded-subtrees-both-null',
        'webpki::san::unicode-emoji-san',
      ])
    },
  )
})
