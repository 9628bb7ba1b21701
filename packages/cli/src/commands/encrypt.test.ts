import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSandboxPki, type IssuedCertificate } from '@chopmark/test-pki'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Scratch } from '../run.test-support.js'

// Making RSA keys takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const scratch = new Scratch()
const content = Uint8Array.from({ length: 1000 }, (_, index) => index % 256)
const place = (name: string): string => join(scratch.folder, name)
let pins: Readonly<Record<string, string>>

afterAll(() => {
  scratch.remove()
})

beforeAll(async () => {
  const pki = await createSandboxPki()
  const agreement = { keyAlgorithm: 'P-384', keyUsage: ['keyAgreement'] } as const
  const issued: Readonly<Record<string, IssuedCertificate>> = {
    rsa: await pki.issue('e-cert-encipherment'),
    ec: await pki.issue('e-cert-encipherment', agreement),
    signing: await pki.issue('e-cert-personal', { keyUsage: ['digitalSignature'] }),
  }
  pins = Object.fromEntries(
    Object.entries(issued).map(([name, one]) => {
      const { bytes, pin } = one.toPkcs12()
      scratch.file(`${name}.p12`, bytes)
      scratch.file(`${name}.crt`, one.certificate)
      const key = one.key.privateKey.export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'secret',
      })
      scratch.file(`${name}.key`, key)
      scratch.file(`${name}.plain.der`, one.key.privateKey.export({ type: 'pkcs8', format: 'der' }))
      const base64 = Buffer.from(one.certificate).toString('base64')
      const pem = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`
      scratch.file(`${name}.pem`, pem)
      return [name, pin]
    }),
  )
  scratch.file('letter', content)
})

describe('chopmark encrypt and chopmark decrypt', () => {
  it.each([[], ['--cbc']])('give a file back to each of its recipients %s', async (...options) => {
    const to = ['--to', place('rsa.crt'), '--to', place('ec.pem')]
    const args = ['encrypt', place('letter'), ...to, '--out', place('letter.p7m'), ...options]
    expect(await scratch.chopmark(args)).toMatchObject({ exit: 0, out: '', error: '' })
    for (const name of ['rsa', 'ec']) {
      const keys = [
        ['--p12', place(`${name}.p12`), '--pin', pins[name] ?? ''],
        ['--key', place(`${name}.key`), '--pin', 'secret', '--cert', place(`${name}.pem`)],
        ['--key', place(`${name}.plain.der`), '--cert', place(`${name}.crt`)],
      ]
      for (const key of keys) {
        const { exit, outBytes, error } = await scratch.chopmark([
          'decrypt',
          place('letter.p7m'),
          ...key,
        ])
        expect([exit, outBytes]).toEqual([0, content])
        expect(error === '').toBe(options.length === 0)
      }
    }
  })

  it('reads several certificates behind one --to, and writes to standard output', async () => {
    const to = ['--to', place('rsa.crt'), place('ec.crt')]
    const { exit, outBytes } = await scratch.chopmark(['encrypt', place('letter'), ...to])
    expect(exit).toBe(0)
    const message = scratch.file('both.p7m', outBytes)
    const out = place('opened')
    const key = ['--p12', place('ec.p12'), '--pin', pins['ec'] ?? '']
    const args = ['decrypt', message, ...key, '--out', out, '--authenticated']
    expect(await scratch.chopmark(args)).toMatchObject({ exit: 0, out: '', error: '' })
    expect(new Uint8Array(readFileSync(out))).toEqual(content)
    expect(statSync(out).mode & 0o77).toBe(0)
  })

  it('finds the certificate in the file of the key', async () => {
    const both = readFileSync(place('rsa.key'), 'utf8') + readFileSync(place('rsa.pem'), 'utf8')
    const file = scratch.file('both.pem', both)
    const { outBytes } = await scratch.chopmark([
      'encrypt',
      place('letter'),
      '--to',
      place('rsa.pem'),
    ])
    const message = scratch.file('rsa.p7m', outBytes)
    const opened = await scratch.chopmark(['decrypt', message, '--key', file, '--pin', 'secret'])
    expect([opened.exit, opened.outBytes]).toEqual([0, content])
  })

  it('exits 1 and writes nothing when a certificate is not for encryption', async () => {
    const out = place('never.p7m')
    const to = ['--to', place('rsa.crt'), '--to', place('signing.crt')]
    const args = ['encrypt', place('letter'), ...to, '--out', out]
    const { exit, error } = await scratch.chopmark(args)
    expect([exit, error]).toEqual([1, expect.stringContaining('(RECIPIENT_KEY_USAGE)')])
    expect(error).toContain(place('signing.crt'))
    expect(existsSync(out)).toBe(false)
    const later = [...args.slice(0, 4), '--at', '2060-01-01T00:00:00Z']
    expect(await scratch.chopmark(later)).toMatchObject({
      exit: 1,
      error: expect.stringContaining('(RECIPIENT_EXPIRED)') as string,
    })
  })

  it('exits 1 in the same words for whatever is wrong with the key', async () => {
    const to = ['--to', place('rsa.crt'), '--cbc', '--out', place('cbc.p7m')]
    await scratch.chopmark(['encrypt', place('letter'), ...to])
    const damaged = readFileSync(place('cbc.p7m'))
    damaged[damaged.length - 20] = (damaged.at(-20) ?? 0) ^ 1
    writeFileSync(place('damaged.p7m'), damaged)
    const words = /: this key does not open this message \(CANNOT_DECRYPT\)\n$/
    for (const [message, name] of [
      ['cbc.p7m', 'ec'],
      ['cbc.p7m', 'signing'],
      ['damaged.p7m', 'rsa'],
    ] as const) {
      const key = ['--p12', place(`${name}.p12`), '--pin', pins[name] ?? '']
      const out = place('never')
      const result = await scratch.chopmark(['decrypt', place(message), ...key, '--out', out])
      expect([result.exit, result.error]).toEqual([1, expect.stringMatching(words)])
      expect(existsSync(out)).toBe(false)
    }
    const key = ['--p12', place('rsa.p12'), '--pin', 'wrong']
    const wrongPin = await scratch.chopmark(['decrypt', place('cbc.p7m'), ...key])
    expect([wrongPin.exit, wrongPin.error]).toEqual([1, expect.stringContaining('(WRONG_PIN)')])
    const right = ['--p12', place('rsa.p12'), '--pin', pins['rsa'] ?? '', '--authenticated']
    const refused = await scratch.chopmark(['decrypt', place('cbc.p7m'), ...right])
    expect([refused.exit, refused.error]).toEqual([
      1,
      expect.stringContaining('(NOT_AUTHENTICATED)'),
    ])
    const text = await scratch.chopmark(['decrypt', place('letter'), ...right])
    expect([text.exit, text.error]).toEqual([1, expect.stringContaining('(NOT_ENVELOPED)')])
  })

  it('exits 64 when the command line cannot be carried out, 66 when a file is missing', async () => {
    const letter = place('letter')
    const p12 = ['--p12', place('rsa.p12')]
    const chain = scratch.file(
      'chain.pem',
      readFileSync(place('rsa.pem'), 'utf8') + readFileSync(place('ec.pem'), 'utf8'),
    )
    for (const args of [
      ['encrypt'],
      ['encrypt', letter],
      ['encrypt', '--to', place('rsa.crt')],
      ['encrypt', letter, '--to', chain],
      ['encrypt', letter, ...Array.from({ length: 257 }, () => ['--to', place('rsa.crt')]).flat()],
      ['encrypt', letter, '--to', place('rsa.crt'), '--at', 'tomorrow'],
      ['encrypt', letter, '--to', place('rsa.crt'), '--out', join(scratch.folder, 'no', 'folder')],
      ['decrypt', letter],
      ['decrypt', letter, letter, ...p12],
      ['decrypt', letter, ...p12, '--password', 'both'],
      ['decrypt', letter, ...p12, '--cert', place('rsa.crt')],
      ['decrypt', letter, '--key', place('rsa.key'), '--pin', 'wrong', '--cert', place('rsa.crt')],
      ['decrypt', letter, '--key', place('rsa.plain.der')],
      ['decrypt', letter, '--secret-key', 'xyz'],
    ]) {
      expect([args, (await scratch.chopmark(args)).exit]).toEqual([args, 64])
    }
    const missing = place('missing')
    for (const args of [
      ['encrypt', missing, '--to', place('rsa.crt')],
      ['encrypt', letter, '--to', missing],
      ['decrypt', missing, ...p12],
      ['decrypt', letter, '--p12', missing],
    ]) {
      expect([args, (await scratch.chopmark(args)).exit]).toEqual([args, 66])
    }
  })
})
