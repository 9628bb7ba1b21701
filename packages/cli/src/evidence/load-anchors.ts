import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  formatName,
  trustAnchorFromCertificate,
  trustAnchors,
  type HeldTrustAnchor,
  type TrustAnchor,
  type TrustAnchors,
} from '@chopmark/core'
import { hongKong } from '@chopmark/trust-hk'
import { CliError } from '../cli-error.js'
import { loadObjects } from './load-objects.js'

/** Files in an anchor folder that are looked at; a folder of certificates holds other things too. */
const certificateFile = /\.(?:pem|crt|cer|der)$/i

function filesOf(place: string): readonly string[] {
  let isFolder: boolean
  try {
    isFolder = statSync(place).isDirectory()
  } catch {
    throw new CliError(`--anchors ${place}: no such file or folder. Give a file, a folder or hk.`)
  }
  if (!isFolder) return [place]
  const files = readdirSync(place).filter((name) => certificateFile.test(name))
  if (files.length === 0) throw new CliError(`--anchors ${place}: no certificate in that folder.`)
  return files.sort().map((name) => join(place, name))
}

/** Sandbox and trial hierarchies say so in their names; their signatures never pass beside real anchors. */
function isSandbox({ name }: HeldTrustAnchor): boolean {
  return /\b(?:sandbox|trial)\b/i.test(formatName(name))
}

function anchorOf(bytes: Uint8Array, file: string): TrustAnchor {
  const anchor = trustAnchorFromCertificate(bytes, {
    id: `file/${createHash('sha256').update(bytes).digest('hex')}`,
    use: 'signing',
    sandbox: false,
    certificatePolicies: 'any',
    recognition: [],
  })
  if (!anchor.ok) {
    throw new CliError(
      `${file} holds no certificate to trust (${anchor.reason} at byte ${anchor.offset}).`,
    )
  }
  return { ...anchor.value, sandbox: isSandbox(anchor.value) }
}

/**
 * The trust anchors named by `--anchors`, each once.
 * @param places - Files, folders, or `hk` for the CAs recognised in Hong Kong.
 * @throws CliError when none is named or one cannot be used; UsageError `MIXED_SANDBOX_ANCHORS`.
 */
export function loadAnchors(places: readonly string[]): TrustAnchors {
  if (places.length === 0) {
    throw new CliError(
      'Nothing is trusted by default: give --anchors FILE, --anchors FOLDER or --anchors hk.',
    )
  }
  const anchors = new Map<string, TrustAnchor>()
  for (const place of places) {
    const found =
      place === 'hk'
        ? hongKong().trustAnchors
        : filesOf(place).flatMap((file) => loadObjects(file).map((bytes) => anchorOf(bytes, file)))
    for (const anchor of found) anchors.set(anchor.id, anchor)
  }
  return trustAnchors([...anchors.values()])
}
