import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** True where the tests have no OpenSSL command to be their witness. */
export const withoutOpenssl = spawnSync('openssl', ['version']).status !== 0

/** A new folder, and a function that puts a file there and answers its path. */
export function scratch(): (name: string, bytes: Uint8Array | string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'chopmark-test-pki-'))
  return (name, bytes) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return path
  }
}

/** @returns Standard output and error; throws when the command fails. */
export function openssl(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`)
  return stdout + stderr
}

/** PEM of one or more certificates. */
export function pem(...certificates: readonly Uint8Array[]): string {
  return certificates
    .map((der) => execFileSync('openssl', ['x509', '-inform', 'DER'], { input: der }).toString())
    .join('')
}
