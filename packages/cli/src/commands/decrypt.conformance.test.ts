import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSandboxPki, corporaFolder, readCorpus } from '@chopmark/test-pki'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Scratch } from '../run.test-support.js'

interface Expected {
  readonly recipientKey?: string
  readonly recipientCert?: string
  readonly decryptsTo?: string
  readonly decryptsToText?: string
  readonly plaintextHex?: string
}

const corpus = readCorpus('cms')
const folder = join(corporaFolder() ?? '', 'cms')
const items = (corpus?.items ?? []).map(({ file, expected }) => ({
  file: String(file),
  expected: expected as Expected,
}))
const opened = items.filter(({ expected }) => expected.recipientKey !== undefined)
const scratch = new Scratch()
afterAll(() => {
  scratch.remove()
})

describe.skipIf(corpus === null)('encrypted messages of others (needs ../shared/corpora)', () => {
  let stranger: { readonly p12: string; readonly pin: string }
  beforeAll(async () => {
    const pki = await createSandboxPki()
    const { bytes, pin } = (await pki.issue('e-cert-encipherment')).toPkcs12()
    stranger = { p12: scratch.file('stranger.p12', bytes), pin }
  })

  const keyOptions = ({ recipientKey = '', recipientCert }: Expected): readonly string[] => [
    ...['--key', join(folder, recipientKey)],
    ...(recipientCert === undefined ? [] : ['--cert', join(folder, recipientCert)]),
  ]

  it('has messages to open', () => expect(opened.length).toBeGreaterThanOrEqual(8))

  it.each(opened)('opens $file to the octets expected', async ({ file, expected }) => {
    const args = ['decrypt', join(folder, file), ...keyOptions(expected)]
    const { exit, outBytes, error } = await scratch.chopmark(args)
    expect([exit, error]).toEqual([0, expect.stringContaining('whether it was changed')])
    const text = (octets: Uint8Array): string =>
      Buffer.from(octets).toString('latin1').replaceAll('\r\n', '\n')
    if (expected.plaintextHex !== undefined) {
      expect(Buffer.from(outBytes).toString('hex')).toBe(expected.plaintextHex)
    } else if (expected.decryptsTo !== undefined) {
      expect(Buffer.from(outBytes)).toEqual(readFileSync(join(folder, expected.decryptsTo)))
    } else {
      expect(text(outBytes)).toBe(text(readFileSync(join(folder, expected.decryptsToText ?? ''))))
    }
  })

  it.each(opened)(
    'refuses $file to other keys, always in the same words',
    async ({ file, expected }) => {
      const message = join(folder, file)
      const others = opened.filter((other) => other.expected.recipientKey !== expected.recipientKey)
      const tries = [
        ['--p12', stranger.p12, '--pin', stranger.pin],
        ...others.map((other) => keyOptions(other.expected)),
        // The right certificate with a key that is not its own.
        ...others.map((other) => [
          ...keyOptions(other.expected).slice(0, 2),
          ...['--cert', join(folder, expected.recipientCert ?? expected.recipientKey ?? '')],
        ]),
      ]
      for (const key of tries) {
        const { exit, outBytes, error } = await scratch.chopmark(['decrypt', message, ...key])
        expect({ exit, outBytes, error }).toEqual({
          exit: 1,
          outBytes: new Uint8Array(0),
          error: `chopmark decrypt: ${message}: this key does not open this message (CANNOT_DECRYPT)\n`,
        })
      }
    },
  )

  it('says of everything else in the corpus what it is, and never throws', async () => {
    for (const { file } of items.filter((item) => !opened.includes(item))) {
      const key = ['--p12', stranger.p12, '--pin', stranger.pin]
      const { exit, error } = await scratch.chopmark(['decrypt', join(folder, file), ...key])
      expect([file, exit, error]).toEqual([
        file,
        1,
        expect.stringMatching(/\((?:NOT_ENVELOPED|CANNOT_DECRYPT|MESSAGE_DAMAGED)\)\n$/),
      ])
      // All that are EnvelopedData are read: none is called damaged.
      if (/envelop|kms/.test(file))
        expect([file, error]).toEqual([file, expect.stringContaining('CANNOT_DECRYPT')])
    }
  })
})
