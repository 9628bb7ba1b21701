import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SignatureRequest } from '@chopmark/core'
import { createSandboxPki, type KeyAlgorithm } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { ecertFile } from '../key-sources/ecert-file/ecert-file-source.js'
import { inProcessWorker } from '../testing/in-process-worker.js'
import { requestFor } from '../testing/request-for.js'
import { fixedPrompts, signRequest } from './sign-request.js'

const withoutOpenssl = spawnSync('openssl', ['version']).status !== 0
const content = new TextEncoder().encode('I live at 100 Nathan Road.\r\n我住在彌敦道 100 號。\n')
const pin = '1234567890123456'

/** One certificate for each kind of key: making RSA keys is slow. */
const made = new Map<string, ReturnType<typeof makeECert>>()

async function makeECert(
  keyAlgorithm: KeyAlgorithm,
): Promise<{ readonly root: Uint8Array; readonly bytes: Uint8Array }> {
  const pki = await createSandboxPki()
  const issued = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN', keyAlgorithm })
  return { root: pki.root.certificate, bytes: issued.toPkcs12({ pin, form: 'legacy' }).bytes }
}

function eCert(keyAlgorithm: KeyAlgorithm): ReturnType<typeof makeECert> {
  const found = made.get(keyAlgorithm) ?? makeECert(keyAlgorithm)
  made.set(keyAlgorithm, found)
  return found
}

type Hash = SignatureRequest['document']['digestAlgorithm']

describe.skipIf(withoutOpenssl)('OpenSSL accepts what signRequest makes (needs openssl)', () => {
  const keys = ['RSA-2048', 'RSA-3072', 'P-256', 'P-384', 'P-521'] as const
  const hashes: readonly Hash[] = ['SHA-256', 'SHA-384', 'SHA-512']
  const packagings = ['attached', 'detached'] as const
  const all = keys.flatMap((key) =>
    hashes.flatMap((hash) => packagings.map((packaging) => [key, hash, packaging] as const)),
  )

  it.each(all)('%s %s %s', async (keyAlgorithm, hash, packaging) => {
    const { root: anchor, bytes } = await eCert(keyAlgorithm)
    const source = ecertFile({ createWorker: inProcessWorker })
    const prompts = fixedPrompts(new File([Uint8Array.from(bytes)], 'e-cert.p12'), pin)
    const request = await requestFor(content, { packaging }, hash)
    const signature = await signRequest(request, content, source, { prompts })
    expect(signature).toBeDefined()
    if (signature === undefined) return

    const folder = mkdtempSync(join(tmpdir(), 'chopmark-client-'))
    const put = (name: string, octets: Uint8Array | string): string => {
      const path = join(folder, name)
      writeFileSync(path, octets)
      return path
    }
    const root = spawnSync('openssl', ['x509', '-inform', 'DER'], {
      input: anchor,
    }).stdout.toString()
    const arguments_ = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-purpose', 'any']
    arguments_.push('-CAfile', put('root.pem', root), '-in', put('signature.p7s', signature))
    if (packaging === 'detached') arguments_.push('-content', put('content', content))
    const good = spawnSync('openssl', arguments_)
    expect(good.stderr.toString()).toContain('Verification successful')
    expect(new Uint8Array(good.stdout)).toEqual(content)

    // The witness does look: one changed octet of the signature value, the last of the message, and it refuses.
    const broken = signature.slice()
    broken[broken.length - 1] = (broken[broken.length - 1] ?? 0) ^ 1
    put('signature.p7s', broken)
    expect(spawnSync('openssl', arguments_).status).not.toBe(0)
  })
})
