import { spawnSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSignedData } from '@chopmark/core'
import { signCades, testKey } from '@chopmark/test-pki'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VerifyAnswer } from './output/verify-answer.js'
import { Scratch } from './run.test-support.js'

type Answer = VerifyAnswer & { readonly error?: object }

const withoutOpenssl = spawnSync('openssl', ['version']).status !== 0
const scratch = new Scratch()
const place = (name: string): string => join(scratch.folder, name)

/** Runs OpenSSL in the scratch folder. */
function openssl(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { cwd: scratch.folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`)
}

/** How OpenSSL makes a key, and what `cms -sign` needs to use it. */
const kinds: Readonly<Record<string, { key: readonly string[]; sign: readonly string[] }>> = {
  'RSA-2048': { key: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], sign: [] },
  'RSA-PSS': {
    key: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
    sign: ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:digest'],
  },
  'ECDSA P-256': { key: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], sign: [] },
  'ECDSA P-384': {
    key: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
    sign: ['-md', 'sha384'],
  },
  'ECDSA P-521': {
    key: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
    sign: ['-md', 'sha512'],
  },
  Ed25519: { key: ['-algorithm', 'ED25519'], sign: [] },
}
const names = Object.keys(kinds)
const fileOf = (kind: string): string => kind.replaceAll(/[^A-Za-z0-9]/g, '-')
const content = 'An offer of HK$ 1,000.\r\n'

const configuration = `
[ca]
default_ca = here
[here]
database = index.txt
crlnumber = crlnumber
default_md = sha256
default_crl_days = 1
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[person]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`

/** A CA with a CRL and a person for each kind of key, all by OpenSSL. */
function makePki(): void {
  writeFileSync(place('ca.cnf'), configuration)
  writeFileSync(place('index.txt'), '')
  writeFileSync(place('crlnumber'), '01\n')
  writeFileSync(place('content.txt'), content)
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    'root.key',
  ]
  const subject = ['-subj', '/C=HK/O=OpenSSL/CN=Root of the OpenSSL tests']
  openssl(
    'req',
    '-x509',
    ...key,
    ...subject,
    '-days',
    '30',
    '-out',
    'root.pem',
    '-config',
    'ca.cnf',
    '-extensions',
    'root',
  )
  for (const [kind, { key: options }] of Object.entries(kinds)) {
    const file = fileOf(kind)
    openssl('genpkey', ...options, '-out', `${file}.key`)
    openssl(
      'req',
      '-new',
      '-key',
      `${file}.key`,
      '-subj',
      `/C=HK/CN=${kind}`,
      '-out',
      `${file}.csr`,
      '-config',
      'ca.cnf',
    )
    const issuer = ['-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '7']
    openssl(
      'x509',
      '-req',
      '-in',
      `${file}.csr`,
      ...issuer,
      '-extfile',
      'ca.cnf',
      '-extensions',
      'person',
      '-out',
      `${file}.pem`,
    )
  }
  // Last: a CRL from before a certificate was issued says nothing about it.
  openssl(
    'ca',
    '-gencrl',
    '-config',
    'ca.cnf',
    '-keyfile',
    'root.key',
    '-cert',
    'root.pem',
    '-out',
    'root.crl',
  )
}

/** Signs with `openssl cms -sign -cades`; the answer is the file. */
function sign(kind: string, out: string, ...options: readonly string[]): string {
  if (kind === 'Ed25519') return signEd25519(out, !options.includes('-nodetach'))
  const file = fileOf(kind)
  const who = ['-signer', `${file}.pem`, '-inkey', `${file}.key`]
  openssl(
    ...['cms', '-sign', '-cades', '-binary', '-in', 'content.txt', ...who],
    ...(kinds[kind]?.sign ?? []),
    ...['-outform', 'DER', '-out', out, ...options],
  )
  return place(out)
}

/**
 * OpenSSL 3.0 makes Ed25519 keys, certificates and signatures, but no CMS with them. The message around its signature comes
 * from test-pki: Ed25519 is deterministic, so the value in it must be the one that OpenSSL gives for the same attributes.
 */
function signEd25519(out: string, detached: boolean): string {
  const certificate = new X509Certificate(readFileSync(place('Ed25519.pem'))).raw
  const key = testKey(createPrivateKey(readFileSync(place('Ed25519.key'))))
  const bytes = signCades({
    signer: { certificate: new Uint8Array(certificate), chain: [], key },
    content: new TextEncoder().encode(content),
    detached,
  })
  const parsed = parseSignedData(bytes)
  const signer = parsed.ok ? parsed.value.signerInfos[0] : undefined
  scratch.file('attributes.der', signer?.signedAttributes?.der ?? '')
  openssl(
    ...['pkeyutl', '-sign', '-rawin', '-inkey', 'Ed25519.key'],
    ...['-in', 'attributes.der', '-out', 'attributes.sig'],
  )
  expect(signer?.signatureValue).toEqual(new Uint8Array(readFileSync(place('attributes.sig'))))
  return scratch.file(out, bytes)
}

const evidence = (): Readonly<Record<string, unknown>> => ({
  anchors: [place('root.pem')],
  crls: [place('root.crl')],
  // OpenSSL rounds its times up to this second.
  at: new Date(Date.now() + 2000).toISOString(),
})

async function judge(...jobs: readonly object[]): Promise<readonly Answer[]> {
  const answers = await scratch.batch<Answer>(
    'verify',
    jobs.map((job) => ({ ...evidence(), ...job })),
  )
  for (const answer of answers) expect(answer.error).toBeUndefined()
  return answers
}

const verdict = ({ reports: [report] }: Answer) => [report.indication, report.intact, report.level]

describe.skipIf(withoutOpenssl)('signatures that OpenSSL makes (else: no openssl command)', () => {
  beforeAll(makePki)
  afterAll(() => {
    scratch.remove()
  })

  it.each(names)('%s: attached, detached, PEM and S/MIME pass', async (kind) => {
    const file = fileOf(kind)
    const attached = sign(kind, `${file}.p7m`, '-nodetach')
    const detached = sign(kind, `${file}.p7s`)
    const byKey = sign(kind, `${file}-keyid.p7m`, '-nodetach', '-keyid')
    openssl(
      'cms',
      '-cmsout',
      '-inform',
      'DER',
      '-in',
      `${file}.p7m`,
      '-outform',
      'PEM',
      '-out',
      `${file}-pem.p7m`,
    )
    openssl(
      'cms',
      '-cmsout',
      '-inform',
      'DER',
      '-in',
      `${file}.p7m`,
      '-outform',
      'SMIME',
      '-out',
      `${file}.eml`,
    )
    // OpenSSL writes BER when it streams; 3.0 fails at that with RSASSA-PSS.
    const streamed =
      kind === 'RSA-PSS' || kind === 'Ed25519'
        ? attached
        : sign(kind, `${file}-ber.p7m`, '-nodetach', '-stream')
    const answers = await judge(
      { signature: attached },
      { signature: byKey },
      { signature: detached, content: place('content.txt') },
      { signature: place(`${file}-pem.p7m`) },
      { signature: place(`${file}.eml`) },
      { signature: streamed },
    )
    for (const answer of answers) {
      const why = JSON.stringify(
        answer.reports[0].checks.filter(
          ({ status }) => status !== 'PASSED' && status !== 'NOT-APPLICABLE',
        ),
      )
      expect(verdict(answer), why).toEqual(['TOTAL-PASSED', true, 'CAdES-B-B'])
    }
    const single = await scratch.chopmark(
      [
        ...['verify', detached, '--content', place('content.txt'), '--offline'],
        ...['--anchors', place('root.pem'), '--crl', place('root.crl')],
      ],
      { now: Date.now() + 2000 },
    )
    expect(single.exit, single.out).toBe(0)
  })

  it.each(names)('%s: refused once any one byte of the content is another', async (kind) => {
    const detached = sign(kind, `${fileOf(kind)}.p7s`)
    const jobs = Array.from(Buffer.from(content), (octet, index) => {
      const changed = Buffer.from(content)
      changed[index] = octet ^ 1
      return { signature: detached, content: scratch.file(`changed-${index}.txt`, changed) }
    })
    const answers = await judge(...jobs)
    expect(answers).toHaveLength(content.length)
    for (const answer of answers) {
      expect(answer.reports).toMatchObject([
        { indication: 'TOTAL-FAILED', subIndication: 'HASH_FAILURE', intact: false },
      ])
    }
  })

  it.each(['ECDSA P-256', 'Ed25519', 'RSA-PSS'])(
    '%s: refused once any one byte of the message is another',
    async (kind) => {
      const attached = sign(kind, `${fileOf(kind)}-small.p7m`, '-nodetach')
      const bytes = new Uint8Array(readFileSync(attached))
      const jobs = Array.from(bytes, (octet, index) => {
        const changed = Uint8Array.from(bytes)
        changed[index] = octet ^ (1 << (index % 8))
        return { signature: scratch.file(`flipped-${index}.p7m`, changed) }
      })
      const answers = await judge(...jobs)
      expect(answers).toHaveLength(bytes.length)
      const passed = answers.flatMap((answer, index) =>
        answer.reports.some(({ indication }) => indication === 'TOTAL-PASSED') ? [index] : [],
      )
      expect(passed).toEqual([])
      // The content is covered by the digest, the end of the message is the signature value.
      const from = Buffer.from(bytes).indexOf(content)
      const covered = answers.filter(
        (_, index) =>
          (index >= from && index < from + content.length) || index >= bytes.length - 32,
      )
      for (const { reports } of covered)
        expect(reports.map(({ intact }) => intact)).not.toContain(true)
    },
  )

  it('verifies a detached file of 2 GiB in the memory that a small one takes', async () => {
    const mebibyte = 1024 * 1024
    const growth = async (sizeMebibytes: number): Promise<number> => {
      const large = place(`${sizeMebibytes}.bin`)
      const file = openSync(large, 'w')
      ftruncateSync(file, sizeMebibytes * mebibyte)
      closeSync(file)
      const who = [
        '-signer',
        `${fileOf('ECDSA P-256')}.pem`,
        '-inkey',
        `${fileOf('ECDSA P-256')}.key`,
      ]
      openssl(
        ...[
          'cms',
          '-sign',
          '-cades',
          '-binary',
          '-in',
          large,
          ...who,
          '-outform',
          'DER',
          '-out',
          'large.p7s',
        ],
      )
      const before = process.memoryUsage.rss()
      let peak = before
      const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5)
      const { exit, out } = await scratch.chopmark(
        [
          ...['verify', place('large.p7s'), '--content', large, '--offline'],
          ...['--anchors', place('root.pem'), '--crl', place('root.crl')],
        ],
        { now: Date.now() + 2000 },
      )
      clearInterval(timer)
      expect(exit, out).toBe(0)
      return peak - before
    }
    await growth(64) // lets the runtime settle its pools
    expect(await growth(2048)).toBeLessThan(48 * mebibyte)
  })
})
