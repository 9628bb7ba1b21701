import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createSandboxPki, hkCertificates, signCades } from '@chopmark/test-pki'
import { hongKong } from '@chopmark/trust-hk'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { PathAnswer } from '../output/path-answer.js'
import { Scratch } from '../run.test-support.js'

const scratch = new Scratch()
afterEach(() => {
  rmSync(scratch.home, { recursive: true, force: true })
})
afterAll(() => {
  scratch.remove()
})

const real = hkCertificates()
const certificate = (name: string): string => join(real ?? '', `hongkong-post-${name}.pem`)

describe('chopmark trust', () => {
  it('lists who is recognised, what is held, and where the missing roots are published', async () => {
    const { exit, out } = await scratch.chopmark(['trust', 'list'])
    expect(exit).toBe(0)
    expect(out.match(/^ {2}held /gm)).toHaveLength(2)
    for (const anchor of hongKong().trustAnchors) {
      if (anchor.kind === 'pinned') expect(out).toContain(anchor.publishedAt)
    }
    expect(out).toContain('from memory, not enforced')
  })

  it('refuses any certificate whose fingerprint is not pinned, and keeps nothing of it', async () => {
    const pki = await createSandboxPki()
    const root = scratch.file('sandbox.crt', pki.root.certificate)
    const { exit, error } = await scratch.chopmark(['trust', 'import', root])
    expect(exit).toBe(1)
    expect(error).toContain('no root of a CA recognised in Hong Kong')
    expect(existsSync(join(scratch.home, 'trust'))).toBe(false)
    const garbage = scratch.file('garbage', 'garbage')
    expect((await scratch.chopmark(['trust', 'import', garbage])).exit).toBe(64)
    expect((await scratch.chopmark(['trust', 'import', `${garbage}-gone`])).exit).toBe(66)
    for (const args of [[], ['import'], ['list', 'all'], ['remove', 'x']]) {
      expect((await scratch.chopmark(['trust', ...args])).exit).toBe(64)
    }
  })

  it('asks for no root that has nothing to do with the signature', async () => {
    const pki = await createSandboxPki()
    const person = await pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
    const content = new TextEncoder().encode('content')
    const file = scratch.file('signed.p7m', signCades({ signer: person, content }))
    const { exit, out } = await scratch.chopmark(['verify', file, '--anchors', 'hk', '--offline'])
    expect(exit).toBe(2)
    // The sandbox issued it, not Hongkong Post.
    expect(out).not.toContain('trust import')
  })

  describe.skipIf(real === null)('with the real certificates (needs ../shared/hk/certs)', () => {
    it.each(['root-ca', 'root-ca-1', 'root-ca-2', 'root-ca-3'])('imports %s', async (name) => {
      const { exit, out } = await scratch.chopmark(['trust', 'import', certificate(name)])
      expect([exit, out]).toEqual([
        0,
        expect.stringMatching(/^Imported .+\n {2}SHA-256 [0-9a-f]{64}\n$/),
      ])
      expect(readdirSync(join(scratch.home, 'trust'))).toHaveLength(1)
      expect((await scratch.chopmark(['trust', 'import', certificate(name)])).exit).toBe(0)
      expect(readdirSync(join(scratch.home, 'trust'))).toHaveLength(1)
    })

    it('refuses every other one, also in a file with a good one', async () => {
      for (const file of readdirSync(real ?? '').filter((name) => name.endsWith('.pem'))) {
        if (/-root-ca(?:-[123])?\.pem$/.test(file)) continue
        const { exit } = await scratch.chopmark(['trust', 'import', join(real ?? '', file)])
        expect([file, exit]).toEqual([file, 1])
      }
      const both = ['root-ca-2', 'e-cert-ca-1'].map((name) =>
        readFileSync(certificate(name), 'utf8'),
      )
      const mixed = scratch.file('mixed.pem', both.join('\n'))
      expect((await scratch.chopmark(['trust', 'import', mixed])).exit).toBe(1)
      expect(existsSync(join(scratch.home, 'trust'))).toBe(false)
      const changed = new Uint8Array(
        new X509Certificate(readFileSync(certificate('root-ca-2'))).raw,
      )
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
      const file = scratch.file('changed.crt', changed)
      expect((await scratch.chopmark(['trust', 'import', file])).exit).toBe(1)
    })

    /** An intermediate under the pinned Root CA; a moment at which both stood. */
    const underPinned = async (...options: readonly string[]) => {
      const issuing = new X509Certificate(readFileSync(certificate('e-cert-ca')))
      const at = new Date(Date.parse(issuing.validFrom) + 86_400_000).toISOString()
      const args = ['path', certificate('e-cert-ca'), '--anchors', 'hk', '--no-revocation']
      return scratch.chopmark([...args, '--algorithms', 'any', '--at', at, ...options])
    }

    it('lets a path under a pinned root count once its certificate was imported', async () => {
      const before = await underPinned()
      expect(before.exit).toBe(1)
      const pinned = hongKong().trustAnchors.find(({ id }) => id === 'hk/hongkong-post-root-ca')
      if (pinned?.kind !== 'pinned') throw new Error('expected a pinned anchor')
      expect(before.out).toContain(pinned.certificateSha256)
      expect(before.out).toContain(pinned.publishedAt)
      expect(before.out).toContain('chopmark trust import')
      const { missing } = JSON.parse((await underPinned('--json')).out) as PathAnswer
      expect(missing).toContainEqual(
        expect.objectContaining({ kind: 'trust-anchor', anchorId: pinned.id }),
      )

      await scratch.chopmark(['trust', 'import', certificate('root-ca')])
      const after = await underPinned()
      expect(after.exit, after.out).toBe(0)
      expect(after.out).toContain('= hk/hongkong-post-root-ca')
      expect((await scratch.chopmark(['trust', 'list'])).out.match(/^ {2}held /gm)).toHaveLength(3)
    })

    it('lets it count as well when the certificate comes with the evidence', async () => {
      expect((await underPinned('--certs', certificate('root-ca'))).exit).toBe(0)
      expect((await underPinned('--certs', certificate('root-ca-1'))).exit).toBe(1)
    })
  })
})
