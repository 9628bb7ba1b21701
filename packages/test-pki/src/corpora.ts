import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One `manifest.json` of the conformance corpora; its README says what the entries of each folder hold. */
export interface CorpusManifest {
  readonly format: string
  readonly items?: readonly Readonly<Record<string, unknown>>[]
  /** `pkits` alone names its entries so. */
  readonly tests?: readonly Readonly<Record<string, unknown>>[]
  readonly [field: string]: unknown
}

/** Where Debian's python3-cryptography-vectors keeps NIST's PKITS files, the same `certs` and `crls` as the corpora. */
const debianPkits = '/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data'

/**
 * Test data that nobody in the project wrote lies beside the checkout, in `../shared/corpora`.
 * @returns Its absolute path, or null in a clone without it: then skip what needs it, by name.
 */
export function corporaFolder(): string | null {
  return shared('corpora')
}

/** @returns The folder of real Hong Kong CA certificates, `../shared/hk/certs` beside the checkout, or null. */
export function hkCertificates(): string | null {
  return shared('hk', 'certs')
}

/**
 * The PKITS files, `certs/*.crt` and `crls/*.crl`, DER.
 * @returns The corpora's folder, which has a `manifest.json` too; else that of Debian's python3-cryptography-vectors,
 * which has none; else null.
 */
export function pkitsFolder(): string | null {
  const corpora = corporaFolder()
  if (corpora !== null && existsSync(join(corpora, 'pkits', 'certs'))) return join(corpora, 'pkits')
  return existsSync(join(debianPkits, 'certs')) ? debianPkits : null
}

/**
 * @param name - A folder of the corpora, for example `cms`.
 * @returns Its parsed `manifest.json`, whose file names are relative to `join(corporaFolder(), name)`; null when absent.
 */
export function readCorpus(name: string): CorpusManifest | null {
  const corpora = corporaFolder()
  const file = corpora === null ? null : join(corpora, name, 'manifest.json')
  if (file === null || !existsSync(file)) return null
  return JSON.parse(readFileSync(file, 'utf8')) as CorpusManifest
}

function shared(...path: string[]): string | null {
  const root = repositoryRoot()
  const folder = root === null ? null : join(dirname(root), 'shared', ...path)
  return folder !== null && existsSync(folder) ? folder : null
}

/** The nearest folder upwards whose package.json is that of the workspace. */
function repositoryRoot(): string | null {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest)) {
      const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }
      if (name === 'chopmark') return folder
    }
    const parent = dirname(folder)
    if (parent === folder) return null
    folder = parent
  }
}
