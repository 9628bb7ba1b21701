import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadKeys } from './load-keys.js'
import { openPkcs12 } from './open-pkcs12.js'

const withoutOpenssl = spawnSync('openssl', ['version']).status !== 0
const folder = withoutOpenssl ? '' : mkdtempSync(join(tmpdir(), 'chopmark-p12-'))

function openssl(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

const ciphers = [
  'AES-128-CBC',
  'AES-192-CBC',
  'AES-256-CBC',
  'DES-EDE3-CBC',
  'PBE-SHA1-3DES',
  'PBE-SHA1-2DES',
  'PBE-SHA1-RC2-128',
  'PBE-SHA1-RC2-40',
  'NONE',
]
const macs = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512']

describe.skipIf(withoutOpenssl)('PKCS#12 files that OpenSSL writes (needs openssl)', () => {
  beforeAll(() => {
    const subject = ['-subj', '/C=HK/CN=CHAN TAI MAN', '-days', '30']
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'rsa.key',
      '-out',
      'rsa.pem',
      ...subject,
    )
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384']
    openssl('req', '-x509', ...curve, '-nodes', '-keyout', 'ec.key', '-out', 'ec.pem', ...subject)
  })

  const cases = [
    ...ciphers.map((cipher) => ['rsa', cipher, 'sha256'] as const),
    ...macs.map((mac) => ['ec', 'AES-256-CBC', mac] as const),
    ['ec', 'PBE-SHA1-3DES', 'sha1'] as const,
  ]
  it.each(cases)('%s key, %s, %s', async (key, cipher, mac) => {
    const name = `${key}-${cipher}-${mac}.p12`
    const pass = 'Pässwörd密碼'
    openssl(
      ...['pkcs12', '-export', '-legacy', '-inkey', `${key}.key`, '-in', `${key}.pem`],
      ...['-out', name, '-passout', `pass:${pass}`, '-name', 'e-Cert', '-macalg', mac],
      ...['-keypbe', cipher, '-certpbe', cipher],
    )
    const bytes = new Uint8Array(readFileSync(join(folder, name)))
    const opened = await openPkcs12(bytes, pass)
    expect(opened).toMatchObject({ ok: true })
    if (!opened.ok) return
    const loaded = await loadKeys(opened.value, 'SHA-384')
    expect(loaded).toMatchObject({ ok: true, value: [{ name: 'e-Cert' }] })
    expect(await openPkcs12(bytes, `${pass}x`)).toEqual({ ok: false, code: 'WRONG_PIN' })
  })
})
