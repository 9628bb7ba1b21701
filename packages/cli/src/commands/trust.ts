import { createHash } from 'node:crypto'
import { caCertificates, certificationAuthorities } from '@chopmark/trust-hk'
import { CliError } from '../cli-error.js'
import {
  importedCertificates,
  keepCertificate,
  trustFolder,
} from '../evidence/imported-certificates.js'
import { loadObjects } from '../evidence/load-objects.js'
import { exitCode } from '../exit-codes.js'
import type { Streams } from '../streams.js'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** `chopmark trust import FILE`: takes the certificates of pinned anchors, and refuses any other. */
function importFile(file: string, streams: Streams): number {
  const folder = trustFolder(streams.environment)
  const roots = caCertificates.filter(({ role }) => role === 'root')
  // All of a file or nothing of it.
  const known = loadObjects(file).map((bytes) => {
    const digest = sha256(bytes)
    const entry = roots.find((root) => root.sha256 === digest)
    if (entry === undefined) {
      throw new CliError(
        `${file} is no root of a CA recognised in Hong Kong: its SHA-256 is ${digest}. ` +
          'Nothing was imported. `chopmark trust list` shows the roots that are known.',
        exitCode.failed,
      )
    }
    return { bytes, digest, subject: entry.subject }
  })
  for (const { bytes, digest, subject } of known) {
    keepCertificate(folder, digest, bytes)
    streams.out(`Imported ${subject}\n  SHA-256 ${digest}\n`)
  }
  return exitCode.passed
}

/** `chopmark trust list`: who is recognised, which roots are at hand, and where the missing ones are published. */
function list(streams: Streams): number {
  const imported = new Set(importedCertificates(trustFolder(streams.environment)).map(sha256))
  for (const authority of certificationAuthorities) {
    streams.out(`${authority.name.en}  ${authority.name['zh-Hant-HK']}\n`)
    for (const { status, from, to, confidence, source } of authority.recognition) {
      const end = to === undefined ? '' : ` to ${to.slice(0, 10)}`
      const doubt = confidence === 'memory' ? ' (from memory, not enforced)' : ''
      streams.out(`  ${status} from ${from.slice(0, 10)}${end}${doubt}: ${source}\n`)
    }
    if (authority.note !== undefined) streams.out(`  ${authority.note}\n`)
    for (const root of caCertificates) {
      if (root.authority !== authority.id || root.role !== 'root') continue
      const held = root.der !== undefined || imported.has(root.sha256 ?? '')
      streams.out(
        `  ${held ? 'held   ' : 'missing'}  ${root.subject}  ${root.notBefore.slice(0, 10)} to ${root.notAfter.slice(0, 10)}\n` +
          `           SHA-256 ${root.sha256 ?? 'unknown'}\n` +
          (held
            ? ''
            : `           get it at ${root.publishedAt}, then: chopmark trust import FILE\n`),
      )
    }
  }
  return exitCode.passed
}

/**
 * `chopmark trust list` and `chopmark trust import FILE`.
 * @throws CliError for anything else, and for a certificate whose fingerprint is not pinned.
 */
export function trust(args: readonly string[], streams: Streams): number {
  const [action, file, ...rest] = args
  if (action === 'list' && file === undefined) return list(streams)
  if (action === 'import' && file !== undefined && rest.length === 0)
    return importFile(file, streams)
  throw new CliError('Write `chopmark trust list` or `chopmark trust import FILE`.')
}
