import { join } from 'node:path'
import { createSandboxPki } from '@chopmark/test-pki'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PathAnswer } from '../output/path-answer.js'
import { pem, SandboxFiles } from '../sandbox.test-support.js'

let files: SandboxFiles
let certificate: string
beforeAll(async () => {
  files = await SandboxFiles.create()
  certificate = files.file('person.crt', files.person.certificate)
})
afterAll(() => {
  files.remove()
})

const path = (file: string, ...options: readonly string[]) =>
  files.chopmark(['path', file, ...files.evidence, '--certs', files.ca, ...options])

async function answer(file: string, ...options: readonly string[]): Promise<PathAnswer> {
  return JSON.parse((await path(file, '--json', ...options)).out) as PathAnswer
}

describe('chopmark path', () => {
  it('0 for a certificate that stands, with the shape that others script against', async () => {
    const { exit, out, error } = await path(certificate)
    expect([exit, error], out).toEqual([0, ''])
    expect(out).toMatch(/^valid\n/)
    const found = await answer(certificate)
    expect(found).toMatchObject({
      valid: true,
      path: [{ subject: expect.any(String) as string }, { subject: expect.any(String) as string }],
      userConstrainedPolicies: expect.any(Array) as unknown[],
      authorityConstrainedPolicies: expect.any(Array) as unknown[],
      revocation: [{ status: 'good' }, { status: 'good' }],
      failures: [],
    })
    expect(found.revocation.map((fact) => fact.certificate).sort()).toEqual(
      found.path.map(({ sha256 }) => sha256).sort(),
    )
  })

  it('1 for one without an issuer, a revoked one, an expired one; each failure is told', async () => {
    const { pki } = files
    const revoked = await pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
    pki.ca.revoke(revoked.serialNumber, 'keyCompromise')
    const stranger = await (await createSandboxPki()).issue('e-cert-personal')
    const crl = files.file('revoked.crl', files.crlFor(revoked))
    const cases = [
      await answer(files.file('revoked.crt', revoked.certificate), '--crl', crl),
      await answer(files.file('stranger.crt', stranger.certificate)),
      await answer(certificate, '--at', '2001-01-01T00:00:00Z'),
    ]
    for (const { valid, failures } of cases) {
      expect(valid).toBe(false)
      expect(failures.length).toBeGreaterThan(0)
      for (const failure of failures) {
        expect(failure).toMatchObject({
          check: expect.any(String) as string,
          clause: expect.any(String) as string,
          message: expect.stringMatching(/\s.*\.$/) as string,
        })
        expect('certificate' in failure).toBe(true)
      }
    }
    expect(cases[0]?.revocation).toContainEqual(
      expect.objectContaining({ status: 'revoked', reason: 'keyCompromise' }),
    )
    expect((await path(files.file('stranger.crt', stranger.certificate))).exit).toBe(1)
  })

  it('1 for bytes that are no certificate, with the byte where they break', async () => {
    for (const bytes of [
      'hello',
      Uint8Array.of(0x30, 1, 0),
      files.person.certificate.slice(0, -1),
    ]) {
      const broken = files.file('broken.crt', bytes)
      expect((await path(broken)).exit).toBe(1)
      const [failure] = (await answer(broken)).failures
      expect(failure).toMatchObject({
        check: 'certificate.der',
        facts: { offset: expect.any(Number) as number },
      })
    }
  })

  it('takes DER, PEM and a PEM file with the issuers behind', async () => {
    const one = pem('CERTIFICATE', files.person.certificate)
    const chain = files.file('chain.pem', one + pem('CERTIFICATE', files.pki.ca.certificate))
    expect((await path(files.file('one.pem', one))).exit).toBe(0)
    expect((await files.chopmark(['path', chain, ...files.evidence])).exit).toBe(0)
  })

  it('asks for the path alone with --no-revocation, and says so', async () => {
    const args = ['path', certificate, '--anchors', files.anchor, '--certs', files.ca]
    expect((await files.chopmark(args)).exit).toBe(1)
    const { exit, out } = await files.chopmark([...args, '--no-revocation'])
    expect(exit).toBe(0)
    expect(out).toContain('--no-revocation')
  })

  it('obeys the inputs of RFC 5280 §6.1.1', async () => {
    const { userConstrainedPolicies } = await answer(certificate)
    const [policy] = userConstrainedPolicies
    expect(policy).toBeDefined()
    const options = ['--explicit-policy', '--policy']
    expect((await path(certificate, ...options, policy ?? '')).exit).toBe(0)
    expect((await path(certificate, ...options, '2.5.29.32.0')).exit).toBe(0)
    expect((await path(certificate, ...options, '1.2.3')).exit).toBe(1)
    expect((await path(certificate, '--policy', 'e-Cert')).exit).toBe(64)
    expect((await path(certificate, '--inhibit-mapping', '--inhibit-any')).exit).toBe(0)
  })

  it('asks by --conforming for certificates as RFC 5280 §4 wants them', async () => {
    expect((await path(certificate, '--conforming')).exit).toBe(0)
    const { out } = await path(certificate, '--conforming', '--json')
    expect(out).toContain('path.conforming-issuance')
  })

  it('64 and 66 for what cannot be carried out', async () => {
    expect((await files.chopmark(['path', certificate])).exit).toBe(64)
    expect((await path(certificate, 'second')).exit).toBe(64)
    expect((await path(certificate, '--content', certificate)).exit).toBe(64)
    expect((await path(join(files.folder, 'gone'))).exit).toBe(66)
  })

  it.each([
    ['en', 'not valid'],
    ['zh-Hant-HK', '無效'],
    ['zh-Hans-HK', '无效'],
  ])('speaks %s', async (lang, expected) => {
    const { out } = await path(certificate, '--at', '2001-01-01T00:00:00Z', '--lang', lang)
    expect(out.startsWith(`${expected}\n`)).toBe(true)
  })
})
