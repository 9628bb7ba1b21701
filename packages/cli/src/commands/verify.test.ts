import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSandboxPki } from '@chopmark/test-pki'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VerifyAnswer } from '../output/verify-answer.js'
import { content, pem, SandboxFiles } from '../sandbox.test-support.js'

let files: SandboxFiles
let signature: string
beforeAll(async () => {
  files = await SandboxFiles.create()
  signature = files.file('good.p7m', files.sign())
})
afterAll(() => {
  files.remove()
})

const verify = (file: string, ...options: readonly string[]) =>
  files.chopmark(['verify', file, ...files.evidence, ...options])

async function answer(file: string, ...options: readonly string[]): Promise<VerifyAnswer> {
  const { out, error } = await verify(file, '--json', ...options)
  expect(error).toBe('')
  return JSON.parse(out) as VerifyAnswer
}

describe('chopmark verify: exit codes', () => {
  it('0 when every signature passed', async () => {
    const { exit, out, error } = await verify(signature)
    expect([exit, error], out).toEqual([0, ''])
  })

  it('1 when one is refused', async () => {
    const bytes = files.sign()
    const at = Buffer.from(bytes).indexOf('Lantau')
    bytes[at] = 0x6c
    const { exit, out } = await verify(files.file('changed.p7m', bytes))
    expect(exit).toBe(1)
    expect(out).toContain('TOTAL-FAILED / HASH_FAILURE')
  })

  it('2 when one is undecided', async () => {
    const { exit, out } = await files.chopmark([
      ...['verify', signature, '--anchors', files.anchor, '--offline'],
    ])
    expect(exit).toBe(2)
    expect(out).toContain('INDETERMINATE / ')
  })

  it('the worst of several signatures', async () => {
    const stranger = await (await createSandboxPki()).issue('e-cert-personal')
    const mixed = files.file('mixed.p7m', files.sign({ coSigners: [{ signer: stranger }] }))
    const { reports } = await answer(mixed)
    expect(reports.map(({ indication }) => indication)).toEqual(['TOTAL-PASSED', 'INDETERMINATE'])
    expect((await verify(mixed)).exit).toBe(2)

    const torn = { signer: files.person, signerInfo: { digest: 'SHA-512' as const } }
    const worst = files.file('worst.p7m', files.sign({ coSigners: [{ signer: stranger }, torn] }))
    const indications = (await answer(worst)).reports.map(({ indication }) => indication)
    expect(indications).toContain('TOTAL-FAILED')
    expect(indications).toContain('INDETERMINATE')
    expect((await verify(worst)).exit).toBe(1)
  })

  it('1 for bytes that are no signature', async () => {
    for (const [index, bytes] of [new Uint8Array(), 'hello', Uint8Array.of(0x30, 0)].entries()) {
      const garbage = files.file(`garbage-${index}`, bytes)
      expect((await verify(garbage)).exit).toBe(1)
      expect((await answer(garbage)).reports).toMatchObject([
        { indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE', intact: null },
      ])
    }
  })

  it.each([
    ['no signature', [], '--anchors'],
    ['two signatures', ['a', 'b'], 'Write `chopmark verify'],
    ['an unknown option', ['a', '--trust-all'], "'--trust-all'"],
    ['an option without its value', ['a', '--anchors'], '--anchors'],
    ['a time without an offset', ['a', '--at', '2026-03-31'], '--at 2026-03-31'],
    ['other algorithms', ['a', '--algorithms', 'old'], 'write default or any'],
    ['a language that is not spoken', ['a', '--lang', 'fr'], '--lang fr'],
    ['an age that is none', ['a', '--max-age', '-1'], '--max-age'],
    ['a batch and a signature', ['a', '--batch', 'b'], '--batch'],
  ])('64 for %s', async (_, args, said) => {
    const { exit, out, error } = await verify('', ...args).then(() =>
      files.chopmark(['verify', ...args, ...(args.includes('--anchors') ? [] : files.evidence)]),
    )
    expect([exit, out]).toEqual([64, ''])
    expect(error).toContain(said)
  })

  it('64 without an anchor: nothing is trusted by default', async () => {
    const { exit, error } = await files.chopmark(['verify', signature])
    expect(exit).toBe(64)
    expect(error).toContain('--anchors')
  })

  it('64 for sandbox anchors beside real ones', async () => {
    const { exit, error } = await verify(signature, '--anchors', 'hk')
    expect(exit).toBe(64)
    expect(error).toContain('MIXED_SANDBOX_ANCHORS')
  })

  it('66 for a file that cannot be read', async () => {
    const gone = join(files.folder, 'gone')
    for (const args of [
      [gone],
      [files.folder],
      [signature, '--content', gone],
      [signature, '--content', files.folder],
      [signature, '--crl', gone],
      [signature, '--certs', gone],
      [signature, '--ocsp', gone],
      ['--batch', gone],
      ['--batch', files.folder],
    ]) {
      const { exit, error } = await files.chopmark(['verify', ...args, ...files.evidence])
      expect([args, exit]).toEqual([args, 66])
      expect(error).toMatch(/^chopmark verify: Cannot read .+ \((?:ENOENT|EISDIR)\)\.\n$/)
    }
  })
})

describe('chopmark verify --json', () => {
  it('has the shape that others script against', async () => {
    const [report] = (await answer(signature)).reports
    expect(report).toMatchObject({
      indication: 'TOTAL-PASSED',
      subIndication: null,
      intact: true,
      level: 'CAdES-B-B',
      signer: { commonName: 'CHAN TAI MAN' },
    })
    expect(report.checks.length).toBeGreaterThan(20)
    for (const check of report.checks) {
      expect(check).toMatchObject({
        id: expect.stringMatching(/^[a-z0-9-]+\.[a-z0-9-]+$/) as string,
        clause: expect.any(String) as string,
        status: expect.stringMatching(/^(PASSED|FAILED|INDETERMINATE|NOT-APPLICABLE)$/) as string,
        facts: expect.any(Object) as object,
      })
    }
  })

  it('says intact whatever the trust', async () => {
    const options = ['verify', signature, '--anchors', 'hk', '--offline', '--json']
    const { exit, out } = await files.chopmark(options)
    expect(exit).toBe(2)
    expect((JSON.parse(out) as VerifyAnswer).reports).toMatchObject([
      { indication: 'INDETERMINATE', intact: true },
    ])
  })

  it('gives the same bytes for the same question', async () => {
    const at = ['--json', '--at', new Date().toISOString()]
    expect((await verify(signature, ...at)).out).toBe((await verify(signature, ...at)).out)
  })
})

describe('chopmark verify: signatures and contents', () => {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

  it('takes DER, PEM, base64 and S/MIME, told apart by content', async () => {
    const der = files.sign()
    const detached = files.sign({ detached: true })
    const person = pem('CERTIFICATE', files.person.certificate)
    const mime = [
      'MIME-Version: 1.0',
      'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="x"',
      '',
      '--x',
      Buffer.from(content).toString('latin1').trimEnd(),
      '--x',
      'Content-Type: application/pkcs7-signature; name="smime.p7s"',
      'Content-Transfer-Encoding: base64',
      '',
      text(files.sign({ detached: true, content: content.subarray(0, content.length - 2) })),
      '--x--',
      '',
    ].join('\r\n')
    const forms: readonly (readonly [string, Uint8Array | string, ...string[]])[] = [
      ['named.txt', der],
      ['named.der', pem('CMS', der)],
      ['named.bin', pem('PKCS7', der)],
      ['several.pem', `${person}${pem('PKCS7', der)}`],
      ['named.p7m', text(der)],
      ['mail.eml', mime],
      ['detached.p7s', detached, '--content', files.file('content.txt', content)],
    ]
    for (const [name, bytes, ...options] of forms) {
      const { exit, out } = await verify(files.file(name, bytes), ...options)
      expect(exit, `${name}: ${out}`).toBe(0)
    }
  })

  it('refuses a signature with something behind it', async () => {
    for (const more of ['3000', '30030201ff', '00', '0a']) {
      const bytes = Buffer.concat([files.sign(), Buffer.from(more, 'hex')])
      expect((await verify(files.file('more.p7m', bytes))).exit, more).toBe(1)
    }
  })

  it('asks for one signature a file', async () => {
    const two = pem('CMS', files.sign()) + pem('CMS', files.sign())
    const { exit, error } = await verify(files.file('two.pem', two))
    expect(exit).toBe(64)
    expect(error).toContain('several signatures')
  })

  it('says what is missing of a detached signature without its content', async () => {
    const detached = files.file('detached.p7s', files.sign({ detached: true }))
    expect((await answer(detached)).reports).toMatchObject([
      {
        indication: 'INDETERMINATE',
        subIndication: 'SIGNED_DATA_NOT_FOUND',
        missing: [{ kind: 'content', algorithm: 'SHA-256' }],
        intact: null,
      },
    ])
  })

  it('judges the file given, also for a message that carries a copy of its own', async () => {
    const same = files.file('same.txt', content)
    const other = files.file('other.txt', 'I move to Kowloon.\r\n')
    expect((await verify(signature, '--content', same)).exit).toBe(0)
    expect((await answer(signature, '--content', other)).reports).toMatchObject([
      { indication: 'TOTAL-FAILED', subIndication: 'HASH_FAILURE', intact: false },
    ])
    const detached = files.file('detached.p7s', files.sign({ detached: true }))
    expect((await verify(detached, '--content', same)).exit).toBe(0)
    expect((await verify(detached, '--content', other)).exit).toBe(1)
  })

  it('computes a signature over the content itself, and refuses it as CAdES', async () => {
    const plain = files.file('plain.p7s', files.sign({ attributes: null, detached: true }))
    const same = files.file('same.txt', content)
    const other = files.file('other.txt', 'I move to Kowloon.\r\n')
    const [report] = (await answer(plain, '--content', same)).reports
    expect(report.intact).toBe(true)
    expect(report.indication).toBe('TOTAL-FAILED')
    expect((await answer(plain, '--content', other)).reports).toMatchObject([{ intact: false }])
  })
})

describe('chopmark verify: trust, time and evidence', () => {
  it('takes anchors from a file, a folder and PEM', async () => {
    const folder = join(files.folder, 'anchors')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'root.pem'), pem('CERTIFICATE', files.pki.root.certificate))
    writeFileSync(join(folder, 'README.txt'), 'not a certificate')
    const crls = ['--crl', files.rootCrl, '--crl', files.personCrl, '--offline']
    for (const place of [files.anchor, join(folder, 'root.pem'), folder]) {
      const { exit } = await files.chopmark(['verify', signature, '--anchors', place, ...crls])
      expect([place, exit]).toEqual([place, 0])
    }
    const bundle = files.file(
      'crls.pem',
      pem('X509 CRL', files.pki.root.crl()) + pem('X509 CRL', files.crlFor(files.person)),
    )
    const bundled = ['--anchors', files.anchor, '--crl', bundle, '--offline']
    expect((await files.chopmark(['verify', signature, ...bundled])).exit).toBe(0)
  })

  it('64 for a place without anchors', async () => {
    const empty = join(files.folder, 'empty')
    mkdirSync(empty, { recursive: true })
    for (const place of [empty, join(files.folder, 'gone'), signature, files.rootCrl]) {
      const { exit } = await files.chopmark(['verify', signature, '--anchors', place])
      expect([place, exit]).toEqual([place, 64])
    }
  })

  it('finds an issuer that the signer left out among --certs', async () => {
    const bare = files.file('bare.p7m', files.sign({ certificates: [files.person.certificate] }))
    expect((await verify(bare)).exit).toBe(2)
    expect((await verify(bare, '--certs', files.ca)).exit).toBe(0)
    const both =
      pem('CERTIFICATE', files.person.certificate) + pem('CERTIFICATE', files.pki.ca.certificate)
    expect((await verify(bare, '--certs', files.file('both.pem', both))).exit).toBe(0)
  })

  it('decides for the time of --at, and for now without it', async () => {
    const old = ['--at', '2001-01-01T00:00:00Z', '--json']
    const { exit, out } = await verify(signature, ...old)
    expect(exit).not.toBe(0)
    expect((JSON.parse(out) as VerifyAnswer).reports[0].validationTime).toBe('2001-01-01T00:00:00Z')
    const later = await files.chopmark(['verify', signature, ...files.evidence], {
      now: Date.now() + 10 * 365 * 86_400_000,
    })
    expect(later.exit).toBe(2)
  })

  it('holds evidence against --max-age', async () => {
    const in2Hours = { now: Date.now() + 2 * 3_600_000 }
    const args = ['verify', signature, ...files.evidence]
    expect((await files.chopmark(args, in2Hours)).exit).toBe(0)
    expect((await files.chopmark([...args, '--max-age', '3600'], in2Hours)).exit).toBe(2)
    expect((await files.chopmark([...args, '--max-age', '10800'], in2Hours)).exit).toBe(0)
  })

  it('leaves revocation out with --no-revocation, and says so', async () => {
    const args = ['verify', signature, '--anchors', files.anchor, '--offline', '--no-revocation']
    const { exit, out } = await files.chopmark(args)
    expect(exit).toBe(0)
    expect(out).toContain('--no-revocation')
    const json = JSON.parse((await files.chopmark([...args, '--json'])).out) as VerifyAnswer
    expect(json).toMatchObject({ algorithms: 'default', revocationChecking: 'skipped' })
  })

  it('admits old algorithms with --algorithms any alone, and says so', async () => {
    const old = files.file('sha1.p7m', files.sign({ digest: 'SHA-1' }))
    const strict = await answer(old)
    expect(strict).toMatchObject({ algorithms: 'default' })
    expect(strict.reports[0].indication).not.toBe('TOTAL-PASSED')
    expect(strict.reports[0].intact).toBe(true)
    const { exit, out } = await verify(old, '--algorithms', 'any')
    expect(exit).toBe(0)
    expect(out).toContain('--algorithms any')
    const lax = await answer(old, '--algorithms', 'any')
    expect(lax).toMatchObject({ algorithms: 'any', reports: [{ indication: 'TOTAL-PASSED' }] })
    expect(lax.reports[0].policyId).toBe('chopmark-cli/any-algorithm')
  })

  it('refuses a revoked signer', async () => {
    const { pki } = files
    const revoked = await pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
    const file = files.file('revoked.p7m', files.sign({ signer: revoked }))
    pki.ca.revoke(revoked.serialNumber, 'keyCompromise')
    const crl = files.file('revoked.crl', files.crlFor(revoked))
    const { exit, out } = await files.chopmark([
      ...['verify', file, '--anchors', files.anchor, '--offline'],
      ...['--crl', files.rootCrl, '--crl', crl],
    ])
    expect(exit).not.toBe(0)
    expect(out).toContain('REVOKED')
  })

  it('lets nothing of the sandbox pass under hk, whatever is imported or given', async () => {
    const args = [
      ...['verify', signature, '--anchors', 'hk', '--certs', files.anchor, '--certs', files.ca],
      ...['--crl', files.rootCrl, '--crl', files.personCrl, '--offline', '--algorithms', 'any'],
      '--no-revocation',
    ]
    expect((await files.chopmark(args)).exit).not.toBe(0)
  })
})

describe('chopmark verify: languages', () => {
  it.each([
    ['en', {}, /signature/i],
    ['zh-Hant-HK', {}, /簽/],
    ['zh-Hans-HK', {}, /签/],
    [undefined, { LANG: 'zh_HK.UTF-8' }, /簽/],
    [undefined, { LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, /签/],
    [undefined, { LANG: 'C.UTF-8' }, /signature/i],
  ])('%s %o', async (lang, environment, expected) => {
    const args = ['verify', signature, ...files.evidence, ...(lang ? ['--lang', lang] : [])]
    const { exit, out } = await files.chopmark(args, { environment })
    expect(exit).toBe(0)
    expect(out).toMatch(expected)
  })
})
